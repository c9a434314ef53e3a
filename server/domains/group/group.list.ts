import type { Context } from '../../context.ts';
import { query, sql, type Page, type PageArgs } from '../../db/index.ts';
import { parseId } from '../../parse-id.ts';
import { requireActor } from '../access/index.ts';
import { nameKey, whyUnstorable } from '../attribute/index.ts';
import { listByName, type NamedList, type StringFilter } from '../user/index.ts';
import { groupLoader, type GroupRow } from './group.loader.ts';

export interface GroupListArgs extends PageArgs {
  readonly filter?: { readonly name?: StringFilter | null } | null;
}

const GROUPS: NamedList<GroupRow> = {
  noun: 'group',
  columns: sql`g.id, g.name`,
  table: sql`"group" g`,
  id: sql`g.id`,
  key: sql`g.name_key`,
  field: 'name',
  nameOf: ({ name }) => name,
};

/** One page of the active groups. */
export function listGroups(ctx: Context, args: GroupListArgs): Promise<Page<GroupRow>> {
  requireActor(ctx);
  return listByName(ctx, GROUPS, sql`g.is_active`, args.filter?.name, args);
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
