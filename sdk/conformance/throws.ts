import { isPagodaError, isValidationError } from 'pagoda-plugin-sdk';

const MISTAKES = new Set(['TypeError', 'ReferenceError', 'RangeError', 'SyntaxError']);
const LOCKED = /read only property|object is not extensible|Cannot (delete|define|redefine) property/;

/** Whether only a mistake in code throws this; a failed `fetch` is none. */
export function isMistake(error: unknown): boolean {
  return error instanceof Object && MISTAKES.has(nameOf(error)) && !Reflect.get(error, 'cause');
}

/** Whether it comes from changing what cannot be changed. */
export function isMutation(error: unknown): boolean {
  return isMistake(error) && LOCKED.test(textOf(error));
}

/** Whether the server makes an answer below 500 of it. */
export function isForCaller(error: unknown): boolean {
  return (
    isValidationError(error) ||
    isPagodaError(error, 'AuthorizationError') ||
    isPagodaError(error, 'AuthenticationError') ||
    isPagodaError(error, 'NoActor')
  );
}

/** What was thrown, in words. */
export function textOf(error: unknown): string {
  return error instanceof Object && 'message' in error ? `${nameOf(error)}: ${String(error.message)}` : String(error);
}

function nameOf(error: object): string {
  return String(Reflect.get(error, 'name'));
}
