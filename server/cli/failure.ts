import { isNativeError } from 'node:util/types';
import { SettingsError } from '../config.ts';
import { Rejected } from '../errors.ts';
import { findErrorCode } from '../error-code.ts';
import { Failure } from './terminal.ts';

/** Errors that only our own mistakes raise: their stack trace is what somebody needs to mend them. */
const BUGS = [TypeError, ReferenceError, SyntaxError, RangeError];

/** What a person reads when a command failed: a sentence for what operators can mend, the stack trace for a bug. */
export function describeFailure(error: unknown): string {
  if (error instanceof Failure || error instanceof SettingsError) return error.message;
  if (error instanceof Rejected) return error.problems.map((problem) => problem.message).join('\n');
  const sentence = findSentence(error);
  if (sentence) return sentence;
  if (!isNativeError(error)) return `Unexpected failure: ${JSON.stringify(error)}`;
  if (BUGS.some((bug) => error instanceof bug)) return `Unexpected failure: ${error.stack ?? error.message}`;
  return error.message;
}

/** The first sentence found along the chain of causes. */
function findSentence(error: unknown): string | null {
  for (let at: unknown = error; isNativeError(at); at = at.cause) {
    const sentence = SENTENCES[findErrorCode(at) ?? '']?.(at);
    if (sentence) return sentence;
    // A connection attempted at several addresses fails with one error for each.
    if ('errors' in at && Array.isArray(at.errors)) return findSentence(at.errors[0]);
  }
  return null;
}

function addressOf(error: Error): string {
  const { address, port } = error as Error & { readonly address?: string; readonly port?: number };
  return port === undefined ? (address ?? 'its address') : `${address ?? 'its host'}:${port}`;
}

function isAboutPort(error: Error): boolean {
  return (error as Error & { readonly syscall?: string }).syscall === 'listen';
}

const HIGHER_PORT = 'Ports below 1024 need a privilege: set PORT to a higher one.';
const OWN_DIRECTORY = 'Start as the user that the file belongs to, or set PAGODA_DATA_DIR to a directory of your own.';
const AWAY = 'Start it, or correct DATABASE_URL.';

/** By the code of a system call or of PostgreSQL. */
const SENTENCES: Readonly<Record<string, (error: Error) => string>> = {
  EADDRINUSE: (error) =>
    `Another program already listens on ${addressOf(error)}. Stop it, or set PORT to another port, for example PORT=8001.`,
  EADDRNOTAVAIL: (error) =>
    `This machine has no address ${addressOf(error)} to listen on. Correct HOST: 127.0.0.1 for this machine alone, 0.0.0.0 for all.`,
  EACCES: (error) => `Not allowed: ${error.message}. ${isAboutPort(error) ? HIGHER_PORT : OWN_DIRECTORY}`,
  ECONNREFUSED: (error) => `No database answers at ${addressOf(error)}. ${AWAY}`,
  ECONNRESET: () => `The database closed the connection. ${AWAY}`,
  ETIMEDOUT: (error) => `The database at ${addressOf(error)} does not answer in time. ${AWAY}`,
  EHOSTUNREACH: (error) => `The database at ${addressOf(error)} cannot be reached. ${AWAY}`,
  ENOTFOUND: (error) => `There is no host ${String((error as { hostname?: string }).hostname)}. Correct DATABASE_URL.`,
  ENOSPC: (error) => `No space is left on the disk: ${error.message}`,
  '08P01': (error) =>
    `The server at DATABASE_URL refuses the connection: ${error.message}. ` +
    'If it is PgBouncer, set ignore_startup_parameters = statement_timeout there.',
  '28P01': (error) => `The database refuses the user or the password of DATABASE_URL: ${error.message}.`,
  '28000': (error) => `The database refuses the user of DATABASE_URL: ${error.message}.`,
  '3D000': (error) => `The database of DATABASE_URL does not exist: ${error.message}. Create it first.`,
  '42501': (error) => `The user of DATABASE_URL may not do this: ${error.message}.`,
  '53300': () => 'The database has no connection left for us. Raise its max_connections or lower PAGODA_POOL_SIZE.',
  '57P03': (error) => `The database is not ready: ${error.message}. Try again in a moment.`,
};
