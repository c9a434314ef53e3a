import { createSourceEventStream, type ExecutionResult, GraphQLError } from 'graphql';
import type { Context } from '../../context.ts';
import { Unauthenticated } from '../../errors.ts';
import { type Credentials, type Door, hidesSuggestions } from '../door.ts';
import { translateError, translateThrown } from '../errors.ts';
import { coerceVariables } from '../executor/index.ts';
import type { Operation } from '../operation.ts';
import { Answers, type ResultStream } from './answers.ts';
import { followSchema } from './live-schema.ts';
import { retryWhileAway } from './retry-while-away.ts';
import { answerShared, fingerprintOf } from './shared-answers.ts';
import { executeAndWrite } from './written-answer.ts';

/** An event of which not every subscriber may know. */
export interface GuardedEvent {
  /** Asked with the rights that the subscriber has at that moment; an event that is not for him is left out. */
  isVisibleTo(ctx: Context): Promise<boolean>;
}

function isGuarded(event: unknown): event is GuardedEvent {
  return typeof event === 'object' && event !== null && 'isVisibleTo' in event;
}

/**
 * The answers of a subscription. Events are executed with a context that was made after they were read, so that they see what
 * is true now, and so that the subscription ends when its token does; those that are read within a second share it. When plugins come or go it goes on with the new schema, or ends if it cannot.
 */
export async function subscribe(
  door: Door,
  { schema, ...operation }: Operation,
  credentials: Credentials,
): Promise<ResultStream | ExecutionResult> {
  const scope = { ...door, ...credentials };
  const { errors } = coerceVariables({
    ...operation,
    schema,
    given: operation.variables,
    hideSuggestions: hidesSuggestions(door),
  });
  if (errors) return { errors: errors.map((error) => translateError(error, scope)) };
  try {
    const source = await createSourceEventStream({
      schema,
      document: operation.document,
      operationName: operation.operation.name?.value,
      variableValues: operation.variables,
      contextValue: operation.context,
    });
    if ('errors' in source) return { errors: source.errors?.map((error) => translateError(error, scope)) };
    const events = (source as AsyncIterable<unknown>)[Symbol.asyncIterator]();
    const live = followSchema(door.hot, { ...operation, schema });
    const fingerprint = fingerprintOf({ ...operation, schema });
    const answerNow = (rootValue: unknown) =>
      answerEvent(door, { ...operation, schema: live.current, rootValue }, { credentials, fingerprint });
    const answers = new Answers({
      events,
      answer: (event, signal) => retryWhileAway(() => answerNow(event), isAway, signal),
      translate: (error) => translateThrown(error, scope),
      release: live.release,
    });
    whenAborted(live.outdated, () => answers.fail(schemaChanged()));
    return answers;
  } catch (error) {
    return { errors: [translateThrown(error, scope)] };
  }
}

/** The schema may have changed while the source was opened. */
function whenAborted(signal: AbortSignal, call: () => void): void {
  if (signal.aborted) call();
  else signal.addEventListener('abort', call, { once: true });
}

function schemaChanged(): GraphQLError {
  return new GraphQLError(
    'A plugin came or went, and this subscription is no longer valid. Read the schema again, and subscribe to what it has now.',
    { extensions: { code: 'SCHEMA_CHANGED' } },
  );
}

interface Asker {
  readonly credentials: Credentials;
  readonly fingerprint: string;
}

/** Null for an event that is not for the subscriber. */
async function answerEvent(
  door: Door,
  operation: Operation,
  { credentials, fingerprint }: Asker,
): Promise<ExecutionResult | null> {
  const { rootValue } = operation;
  // An event that is no object cannot be told from another one.
  const event = typeof rootValue === 'object' && rootValue !== null ? rootValue : {};
  try {
    return await answerShared(event, {
      door,
      credentials,
      schema: operation.schema,
      fingerprint,
      admit: ({ actor }) => {
        if (operation.context.actor && !actor) throw new Unauthenticated('The session has ended.');
      },
      answer: async (context) => {
        if (isGuarded(rootValue) && !(await rootValue.isVisibleTo(context))) return null;
        return executeAndWrite(door, { ...operation, context });
      },
      isPassing: isAway,
    });
  } catch (error) {
    if (!door.isUnavailable(error)) throw error;
    return { errors: [translateThrown(error, { ...door, ...credentials })] };
  }
}

/** A subscriber would not know what it missed, so an event waits until it can be answered. */
function isAway(answer: ExecutionResult | null): boolean {
  return (answer?.errors ?? []).some(({ extensions }) => extensions['code'] === 'UNAVAILABLE');
}
