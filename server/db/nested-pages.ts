import type { EntityManager } from '@mikro-orm/postgresql';
import { betweenCursors, encodeCursor, orderBy, type CursorValue, type OrderKey } from './keyset.ts';
import { makePage, type Page, type PageRequest } from './page.ts';
import { query } from './query.ts';
import { joinSql, rawSql, sql, type Sql } from './sql.ts';

/** The same list below each of several objects, such as the referrals of each entry of a page. */
export interface NestedList {
  readonly parentIds: readonly number[];
  readonly columns: Sql;
  /** `from … where …` for the parent whose id is given in SQL. */
  readonly source: (parentId: Sql) => Sql;
  readonly keys: readonly OrderKey[];
}

type NestedRow<Row> = Row & Record<`key${number}`, CursorValue> & { readonly parentId: number; readonly rank: number };

/** A page of each of the lists, by the id of the parent: one statement for all rows, and one for all counts when they are asked for. */
export async function readNestedPages<Row extends object>(
  em: EntityManager,
  lists: readonly NestedList[],
  page: PageRequest,
): Promise<ReadonlyMap<number, Page<Row>>> {
  if (lists.length === 0) return new Map();
  const rows = await query<NestedRow<Row>>(
    em,
    joinSql(
      lists.map((list) => selectPages(list, page)),
      ' union all ',
    ),
  );
  const byParent = Map.groupBy(rows, ({ parentId }) => parentId);
  let counts: Promise<ReadonlyMap<number, number>> | undefined;
  const pages = new Map<number, Page<Row>>();
  for (const { parentIds, keys } of lists) {
    const cursorOf = (row: Row): string => encodeCursor(keys, valuesOf(keys, row as NestedRow<Row>));
    for (const id of parentIds) {
      const own = (byParent.get(id) ?? []).toSorted((left, right) => left.rank - right.rank);
      const count = (): Promise<number> => (counts ??= countAll(em, lists)).then((all) => all.get(id) ?? 0);
      pages.set(id, makePage<Row>(page, own, cursorOf, count));
    }
  }
  return pages;
}

/** Keys as JSON: lists of different parents may have keys of different types. */
function selectPages({ parentIds, columns, source, keys }: NestedList, page: PageRequest): Sql {
  const keyColumns = keys.map(({ expression }, index) => sql`to_jsonb(${expression}) as ${rawSql(`key${index}`)}`);
  return sql`(select p.id as "parentId", h.* from unnest(${parentIds}::int[]) p (id) cross join lateral (
      select h.*, (row_number() over ())::int as rank from (
        select ${columns}, ${joinSql(keyColumns)} ${source(sql`p.id`)} and ${betweenCursors(keys, page)}
        ${orderBy(keys, page.isBackward)} limit ${page.limit + 1}::int) h) h)`;
}

async function countAll(em: EntityManager, lists: readonly NestedList[]): Promise<ReadonlyMap<number, number>> {
  const counted = lists.map(
    ({ parentIds, source }) =>
      sql`select p.id, (select count(*) ${source(sql`p.id`)}) as total from unnest(${parentIds}::int[]) p (id)`,
  );
  const rows = await query<{ id: number; total: number }>(em, joinSql(counted, ' union all '));
  return new Map(rows.map(({ id, total }) => [id, total]));
}

function valuesOf(keys: readonly OrderKey[], row: Record<`key${number}`, CursorValue>): CursorValue[] {
  return keys.map(({ type }, index) => {
    const value = row[`key${index}`] ?? null;
    return type === 'timestamptz' ? new Date(String(value)).toISOString() : value;
  });
}
