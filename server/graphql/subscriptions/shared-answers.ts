import { createHash } from 'node:crypto';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import type { Actor, Context } from '../../context.ts';
import type { Credentials, Door } from '../door.ts';
import type { Operation } from '../operation.ts';

/** The answer to an event; null for one that is not for the subscriber. */
export type EventAnswer = ExecutionResult | null;

/** What is known of one event. It goes with the event. */
interface Shared {
  /** Contexts by credential. */
  readonly callers: Map<string, Kept<Caller>>;
  /** Answers by schema, operation and who asks with which rights. */
  readonly answers: Map<GraphQLSchema, Map<string, Kept<EventAnswer>>>;
}

interface Kept<T> {
  readonly begun: number;
  readonly value: Promise<T>;
}

interface Caller {
  readonly context: Context;
  /** One execution has it for itself. */
  isTaken: boolean;
}

/** Milliseconds after which what was found for one subscriber is no longer new enough for another. */
const SHARED_MS = 1_000;

const sharedByEvent = new WeakMap<object, Shared>();

/** What tells operations apart whose answers to an event differ. Large variables are not kept with every answer. */
export function fingerprintOf({ document, operation, variables }: Operation): string {
  const text = document.loc?.source.body ?? '';
  const parts = JSON.stringify([text, operation.name?.value ?? null, variables]);
  return createHash('sha256').update(parts).digest('base64');
}

export interface SharedRequest {
  readonly door: Door;
  readonly credentials: Credentials;
  readonly schema: GraphQLSchema;
  readonly fingerprint: string;
  /** Throws for a caller who may have no answer at all. */
  admit(context: Context): void;
  answer(context: Context): Promise<EventAnswer>;
  /** Whether the next who asks must try again. */
  isPassing(answer: EventAnswer): boolean;
}

/**
 * The answer to an event. Those who ask within an instant with the same operation and the same rights share one: it is executed once, and
 * its text is made once. Each credential is still looked at for each event, and nothing is shared between users.
 */
export async function answerShared(event: object, request: SharedRequest): Promise<EventAnswer> {
  const { schema, fingerprint, isPassing } = request;
  const shared = sharedByEvent.get(event) ?? { callers: new Map(), answers: new Map() };
  sharedByEvent.set(event, shared);
  const caller = await callerOf(shared, request);
  request.admit(caller.context);
  const answers = shared.answers.get(schema) ?? new Map<string, Kept<EventAnswer>>();
  shared.answers.set(schema, answers);
  const key = `${rightsOf(caller.context.actor)} ${fingerprint}`;
  const answer = await keep(answers, key, async () => request.answer(await take(caller, request)));
  if (isPassing(answer)) {
    answers.delete(key);
    shared.callers.clear();
  }
  return answer;
}

function callerOf({ callers }: Shared, { door, credentials }: SharedRequest): Promise<Caller> {
  const { credential } = credentials;
  const key = credential ? `${credential.kind} ${credential.secret}` : '';
  return keep(callers, key, async () => ({ context: await door.makeContext(credentials), isTaken: false }));
}

async function take(caller: Caller, { door, credentials }: SharedRequest): Promise<Context> {
  if (caller.isTaken) return door.makeContext(credentials);
  caller.isTaken = true;
  return caller.context;
}

/** Not the id alone: what a user may do changes. */
function rightsOf(actor: Actor | null): string {
  if (!actor) return '';
  const { id, isSuperuser, isReadonly, roleIds } = actor;
  return `${id} ${isSuperuser} ${isReadonly} ${roleIds.join()}`;
}

/** What fails is not kept. */
function keep<T>(all: Map<string, Kept<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const now = performance.now();
  const known = all.get(key);
  if (known && now - known.begun < SHARED_MS) return known.value;
  const made: Kept<T> = { begun: now, value: make() };
  all.set(key, made);
  made.value.catch(() => all.get(key) === made && all.delete(key));
  return made.value;
}
