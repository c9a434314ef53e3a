import { ERROR_CODES, type ErrorCode } from './error-codes.ts';

/** One thing that a caller did wrong. */
export interface Problem {
  readonly code: ErrorCode;
  /** What is wrong and what to change. */
  readonly message: string;
  readonly path: readonly string[];
  /** The plugin whose hook raised it. */
  readonly plugin?: string;
  /** The REST code where it is finer than the one of `code`. */
  readonly restCode?: string;
}

/** What is told of an input at most: the rest of a hopeless one tells nothing new. */
export const MAX_PROBLEMS = 1_000;

/** What a caller may cause: everything found, for the door to translate. Anything else that is thrown is a bug. */
export class Rejected extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[], options?: ErrorOptions) {
    const told = problems.slice(0, MAX_PROBLEMS);
    super(told.map((problem) => problem.message).join('; '), options);
    this.name = 'Rejected';
    this.problems = told;
  }
}

export function problem(
  code: ErrorCode,
  message: string,
  path: readonly (string | number)[] = [],
  restCode?: string,
): Problem {
  return { code, message, path: path.map(String), ...(restCode ? { restCode } : {}) };
}

export function rejected(code: ErrorCode, message: string, path: readonly (string | number)[] = []): Rejected {
  return new Rejected([problem(code, message, path)]);
}

/** Nobody is logged in where somebody must be, or the credentials are no good. */
export class Unauthenticated extends Error {
  constructor(message = 'Authentication credentials were not provided.') {
    super(message);
    this.name = 'Unauthenticated';
  }
}

/** The request is wrong as such, not what it asks for: unknown attribute in a filter, forged cursor, two ways to name one thing. */
export class BadRequest extends Error {
  /** Where in the arguments. Not called `path`: GraphQL takes an error that has one for an error with a place in the answer. */
  readonly place: readonly string[];
  constructor(message: string, place: readonly string[] = []) {
    super(message);
    this.name = 'BadRequest';
    this.place = place;
  }
}

export { ERROR_CODES, type ErrorCode };
