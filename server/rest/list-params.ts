import { rejected, Rejected, problem } from '../errors.ts';

const TRUE = new Set(['y', 'yes', 't', 'true', 'on', '1']);
const FALSE = new Set(['n', 'no', 'f', 'false', 'off', '0']);

/** A yes or no of the query; null when it is not asked. */
export function parseBooleanParam(query: URLSearchParams, name: string): boolean | null {
  const value = query.get(name);
  if (value === null) return null;
  const word = value.toLowerCase();
  if (TRUE.has(word)) return true;
  if (FALSE.has(word)) return false;
  throw rejected('INVALID', 'Must be a valid boolean.', [name]);
}

/** The terms of `search`, in small letters: each must be contained in what is searched. None means no filter. */
export function parseSearch(query: URLSearchParams): readonly string[] {
  const text = query.get('search') ?? '';
  if (text.includes('\0')) {
    throw new Rejected([problem('INVALID', 'Null characters are not allowed.', [], 'AE-999999')]);
  }
  return Array.from(text.matchAll(/"([^"]*)"|([^\s,"]+)/g), ([, phrase, word]) => phrase ?? word ?? '')
    .map((term) => term.normalize('NFC').toLowerCase().trim())
    .filter((term) => term !== '');
}

/** One criterion of an order. */
export interface Ordering<Field extends string> {
  readonly field: Field;
  readonly direction: 'ASC' | 'DESC';
}

/** The order that `ordering` asks for: names that are not allowed are passed over; none left gives the fallback. */
export function parseOrdering<Field extends string>(
  query: URLSearchParams,
  allowed: readonly Field[],
  fallback: readonly Ordering<Field>[],
): readonly Ordering<Field>[] {
  const wanted = (query.get('ordering') ?? '').split(',').flatMap((part) => {
    const [, minus, name] = /^(-?)(.*)$/s.exec(part.trim()) ?? [];
    const field = allowed.find((candidate) => candidate === name);
    const direction = minus === '-' ? ('DESC' as const) : ('ASC' as const);
    return field === undefined ? [] : [{ field, direction }];
  });
  return wanted.length > 0 ? wanted : fallback;
}
