import { types } from 'node:util';
import { isValidationError, ValidationError, type HookName } from 'pagoda-plugin-sdk';
import type { Problem } from '../errors.ts';
import { tame, wordsFor } from '../tame.ts';

/** A handler did not finish in time. */
export class HandlerTimedOut extends Error {
  readonly milliseconds: number;
  constructor(milliseconds: number) {
    super(`it took longer than ${milliseconds} ms`);
    this.milliseconds = milliseconds;
    this.name = 'HandlerTimedOut';
  }
}

/** A handler returned something that its hook cannot use. */
export class UnusableResult extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UnusableResult';
  }
}

/** Hooks trigger each other without end. Whoever is called last is no more to blame than the others; who throws it says so in the log. */
export class EndlessHooks extends ValidationError {}

/** What was thrown, in words; anything can be thrown. */
export function causeOf(thrown: unknown): string {
  const error = tame(thrown);
  return types.isNativeError(error) ? error.message || error.name : wordsFor(error);
}

/** A problem in the words of the handler, or null when what it threw was not meant for the caller. */
export function spokenProblem(plugin: string, error: unknown): Problem | null {
  if (isValidationError(error)) {
    // Another copy of the SDK may be of another version.
    const path: unknown = error.path;
    return { code: 'VETOED', message: causeOf(error), path: Array.isArray(path) ? path.map(String) : [], plugin };
  }
  return isMeantForPeople(error) ? { code: 'VETOED', message: error.message, path: [], plugin } : null;
}

/** A problem that says no more than who failed: the rest is for the log. */
export function generalProblem(plugin: string, hook: HookName): Problem {
  const message = `The plugin "${plugin}" failed in its hook ${hook}, so nothing was written. Try again; if it happens again, tell an administrator.`;
  return { code: 'VETOED', message, path: [], plugin };
}

const FAULTS = new Set([
  'AggregateError',
  'DOMException',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
  HandlerTimedOut.name,
  UnusableResult.name,
]);

/** Of the system (`ECONNREFUSED`, `ERR_INVALID_ARG_TYPE`) or of the database (`23505`). */
const MACHINE_CODE = /^(E[A-Z0-9_]+|[0-9A-Z]{5})$/;

function isMeantForPeople(error: unknown): error is Error {
  if (!types.isNativeError(error) || error.message === '') return false;
  if ('code' in error && typeof error.code === 'string' && MACHINE_CODE.test(error.code)) return false;
  return !classNames(error).some((name) => FAULTS.has(name));
}

// By name, since a plugin may have errors of another realm.
function classNames(error: Error): readonly string[] {
  const names: string[] = [];
  for (let prototype: unknown = Object.getPrototypeOf(error); prototype; prototype = Object.getPrototypeOf(prototype)) {
    if (typeof prototype === 'object' && 'constructor' in prototype && typeof prototype.constructor === 'function') {
      names.push(prototype.constructor.name);
    }
  }
  return names;
}
