import { BadRequest } from '../errors.ts';

/** The arguments that every list takes. */
export interface PageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** Checked arguments: how many, from which end, and between which cursors. */
export interface PageRequest {
  readonly limit: number;
  readonly isBackward: boolean;
  readonly after: string | null;
  readonly before: string | null;
}

const DEFAULT_PAGE_SIZE = 30;

/** Refuses pages of more than `maxSize` rows. */
export function parsePage(args: PageArgs, maxSize: number): PageRequest {
  if (isGiven(args.first) && isGiven(args.last)) {
    throw new BadRequest('Give `first` or `last`, not both', ['last']);
  }
  const isBackward = isGiven(args.last);
  const name = isBackward ? 'last' : 'first';
  const limit = args[name] ?? Math.min(DEFAULT_PAGE_SIZE, maxSize);
  if (!Number.isInteger(limit) || limit < 0 || limit > maxSize) {
    throw new BadRequest(`\`${name}\` is ${limit}; it must be from 0 to ${maxSize}`, [name]);
  }
  return { limit, isBackward, after: args.after ?? null, before: args.before ?? null };
}

function isGiven(value: number | null | undefined): value is number {
  return value !== undefined && value !== null;
}

/** One page of a list: rows with their places, and how to count the whole list. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  cursorOf(row: Row): string;
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  count(): number | Promise<number>;
}

/** Cuts one row too many off what was read for a page, and puts rows that were read backwards in order. */
export function makePage<Row>(
  page: PageRequest,
  read: readonly Row[],
  cursorOf: (row: Row) => string,
  count: () => number | Promise<number>,
): Page<Row> {
  const hasMore = read.length > page.limit;
  const rows = hasMore ? read.slice(0, page.limit) : [...read];
  if (page.isBackward) rows.reverse();
  return {
    rows,
    cursorOf,
    count,
    hasNextPage: page.isBackward ? page.before !== null : hasMore,
    hasPreviousPage: page.isBackward ? hasMore : page.after !== null,
  };
}
