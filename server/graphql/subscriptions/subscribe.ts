import { createSourceEventStream, type ExecutionResult, GraphQLError } from 'graphql';
import type { Context } from '../../context.ts';
import { Unauthenticated } from '../../errors.ts';
import { type Credentials, type Door, hidesSuggestions } from '../door.ts';
import { translateError, translateThrown } from '../errors.ts';
import { executeOperation } from '../execute-operation.ts';
import { coerceVariables } from '../executor/index.ts';
import type { Operation } from '../operation.ts';
import { retryWhileAway } from './retry-while-away.ts';

/** An event of which not every subscriber may know. */
export interface GuardedEvent {
  /** Asked with the rights that the subscriber has at that moment; an event that is not for him is left out. */
  isVisibleTo(ctx: Context): Promise<boolean>;
}

const NOT_FOR_CALLER: unique symbol = Symbol('not for the caller');

function isGuarded(event: unknown): event is GuardedEvent {
  return typeof event === 'object' && event !== null && 'isVisibleTo' in event;
}

export type ResultStream = AsyncIterableIterator<ExecutionResult, undefined>;

/**
 * The answers of a subscription. Each event is executed with a context of its own, so that it sees what is true now, and so that
 * the subscription ends when its token does.
 */
export async function subscribe(
  door: Door,
  operation: Operation,
  credentials: Credentials,
): Promise<ResultStream | ExecutionResult> {
  const scope = { ...door, ...credentials };
  const { errors } = coerceVariables({
    ...operation,
    given: operation.variables,
    hideSuggestions: hidesSuggestions(door),
  });
  if (errors) return { errors: errors.map((error) => translateError(error, scope)) };
  try {
    const source = await createSourceEventStream({
      schema: operation.schema,
      document: operation.document,
      operationName: operation.operation.name?.value,
      variableValues: operation.variables,
      contextValue: operation.context,
    });
    if ('errors' in source) return { errors: source.errors?.map((error) => translateError(error, scope)) };
    const events = (source as AsyncIterable<unknown>)[Symbol.asyncIterator]();
    return new Answers(
      events,
      (rootValue, signal) => retryWhileAway(() => answerEvent(door, operation, credentials, rootValue), isAway, signal),
      (error) => translateThrown(error, scope),
    );
  } catch (error) {
    return { errors: [translateThrown(error, scope)] };
  }
}

async function answerEvent(
  door: Door,
  operation: Operation,
  credentials: Credentials,
  rootValue: unknown,
): Promise<ExecutionResult | typeof NOT_FOR_CALLER> {
  try {
    const context = await door.makeContext(credentials);
    if (operation.context.actor && !context.actor) throw new Unauthenticated('The session has ended.');
    if (isGuarded(rootValue) && !(await rootValue.isVisibleTo(context))) return NOT_FOR_CALLER;
    return await executeOperation(door, { ...operation, context, rootValue });
  } catch (error) {
    if (!door.isUnavailable(error)) throw error;
    return { errors: [translateThrown(error, { ...door, ...credentials })] };
  }
}

/** A subscriber would not know what it missed, so an event waits until it can be answered. */
function isAway(answer: ExecutionResult | typeof NOT_FOR_CALLER): boolean {
  return (
    answer !== NOT_FOR_CALLER && (answer.errors ?? []).some(({ extensions }) => extensions['code'] === 'UNAVAILABLE')
  );
}

type Answer = (event: unknown, signal: AbortSignal) => Promise<ExecutionResult | typeof NOT_FOR_CALLER>;
type Translate = (error: unknown) => GraphQLError;
type Result = IteratorResult<ExecutionResult, undefined>;

/** No async generator: that would not hear `return` before the next event. */
class Answers implements ResultStream {
  readonly #events: AsyncIterator<unknown>;
  readonly #answer: Answer;
  readonly #translate: Translate;
  readonly #ending = new AbortController();

  constructor(events: AsyncIterator<unknown>, answer: Answer, translate: Translate) {
    this.#events = events;
    this.#answer = answer;
    this.#translate = translate;
  }

  async next(): Promise<Result> {
    if (this.#ending.signal.aborted) return { value: undefined, done: true };
    try {
      for (;;) {
        const event = await this.#events.next();
        if (event.done) return await this.return();
        const answer = await this.#answer(event.value, this.#ending.signal);
        if (answer !== NOT_FOR_CALLER) return { value: answer, done: false };
      }
    } catch (error) {
      await this.return();
      return { value: { errors: [this.#translate(error)] }, done: false };
    }
  }

  async return(): Promise<Result> {
    if (!this.#ending.signal.aborted) {
      this.#ending.abort();
      await this.#events.return?.();
    }
    return { value: undefined, done: true };
  }

  async throw(error: unknown): Promise<Result> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
}
