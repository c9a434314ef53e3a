import { BadRequest } from '../errors.ts';
import { EMPTY_SQL, joinSql, rawSql, sql, type Sql } from './sql.ts';
import type { PageRequest } from './page.ts';

export type CursorValue = string | number | boolean | null;

/** One thing that a list is ordered by. The last key of every order is the id, so that no two rows are equal. */
export interface OrderKey {
  /** Names the key within cursors, so that a cursor of another order is refused. */
  readonly name: string;
  readonly expression: Sql;
  readonly isDescending: boolean;
  /** Rows without a value come last in both directions. */
  readonly isNullable: boolean;
  /** The type that a value from a cursor is cast to. */
  readonly type: 'text' | 'numeric' | 'boolean' | 'integer' | 'bigint' | 'timestamptz';
}

/** `order by` for reading a page, from its end when it is read backwards. */
export function orderBy(keys: readonly OrderKey[], isBackward: boolean): Sql {
  const parts = keys.map((key) => {
    const isDescending = key.isDescending !== isBackward;
    const nulls = key.isNullable ? (isBackward ? sql` nulls first` : sql` nulls last`) : EMPTY_SQL;
    return sql`${key.expression}${isDescending ? sql` desc` : sql` asc`}${nulls}`;
  });
  return sql`order by ${joinSql(parts)}`;
}

/** The rows between the cursors of a page request. */
export function betweenCursors(keys: readonly OrderKey[], page: PageRequest): Sql {
  const after = page.after === null ? sql`true` : beyond(keys, decodeCursor(keys, page.after, 'after'), true);
  const before = page.before === null ? sql`true` : beyond(keys, decodeCursor(keys, page.before, 'before'), false);
  if (page.after === null) return before;
  return page.before === null ? after : sql`${after} and ${before}`;
}

/** Rows that follow (or precede) the one with these values. */
function beyond(keys: readonly OrderKey[], values: readonly CursorValue[], isAfter: boolean): Sql {
  if (isUniform(keys)) return beyondRow(keys, values, isAfter);
  const alternatives: Sql[] = [];
  for (const [index, key] of keys.entries()) {
    const equal = keys.slice(0, index).map((earlier, place) => sameAs(earlier, values[place] ?? null));
    alternatives.push(sql`(${joinSql([...equal, pastValue(key, values[index] ?? null, isAfter)], ' and ')})`);
  }
  return sql`(${joinSql(alternatives, ' or ')})`;
}

/** One direction and no nulls: a row comparison, which an index answers. */
function isUniform(keys: readonly OrderKey[]): boolean {
  return keys.every((key) => !key.isNullable && key.isDescending === keys[0]?.isDescending);
}

function beyondRow(keys: readonly OrderKey[], values: readonly CursorValue[], isAfter: boolean): Sql {
  const expressions = joinSql(keys.map((key) => key.expression));
  const bounds = joinSql(keys.map((key, index) => cast(key, values[index] ?? null)));
  const isGreater = isAfter !== (keys[0]?.isDescending ?? false);
  return isGreater ? sql`(${expressions}) > (${bounds})` : sql`(${expressions}) < (${bounds})`;
}

function sameAs(key: OrderKey, value: CursorValue): Sql {
  return value === null ? sql`${key.expression} is null` : sql`${key.expression} = ${cast(key, value)}`;
}

function pastValue(key: OrderKey, value: CursorValue, isAfter: boolean): Sql {
  if (value === null) return isAfter ? sql`false` : sql`${key.expression} is not null`;
  const isGreater = isAfter !== key.isDescending;
  const past = isGreater ? sql`${key.expression} > ${cast(key, value)}` : sql`${key.expression} < ${cast(key, value)}`;
  return key.isNullable && isAfter ? sql`(${past} or ${key.expression} is null)` : past;
}

function cast(key: OrderKey, value: CursorValue): Sql {
  return sql`${value}::${rawSql(key.type)}`;
}

/** An opaque place in a list: the names of the order's keys and the row's values. */
export function encodeCursor(keys: readonly OrderKey[], values: readonly CursorValue[]): string {
  return Buffer.from(JSON.stringify([signature(keys), ...values])).toString('base64url');
}

export function decodeCursor(keys: readonly OrderKey[], cursor: string, argument: 'after' | 'before'): CursorValue[] {
  const parsed = parseCursor(cursor);
  if (!parsed || parsed.length !== keys.length + 1 || parsed[0] !== signature(keys)) {
    throw new BadRequest(
      `\`${argument}\` is no cursor of this list in this order; use one that the same query returned`,
      [argument],
    );
  }
  const values = parsed.slice(1);
  for (const [index, key] of keys.entries()) {
    if (!fits(key, values[index])) throw new BadRequest(`\`${argument}\` is no cursor of this list`, [argument]);
  }
  return values as CursorValue[];
}

function signature(keys: readonly OrderKey[]): string {
  return keys.map((key) => `${key.isDescending ? '-' : ''}${key.name}`).join();
}

function parseCursor(cursor: string): unknown[] | null {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

const LARGEST_INTEGER = 2_147_483_647;

function fits(key: OrderKey, value: unknown): boolean {
  if (value === null) return key.isNullable;
  switch (key.type) {
    case 'text':
      return typeof value === 'string' && !value.includes('\0') && value.isWellFormed();
    case 'timestamptz':
      return typeof value === 'string' && isInstant(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isInteger(value) && Math.abs(value as number) <= LARGEST_INTEGER;
    case 'bigint':
      return Number.isSafeInteger(value);
    case 'numeric':
      return typeof value === 'number' && Number.isFinite(value);
  }
}

/** As `toISOString` writes it, in the years that PostgreSQL writes the same way. */
function isInstant(text: string): boolean {
  const time = Date.parse(text);
  return /^(?!0000)\d{4}-/.test(text) && !Number.isNaN(time) && new Date(time).toISOString() === text;
}
