import { DoesNotExist, InterfaceError, MultipleObjectsReturned, type QuerySet } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import {
  betweenCursors,
  EMPTY_SQL,
  encodeCursor,
  joinSql,
  orderBy,
  query,
  rawSql,
  sql,
  type CursorValue,
  type OrderKey,
  type Sql,
} from '../../db/index.ts';
import type { Condition } from './conditions.ts';
import { allOf, parseLookup } from './lookup.ts';
import { readRows } from './read-rows.ts';
import { currentScope } from './scope.ts';
import type { ModelRow, Table } from './table.ts';

/** How many objects an iteration reads at once. */
const BATCH = 100;

interface Asked {
  readonly conditions: readonly Condition[];
  readonly order: readonly string[];
  readonly start: number;
  /** Behind the last; null for no end. */
  readonly end: number | null;
}

const EVERYTHING: Asked = { conditions: [], order: [], start: 0, end: null };

type Keyed<Row> = Row & Record<`key${number}`, CursorValue>;

/** A set of stored objects that is read when somebody waits for it. */
export class StoredSet<Row extends ModelRow, One, Lookup, Order extends string> implements QuerySet<
  One,
  Lookup,
  Order
> {
  readonly #table: Table<Row, One>;
  readonly #asked: Asked;

  constructor(table: Table<Row, One>, asked: Asked = EVERYTHING) {
    this.#table = table;
    this.#asked = asked;
  }

  all(): StoredSet<Row, One, Lookup, Order> {
    return this.#with({});
  }

  filter(lookup: Lookup): StoredSet<Row, One, Lookup, Order> {
    return this.#narrowed(lookup, (condition) => condition);
  }

  exclude(lookup: Lookup): StoredSet<Row, One, Lookup, Order> {
    return this.#narrowed(lookup, (condition) => (ctx) => sql`(${condition(ctx)}) is not true`);
  }

  orderBy(...fields: readonly (Order | `-${Order}`)[]): StoredSet<Row, One, Lookup, Order> {
    this.#requireWhole('orderBy');
    const { orders, name } = this.#table;
    for (const field of fields) {
      if (Object.hasOwn(orders, field.replace(/^-/, ''))) continue;
      throw new InterfaceError(`${name} has no order "${field}". There are ${Object.keys(orders).join(', ')}`);
    }
    return this.#with({ order: fields });
  }

  limit(count: number): StoredSet<Row, One, Lookup, Order> {
    return this.slice(0, count);
  }

  offset(count: number): StoredSet<Row, One, Lookup, Order> {
    return this.slice(count);
  }

  slice(from: number, to?: number): StoredSet<Row, One, Lookup, Order> {
    for (const number of [from, to ?? 0]) {
      if (Number.isSafeInteger(number) && number >= 0) continue;
      throw new InterfaceError(`A set is cut by whole numbers from 0 on, not by ${number}`);
    }
    const { start, end } = this.#asked;
    const ends = [...(end === null ? [] : [end]), ...(to === undefined ? [] : [start + to])];
    return this.#with({ start: start + from, end: ends.length > 0 ? Math.min(...ends) : null });
  }

  async get(lookup?: Lookup): Promise<One> {
    const { name } = this.#table;
    const [one, another] = await (lookup === undefined ? this : this.filter(lookup)).limit(2);
    if (one === undefined) throw new DoesNotExist(name);
    if (another !== undefined) throw new MultipleObjectsReturned(name);
    return one;
  }

  async first(): Promise<One | null> {
    const [one] = await this.limit(1);
    return one ?? null;
  }

  async count(): Promise<number> {
    return currentScope().read(async (ctx) => {
      const [row] = await query<{ total: number }>(
        ctx.em,
        sql`select count(*)::int as total from (${this.#ids(ctx)}) x`,
      );
      return row?.total ?? 0;
    });
  }

  async exists(): Promise<boolean> {
    const set = this.limit(1);
    return currentScope().read(async (ctx) => (await query(ctx.em, set.#ids(ctx))).length > 0);
  }

  // It is awaited like a promise, and read anew each time.
  // oxlint-disable-next-line unicorn/no-thenable
  then<A = readonly One[], B = never>(
    resolve?: ((all: readonly One[]) => A | PromiseLike<A>) | null,
    reject?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#readAll().then(resolve, reject);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<One, void, undefined> {
    const { start, end } = this.#asked;
    let left = end === null ? Infinity : end - start;
    let after: string | null = null;
    while (left > 0) {
      const limit = Math.min(BATCH, left);
      const { objects, cursor } = await this.#readPage(after, limit);
      yield* objects;
      if (objects.length < limit) return;
      left -= limit;
      after = cursor;
    }
  }

  async #readAll(): Promise<readonly One[]> {
    const { start, end } = this.#asked;
    if (end !== null && end <= start) return [];
    return (await this.#readPage(null, end === null ? null : end - start)).objects;
  }

  async #readPage(
    after: string | null,
    limit: number | null,
  ): Promise<{ objects: readonly One[]; cursor: string | null }> {
    return currentScope().read(async (ctx) => {
      const { from, columns, build } = this.#table;
      const keys = this.#keys();
      const keyColumns = joinSql(keys.map(({ expression }, index) => sql`${expression} as ${rawSql(`key${index}`)}`));
      const page = { limit: limit ?? 0, isBackward: false, after, before: null };
      const rows = await readRows<Keyed<Row>>(
        ctx,
        (known) => sql`select ${columns}, ${keyColumns} from ${from}
          where ${this.#condition(known)} and ${betweenCursors(keys, page)} ${orderBy(keys, false)}
          ${limit === null ? EMPTY_SQL : sql`limit ${limit}`}
          ${after === null && this.#asked.start > 0 ? sql`offset ${this.#asked.start}` : EMPTY_SQL}`,
      );
      const last = rows.at(-1);
      return { objects: await build(ctx, rows), cursor: last ? encodeCursor(keys, cursorOf(keys, last)) : null };
    });
  }

  #ids(ctx: Context): Sql {
    const { from, id } = this.#table;
    const { start, end } = this.#asked;
    const limit = end === null ? EMPTY_SQL : sql`limit ${Math.max(0, end - start)}`;
    const offset = start > 0 ? sql`offset ${start}` : EMPTY_SQL;
    return sql`select ${id.expression} from ${from} where ${this.#condition(ctx)} ${limit} ${offset}`;
  }

  #condition(ctx: Context): Sql {
    return allOf([this.#table.visible(ctx), ...this.#asked.conditions.map((condition) => condition(ctx))]);
  }

  #keys(): readonly OrderKey[] {
    const { orders, id } = this.#table;
    const given = this.#asked.order.flatMap((field): OrderKey[] => {
      const name = field.replace(/^-/, '');
      const key = orders[name];
      return key ? [{ name, ...key, isDescending: field.startsWith('-'), isNullable: false }] : [];
    });
    return [...given, { name: 'id', ...id, isDescending: false, isNullable: false }];
  }

  #narrowed(lookup: Lookup, change: (condition: Condition) => Condition): StoredSet<Row, One, Lookup, Order> {
    this.#requireWhole('filter');
    const condition = change(parseLookup(this.#table.fields, lookup, this.#table.name));
    return this.#with({ conditions: [...this.#asked.conditions, condition] });
  }

  #with(changes: Partial<Asked>): StoredSet<Row, One, Lookup, Order> {
    return new StoredSet(this.#table, { ...this.#asked, ...changes });
  }

  #requireWhole(step: string): void {
    if (this.#asked.start === 0 && this.#asked.end === null) return;
    throw new InterfaceError(`${step} comes before limit, offset and slice`);
  }
}

function cursorOf<Row>(keys: readonly OrderKey[], row: Keyed<Row>): CursorValue[] {
  return keys.map(({ type }, index) => {
    const value = row[`key${index}`] ?? null;
    if (type === 'timestamptz') return new Date(String(value)).toISOString();
    return type === 'bigint' ? Number(value) : value;
  });
}
