import { isValidationError, ValidationError } from './errors.ts';
import { parseWith, type Parser } from './parser.ts';
import type { RouteRequest } from './route.ts';

type Queried = Pick<RouteRequest, 'query'>;

/**
 * A text of the query; null when it is missing or empty.
 *
 * @example const name = queryText(request, 'name');
 */
export function queryText({ query }: Queried, name: string): string | null {
  return query.get(name)?.trim() || null;
}

/**
 * A whole number of the query; null when it is missing or empty.
 *
 * @throws ValidationError `Invalid <name> parameter` for anything else, and outside of the bounds.
 * @example const limit = queryInteger(request, 'limit', { min: 1, max: 100 }) ?? 20;
 */
export function queryInteger(
  request: Queried,
  name: string,
  {
    min = Number.MIN_SAFE_INTEGER,
    max = Number.MAX_SAFE_INTEGER,
  }: { readonly min?: number; readonly max?: number } = {},
): number | null {
  const text = queryText(request, name);
  if (text === null) return null;
  const value = /^[+-]?\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new ValidationError(`Invalid ${name} parameter`, [name]);
}

/**
 * A yes or no of the query: `true`, `1`, `yes` and `on`, or `false`, `0`, `no` and `off`, in any case; null when it is
 * missing or empty.
 *
 * @throws ValidationError `Invalid <name> parameter` for anything else.
 * @example if (queryBoolean(request, 'cascade')) await deleteRelated(entry);
 */
export function queryBoolean(request: Queried, name: string): boolean | null {
  const text = queryText(request, name)?.toLowerCase() ?? null;
  if (text === null) return null;
  if (['true', '1', 'yes', 'on'].includes(text)) return true;
  if (['false', '0', 'no', 'off'].includes(text)) return false;
  throw new ValidationError(`Invalid ${name} parameter`, [name]);
}

/**
 * The body of a request, parsed.
 *
 * @throws ValidationError with the message of whatever the parser throws, and what reading the body throws.
 * @example const { message } = parseBody(request, z.object({ message: z.string() }));
 */
export function parseBody<Output>({ body }: Pick<RouteRequest, 'body'>, parser: Parser<Output, unknown>): Output {
  try {
    return parseWith(parser, body);
  } catch (error) {
    if (isValidationError(error)) throw error;
    throw Object.assign(new ValidationError(error instanceof Error ? error.message : String(error)), { cause: error });
  }
}
