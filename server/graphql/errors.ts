import { GraphQLError, type GraphQLFormattedError, Kind } from 'graphql';
import { isValidationError } from 'pagoda-plugin-sdk';
import type { Logger } from 'pino';
import { culpritOf, isOfCore } from '../blame.ts';
import { isStatementTimeout } from '../db/index.ts';
import { BadRequest, Rejected, Unauthenticated } from '../errors.ts';
import { HandlerTimedOut } from '../plugins/index.ts';
import { tame, wordsFor } from '../tame.ts';
import { SubscriberTooSlow } from './event-source.ts';
import { OutOfTime } from './executor/index.ts';
import { type GraphQLLimits, outOfTime } from './limits/index.ts';
import { NoJson, noJsonRefusal } from './no-json.ts';
import { toUserError } from './user-error.ts';

/** On whose behalf something failed. */
export interface ErrorScope {
  readonly requestId: string;
  readonly log: Logger;
  readonly limits: Pick<GraphQLLimits, 'executionTimeout'>;
  /** Whether an error comes from a database that is away for the moment. */
  isUnavailable(error: unknown): boolean;
  /** The plugin that gave what stands at a place in the answer. */
  ownerAt?(path: readonly (string | number)[]): string | undefined;
}

type Extensions = Readonly<Record<string, unknown>>;

/**
 * What a client is told of an error: what it caused itself with a code, anything else as an internal error with the request's id.
 * The latter is logged whole.
 */
export function translateError(error: GraphQLError, scope: ErrorScope): GraphQLError {
  const cause = findCause(error);
  const known = translateKnown(cause, scope) ?? translateGraphQLError(error, cause);
  if (known) return at(error, known);
  const { requestId, log } = scope;
  // What a plugin gave may bite when it is looked at, long after its code has run.
  const plugin = culpritOf(cause) ?? (isOfCore(cause) || !error.path ? undefined : scope.ownerAt?.(error.path));
  log.error({ err: cause, requestId, path: error.path, plugin }, 'A GraphQL request met a fault');
  if (cause instanceof NoJson) return at(error, noJsonRefusal(plugin, requestId));
  return at(error, cause instanceof HandlerTimedOut ? lateHandler(cause) : internal(requestId));
}

function internal(requestId: string): GraphQLError {
  return refusal('Internal error', { code: 'INTERNAL_SERVER_ERROR', requestId });
}

/** One field is not there, and the rest of the answer is. */
function lateHandler(late: HandlerTimedOut): GraphQLError {
  const { milliseconds } = late;
  const plugin = culpritOf(late);
  const limits = { limit: 'executionTime', value: null, maximum: milliseconds };
  const message = `The plugin "${plugin}" did not answer within ${milliseconds} ms.`;
  return refusal(message, { code: 'LIMIT_EXCEEDED', ...limits, plugin });
}

/** The same for what is thrown before an operation is executed, with the status that the answer gets. */
export function translateThrown(given: unknown, scope: ErrorScope): GraphQLError {
  const thrown = tame(given);
  const error = thrown instanceof GraphQLError ? thrown : new GraphQLError('', { originalError: toError(thrown) });
  const translated = translateError(error, scope);
  const status = STATUS_BY_CODE[String(translated.extensions['code'])];
  return status === undefined || 'http' in translated.extensions
    ? translated
    : refusal(translated.message, { ...translated.extensions, http: { status } });
}

const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  BAD_USER_INPUT: 400,
  UNAVAILABLE: 503,
  INTERNAL_SERVER_ERROR: 500,
};

/** Errors of a protocol that knows no HTTP have no need of its statuses. */
export function withoutHttp(error: GraphQLError): GraphQLFormattedError {
  const { http: _, ...extensions } = error.extensions;
  return { ...error.toJSON(), extensions };
}

/** What was thrown is tame already. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(`Something was thrown that is no error: ${wordsFor(thrown)}`);
}

/** What a resolver threw; the error itself when GraphQL raised it. */
function findCause(error: GraphQLError): Error {
  const { originalError } = error;
  if (!originalError) return error;
  return originalError instanceof GraphQLError ? findCause(originalError) : originalError;
}

function translateKnown(cause: Error, { limits, isUnavailable }: ErrorScope): GraphQLError | undefined {
  if (cause instanceof Unauthenticated) {
    return refusal(cause.message, { code: 'UNAUTHENTICATED', ...nameOf(culpritOf(cause)) });
  }
  if (cause instanceof BadRequest) return refusal(cause.message, { code: 'BAD_USER_INPUT', path: cause.place });
  if (cause instanceof Rejected) return translateRejected(cause);
  if (isValidationError(cause)) {
    return refusal(cause.message, { code: 'BAD_USER_INPUT', path: cause.path, plugin: culpritOf(cause) });
  }
  if (cause instanceof SubscriberTooSlow) return refusal(cause.message, { code: 'SUBSCRIBER_TOO_SLOW' });
  if (cause instanceof OutOfTime || isStatementTimeout(cause)) return outOfTime(limits.executionTimeout);
  if (!isUnavailable(cause)) return undefined;
  return refusal('The database is away for the moment. Try again.', { code: 'UNAVAILABLE', retryable: true });
}

function translateRejected({ message, problems }: Rejected): GraphQLError {
  const [first] = problems;
  return refusal(message, {
    code: first?.code ?? 'INVALID',
    path: first?.path ?? [],
    problems: problems.map(toUserError),
    ...nameOf(first?.plugin),
  });
}

function nameOf(plugin: string | undefined): Extensions {
  return plugin === undefined ? {} : { plugin };
}

/** GraphQL itself and resolvers that raise its errors: those with a code are meant for the client. */
function translateGraphQLError(error: GraphQLError, cause: Error): GraphQLError | undefined {
  if (typeof error.extensions['code'] === 'string') return isWritable(error.extensions) ? error : undefined;
  if (!(cause instanceof GraphQLError)) return undefined;
  // It points at a value or a variable of the request. What serialisation raises points at nothing, other faults at a field.
  const { nodes = [] } = error;
  const isAboutInput = nodes.length > 0 && nodes.every(({ kind }) => kind !== Kind.FIELD);
  return isAboutInput ? refusal(error.message, { ...cause.extensions, code: 'BAD_USER_INPUT' }) : undefined;
}

/** Those of a plugin's error may hold anything. */
function isWritable(extensions: Extensions): boolean {
  try {
    JSON.stringify(extensions);
    return true;
  } catch {
    return false;
  }
}

function refusal(message: string, extensions: Extensions): GraphQLError {
  return new GraphQLError(message, { extensions: { ...extensions } });
}

/** The translated error at the place of the original. */
function at({ nodes, source, positions, path }: GraphQLError, { message, extensions }: GraphQLError): GraphQLError {
  return new GraphQLError(message, { nodes, source, positions, path, extensions });
}
