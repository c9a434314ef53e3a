import { noSuch } from './wire-error.ts';

const LARGEST_ID = 2 ** 31 - 1;

/**
 * The id in a part of an address. Whatever else stands there is the address of nothing.
 *
 * @param className What the 404 names: `Entity`, `Entry`, `Role` …
 */
export function parseObjectId(part: string | undefined, className: string): number {
  const id = /^\d{1,10}$/.test(part ?? '') ? Number(part) : Infinity;
  if (id > LARGEST_ID) throw noSuch(className);
  return id;
}
