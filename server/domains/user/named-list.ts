import type { Context } from '../../context.ts';
import {
  betweenCursors,
  encodeCursor,
  makePage,
  orderBy,
  parsePage,
  query,
  sql,
  type OrderKey,
  type Page,
  type PageArgs,
  type Sql,
} from '../../db/index.ts';
import { nameKey } from '../attribute/index.ts';
import { nameCondition, type StringFilter } from './name-filter.ts';

/** A short list of what has a name that is its own: of users, groups or roles. */
export interface NamedList<Row> {
  /** Keeps cursors of one list from passing for those of another. */
  readonly noun: 'group' | 'role' | 'user';
  readonly columns: Sql;
  readonly table: Sql;
  readonly id: Sql;
  /** The folded name. */
  readonly key: Sql;
  /** What the name is called where one filters by it. */
  readonly field: 'name' | 'username';
  nameOf(row: Row): string;
}

/** One page by name of those that fulfil the condition and have a name that the filter lets through. */
export async function listByName<Row extends { readonly id: number }>(
  ctx: Context,
  list: NamedList<Row>,
  condition: Sql,
  filter: StringFilter | null | undefined,
  args: PageArgs,
): Promise<Page<Row>> {
  const { noun, columns, table, id, key, field, nameOf } = list;
  const keys: readonly OrderKey[] = [
    { name: `${noun} name`, expression: key, isDescending: false, isNullable: false, type: 'text' },
    { name: `${noun} id`, expression: id, isDescending: false, isNullable: false, type: 'integer' },
  ];
  const page = parsePage(args, ctx.host.settings.maxPageSize);
  const matching = filter ? sql`${condition} and ${nameCondition(key, filter, ['filter', field])}` : condition;
  const rows = await query<Row>(
    ctx.em,
    sql`select ${columns} from ${table} where ${matching} and ${betweenCursors(keys, page)}
      ${orderBy(keys, page.isBackward)} limit ${page.limit + 1}`,
  );
  const cursorOf = (row: Row): string => encodeCursor(keys, [nameKey(nameOf(row)), row.id]);
  return makePage(page, rows, cursorOf, async () => {
    const [counted] = await query<{ total: number }>(
      ctx.em,
      sql`select count(*) as total from ${table} where ${matching}`,
    );
    return counted?.total ?? 0;
  });
}
