import { createHash } from 'node:crypto';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import type { Actor, Context } from '../../context.ts';
import type { Credentials, Door } from '../door.ts';
import type { Operation } from '../operation.ts';
import { type ReadEvent, type Reading, Readings } from './readings.ts';

/** The answer to an event; null for one that is not for the subscriber. */
export type EventAnswer = ExecutionResult | null;

/** Who asks, as he was when he was looked at. */
interface Caller {
  /** What had been read by then. */
  readonly readings: number;
  readonly begun: number;
  readonly context: Promise<Context>;
  /** By fingerprint: what an operation loaded is there for the events that follow. */
  readonly contexts: Map<string, Promise<Context>>;
}

interface KeptAnswer {
  /** When the caller was looked at with whose rights it was made. */
  readonly begun: number;
  readonly value: Promise<EventAnswer>;
}

/** By credential. */
type Callers = Map<string, Caller>;

/** Milliseconds after which what was found out about a caller is no longer new enough, not even for events of before. */
const SHARED_MS = 1_000;

/** They go with who reads the events. */
const callersOf = new WeakMap<Readings, Callers>();
/** Of events that nobody read: each stands for itself. */
const soleReadings = new WeakMap<object, Reading>();
/** Of an event, by schema, operation and who asks with which rights. */
const answersTo = new WeakMap<object, Map<GraphQLSchema, Map<string, KeptAnswer>>>();

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
 * its text is made once. A credential is looked at after the event was read, so an event that was committed after rights had changed is
 * never answered with those of before; one look is good for all that had been read by then. Nothing is shared between users.
 */
export async function answerShared(event: object, request: SharedRequest): Promise<EventAnswer> {
  const { fingerprint, isPassing } = request;
  const reading = readingOf(event);
  const callers = callersOf.get(reading.by) ?? new Map<string, Caller>();
  callersOf.set(reading.by, callers);
  const caller = callerAfter(reading, callers, request);
  const context = await caller.context;
  request.admit(context);
  const answers = answersOf(event, request.schema);
  const key = `${rightsOf(context.actor)} ${fingerprint}`;
  const known = answers.get(key);
  const make = async (): Promise<EventAnswer> => request.answer(await ownOf(caller, request));
  const made = known && isNew(known) ? known : { begun: caller.begun, value: make() };
  answers.set(key, made);
  const forget = (): void => void (answers.get(key) === made && answers.delete(key));
  const answer = await made.value.catch((error: unknown) => {
    forget();
    throw error;
  });
  if (isPassing(answer)) {
    forget();
    callers.clear();
  }
  return answer;
}

function readingOf(event: object): Reading {
  if (isRead(event)) return event.reading;
  const sole = soleReadings.get(event) ?? new Readings().next();
  soleReadings.set(event, sole);
  return sole;
}

function isRead(event: object): event is ReadEvent {
  return 'reading' in event && isReading(event.reading);
}

/** What plugins tell may have a property of that name. */
function isReading(value: unknown): value is Reading {
  return typeof value === 'object' && value !== null && 'by' in value && value.by instanceof Readings;
}

function isNew({ begun }: { readonly begun: number }): boolean {
  return performance.now() - begun < SHARED_MS;
}

/** The caller as he was after that reading. */
function callerAfter({ by, number }: Reading, callers: Callers, { door, credentials }: SharedRequest): Caller {
  const { credential } = credentials;
  const key = credential ? `${credential.kind} ${credential.secret}` : '';
  const known = callers.get(key);
  if (known && known.readings >= number && isNew(known)) return known;
  const made: Caller = {
    readings: by.count,
    begun: performance.now(),
    context: door.makeContext(credentials),
    contexts: new Map(),
  };
  // They stand in the order in which they began.
  callers.delete(key);
  for (const [other, caller] of callers) {
    if (isNew(caller)) break;
    callers.delete(other);
  }
  callers.set(key, made);
  made.context.catch(() => callers.get(key) === made && callers.delete(key));
  return made;
}

/** A context for one operation alone: what another one loaded may be less than it needs. */
function ownOf({ context, contexts }: Caller, { door, credentials, fingerprint }: SharedRequest): Promise<Context> {
  const own = contexts.get(fingerprint) ?? (contexts.size === 0 ? context : door.makeContext(credentials));
  contexts.set(fingerprint, own);
  return own;
}

function answersOf(event: object, schema: GraphQLSchema): Map<string, KeptAnswer> {
  const bySchema = answersTo.get(event) ?? new Map<GraphQLSchema, Map<string, KeptAnswer>>();
  answersTo.set(event, bySchema);
  const answers = bySchema.get(schema) ?? new Map<string, KeptAnswer>();
  bySchema.set(schema, answers);
  return answers;
}

/** Not the id alone: what a user may do changes. */
function rightsOf(actor: Actor | null): string {
  if (!actor) return '';
  const { id, isSuperuser, isReadonly, roleIds } = actor;
  return `${id} ${isSuperuser} ${isReadonly} ${roleIds.join()}`;
}
