import { createSourceEventStream, type ExecutionResult, GraphQLError } from 'graphql';
import type { Credentials, Door } from '../door.ts';
import { translateError, translateThrown } from '../errors.ts';
import { executeOperation } from '../execute-operation.ts';
import type { Operation } from '../operation.ts';

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
      async (rootValue) => {
        const context = await door.makeContext(credentials);
        return executeOperation(door, { ...operation, context, rootValue });
      },
      (error) => translateThrown(error, scope),
    );
  } catch (error) {
    return { errors: [translateThrown(error, scope)] };
  }
}

type Answer = (event: unknown) => Promise<ExecutionResult>;
type Translate = (error: unknown) => GraphQLError;
type Result = IteratorResult<ExecutionResult, undefined>;

/** No async generator: that would not hear `return` before the next event. */
class Answers implements ResultStream {
  readonly #events: AsyncIterator<unknown>;
  readonly #answer: Answer;
  readonly #translate: Translate;
  #isEnded = false;

  constructor(events: AsyncIterator<unknown>, answer: Answer, translate: Translate) {
    this.#events = events;
    this.#answer = answer;
    this.#translate = translate;
  }

  async next(): Promise<Result> {
    if (this.#isEnded) return { value: undefined, done: true };
    try {
      const event = await this.#events.next();
      if (event.done) return await this.return();
      return { value: await this.#answer(event.value), done: false };
    } catch (error) {
      await this.return();
      return { value: { errors: [this.#translate(error)] }, done: false };
    }
  }

  async return(): Promise<Result> {
    if (!this.#isEnded) {
      this.#isEnded = true;
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
