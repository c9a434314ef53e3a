/** An error in the words and codes of the wire: what the bridge itself refuses, before or around a route. */
export class WireError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'WireError';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** The codes that no `ErrorCode` stands for. */
export const REST_CODE = {
  unauthenticated: 'AE-000000',
  invalid: 'AE-121000',
  tooLarge: 'AE-122000',
  unsupportedMediaType: 'AE-130000',
  malformed: 'AE-140000',
  forbidden: 'AE-210000',
  notFound: 'AE-230000',
  other: 'AE-999999',
} as const;

/** No such address, or no object there that the caller may see. */
export function notFound(message = 'Not found.'): WireError {
  return new WireError(404, REST_CODE.notFound, message);
}

/**
 * No object with the id that stands in the address.
 *
 * @param className As clients know it: `Entity`, `Entry`, `Role` …
 */
export function noSuch(className: string): WireError {
  return notFound(`No ${className} matches the given query.`);
}

export function forbidden(message = 'You do not have permission to perform this action.'): WireError {
  return new WireError(403, REST_CODE.forbidden, message);
}

export function methodNotAllowed(method: string, allowed: readonly string[]): WireError {
  return new WireError(405, REST_CODE.other, `Method "${method}" not allowed.`, { allow: allowed.join(', ') });
}
