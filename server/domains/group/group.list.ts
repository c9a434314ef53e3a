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
import { parseId } from '../../parse-id.ts';
import { requireActor } from '../access/index.ts';
import { nameKey, whyUnstorable } from '../attribute/index.ts';
import { nameCondition, type StringFilter } from '../user/index.ts';
import { groupLoader, type GroupRow } from './group.loader.ts';

export interface GroupListArgs extends PageArgs {
  readonly filter?: { readonly name?: StringFilter | null } | null;
}

const BY_NAME: readonly OrderKey[] = [
  { name: 'group name', expression: sql`g.name_key`, isDescending: false, isNullable: false, type: 'text' },
  { name: 'group id', expression: sql`g.id`, isDescending: false, isNullable: false, type: 'integer' },
];

/** One page of the active groups. */
export async function listGroups(ctx: Context, args: GroupListArgs): Promise<Page<GroupRow>> {
  requireActor(ctx);
  const page = parsePage(args, ctx.host.settings.maxPageSize);
  const name = args.filter?.name;
  const named = name ? nameCondition(sql`g.name_key`, name, ['filter', 'name']) : sql`true`;
  const rows = await query<GroupRow>(
    ctx.em,
    sql`select g.id, g.name from "group" g where g.is_active and ${named} and ${betweenCursors(BY_NAME, page)}
      ${orderBy(BY_NAME, page.isBackward)} limit ${page.limit + 1}`,
  );
  const cursorOf = ({ name, id }: GroupRow): string => encodeCursor(BY_NAME, [nameKey(name), id]);
  return makePage(page, rows, cursorOf, () => countGroups(ctx, named));
}

async function countGroups(ctx: Context, condition: Sql): Promise<number> {
  const [row] = await query<{ total: number }>(
    ctx.em,
    sql`select count(*) as total from "group" g where g.is_active and ${condition}`,
  );
  return row?.total ?? 0;
}

/** The active group by id, or else by name. */
export async function findGroupBy(
  ctx: Context,
  { id, name }: { readonly id?: string | null; readonly name?: string | null },
): Promise<GroupRow | null> {
  requireActor(ctx);
  if (id) {
    const number = parseId(id);
    return number === null ? null : groupLoader(ctx).find(number);
  }
  if (!name || whyUnstorable(name) !== null) return null;
  const [row] = await query<GroupRow>(
    ctx.em,
    sql`select g.id, g.name from "group" g where g.is_active and g.name_key = ${nameKey(name)}`,
  );
  return row ?? null;
}
