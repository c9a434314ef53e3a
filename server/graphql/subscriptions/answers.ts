import type { ExecutionResult, GraphQLError } from 'graphql';
import { LiveIterator } from '../../live-iterator.ts';

export type ResultStream = AsyncIterableIterator<ExecutionResult, undefined>;

/** The answer to an event; null for one that is not for the subscriber. */
export type AnswerEvent = (event: unknown, signal: AbortSignal) => Promise<ExecutionResult | null>;

export interface AnswersOptions {
  readonly events: AsyncIterator<unknown>;
  readonly answer: AnswerEvent;
  /** What the subscriber is told of what was thrown. */
  translate(error: unknown): GraphQLError;
  /** Called once, when there is nothing more to come. */
  release(): void;
}

type Result = IteratorResult<ExecutionResult, undefined>;

/** The answers to the events of a subscription. No async generator: that would not hear `return` before the next event. */
export class Answers extends LiveIterator<ExecutionResult> implements ResultStream {
  readonly #options: AnswersOptions;
  readonly #ending = new AbortController();
  #failure: GraphQLError | null = null;
  /** Lets go of an event that is waited for. */
  #interrupt: (() => void) | null = null;

  constructor(options: AnswersOptions) {
    super();
    this.#options = options;
  }

  /** Ends the subscription with an error, after an answer that is being made. */
  fail(error: GraphQLError): void {
    if (this.#ending.signal.aborted) return;
    this.#failure ??= error;
    this.#interrupt?.();
  }

  async next(): Promise<Result> {
    if (this.#ending.signal.aborted) return { value: undefined, done: true };
    try {
      for (;;) {
        if (this.#failure) return this.#end(this.#failure);
        const event = await this.#nextEvent();
        if (event === null) continue;
        if (event.done) {
          void this.#close();
          return { value: undefined, done: true };
        }
        const answer = await this.#options.answer(event.value, this.#ending.signal);
        if (answer) return { value: answer, done: false };
      }
    } catch (error) {
      return this.#end(this.#options.translate(error));
    }
  }

  async return(): Promise<Result> {
    await this.#close();
    return { value: undefined, done: true };
  }

  /** Null when it was interrupted. Not by a race with a promise that stays: that would remember every event. */
  #nextEvent(): Promise<IteratorResult<unknown> | null> {
    return new Promise((resolve, reject) => {
      this.#interrupt = () => resolve(null);
      this.#options.events
        .next()
        .then(resolve, reject)
        .finally(() => (this.#interrupt = null));
    });
  }

  #end(failure: GraphQLError): Result {
    // A source that waits for its next event may not hear that it is over before that comes.
    void this.#close();
    return { value: { errors: [failure] }, done: false };
  }

  async #close(): Promise<void> {
    if (this.#ending.signal.aborted) return;
    this.#ending.abort();
    this.#options.release();
    try {
      await this.#options.events.return?.();
    } catch (error) {
      // Nobody is left who could be told but the log.
      this.#options.translate(error);
    }
  }
}
