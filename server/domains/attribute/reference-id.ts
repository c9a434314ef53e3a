import type { Parsed, Reference } from './attribute-type.ts';
import { accepted, refused, show } from './parsed.ts';

/** The largest that an `integer` column of PostgreSQL holds. */
const MAX_ID = 2_147_483_647;

/** An id as a number or its digits; null, `""` and 0 are no reference. Whether the object exists is checked elsewhere. */
export function parseId(input: unknown, kind: Reference['kind']): Parsed {
  if (input === null || input === '') return accepted(null);
  const id = typeof input === 'string' && /^[0-9]+$/.test(input.trim()) ? Number(input) : input;
  if (id === 0) return accepted(null);
  if (typeof id === 'number' && Number.isInteger(id) && id >= 1 && id <= MAX_ID) return accepted(id);
  return refused(`Expected the id of ${withArticle(kind)}, a whole number from 1 to ${MAX_ID}, got ${show(input)}.`);
}

function withArticle(kind: Reference['kind']): string {
  return kind === 'entry' ? 'an entry' : `a ${kind}`;
}
