import { findErrorCode } from '../error-code.ts';

/** Node's codes for a server that cannot be reached or that hung up. */
const NETWORK_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** PostgreSQL: shut down, crashed, starting up, session ended for idling, too many connections. Class 08 comes on top. */
const SERVER_CODES: ReadonlySet<string> = new Set(['57P01', '57P02', '57P03', '57P05', '25P03', '53300']);

/** What pg and its pool say without a code. */
const DRIVER_MESSAGES: readonly RegExp[] = [
  /^Connection terminated/,
  /^Client has encountered a connection error and is not queryable/,
  /^Client was closed and is not queryable/,
  /^timeout exceeded when trying to connect/,
  /^timeout expired/,
  /^Query read timeout/,
  /^Cannot use a pool after calling end on the pool/,
];

/** Whether the same request may well succeed in a moment, because only the way to the database failed. */
export function isDatabaseAway(error: unknown): boolean {
  return hasCause(error, (cause) => {
    const code = findErrorCode(cause) ?? '';
    if (NETWORK_CODES.has(code) || SERVER_CODES.has(code) || /^08...$/.test(code)) return true;
    return DRIVER_MESSAGES.some((message) => message.test(messageOf(cause)));
  });
}

const QUERY_CANCELED = '57014';

/** Whether a statement ran longer than the pool allows. */
export function isStatementTimeout(error: unknown): boolean {
  return hasCause(
    error,
    (cause) => findErrorCode(cause) === QUERY_CANCELED && /statement timeout/.test(messageOf(cause)),
  );
}

/** Looks at the error, at what caused it, and at the several tries that one connection may consist of. */
function hasCause(error: unknown, isMeant: (cause: object) => boolean): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const tries = 'errors' in error && Array.isArray(error.errors) ? error.errors : [];
  const cause = 'cause' in error ? error.cause : null;
  return isMeant(error) || [cause, ...tries].some((each) => hasCause(each, isMeant));
}

function messageOf(error: object): string {
  return 'message' in error ? String(error.message) : '';
}
