import type { Route, RouteErrors } from 'pagoda-plugin-sdk';
import { culpritOf } from '../blame.ts';
import { BadRequest, problem, Rejected, Unauthenticated } from '../errors.ts';
import { HandlerTimedOut } from '../plugins/index.ts';
import { answerProblems } from './problem-body.ts';
import { REST_CODE, WireError } from './wire-error.ts';

/** How an error is told to the client. */
export interface ErrorAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  /** Nobody's doing but ours: to be logged whole. */
  readonly isFault: boolean;
}

export interface TranslationOptions {
  /** Whether an error says that the database is away, so that the same request can succeed later. */
  readonly isUnavailable: (error: unknown) => boolean;
  readonly requestId: string;
  readonly bodyLimit: number;
}

/** Seconds after which a client may try again what failed because the database was away. */
const RETRY_AFTER = '2';

export function translateError(error: unknown, errors: RouteErrors, options: TranslationOptions): ErrorAnswer {
  if (error instanceof WireError) return root(error);
  if (error instanceof Unauthenticated) return root(new WireError(403, REST_CODE.unauthenticated, error.message));
  if (error instanceof BadRequest)
    return ofProblems(new Rejected([problem('INVALID', error.message, error.place)]), errors);
  if (error instanceof Rejected) return ofProblems(error, errors);
  if (error instanceof HandlerTimedOut) {
    const message = `The plugin "${culpritOf(error)}" did not answer within ${error.milliseconds} ms.`;
    return { ...root(new WireError(504, REST_CODE.other, message)), isFault: true };
  }
  if (options.isUnavailable(error)) {
    const message = 'The database is not reachable at the moment. Try again in a few seconds.';
    return { ...root(new WireError(503, REST_CODE.other, message, { 'retry-after': RETRY_AFTER })), isFault: true };
  }
  const refused = refusedByServer(error, options.bodyLimit);
  if (refused) return root(refused);
  const message = `Internal Server Error. The log tells more about request ${options.requestId}.`;
  return { ...root(new WireError(500, REST_CODE.other, message)), isFault: true };
}

/** What stands under a route that did not say how its errors look. */
export function defaultErrors(method: string, errors: Route['errors'] = {}): RouteErrors {
  return { whole: method === 'GET' || method === 'DELETE' ? 'list' : 'fields', ...errors };
}

function root({ status, code, message, headers }: WireError): ErrorAnswer {
  return { status, body: { message, code }, headers, isFault: false };
}

function ofProblems({ problems }: Rejected, errors: RouteErrors): ErrorAnswer {
  const { status, body } = answerProblems(problems, errors);
  return { status, body, headers: status === 503 ? { 'retry-after': RETRY_AFTER } : {}, isFault: false };
}

/** What Fastify refuses before a route is asked. */
function refusedByServer(error: unknown, bodyLimit: number): WireError | null {
  if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('FST_')) return null;
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new WireError(413, REST_CODE.tooLarge, `The body is too large: at most ${bodyLimit} bytes are allowed.`);
  }
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new WireError(415, REST_CODE.unsupportedMediaType, error.message);
  }
  const status = 'statusCode' in error ? Number(error.statusCode) : 500;
  return status >= 400 && status < 500 ? new WireError(status, REST_CODE.malformed, error.message) : null;
}
