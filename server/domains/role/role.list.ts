import type { Actor, Context } from '../../context.ts';
import {
  betweenCursors,
  encodeCursor,
  idList,
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
import type { RoleRow } from './role.loader.ts';

export interface RoleListArgs extends PageArgs {
  readonly filter?: { readonly name?: StringFilter | null } | null;
}

const BY_NAME: readonly OrderKey[] = [
  { name: 'role name', expression: sql`r.name_key`, isDescending: false, isNullable: false, type: 'text' },
  { name: 'role id', expression: sql`r.id`, isDescending: false, isNullable: false, type: 'integer' },
];

/** The condition on `role r` that it is active and the caller may see more of it than its name. */
function visibleTo(actor: Actor): Sql {
  return actor.isSuperuser ? sql`r.is_active` : sql`r.is_active and r.id = any(${idList(actor.roleIds)}::int[])`;
}

/** One page of the roles that the caller may see. */
export async function listRoles(ctx: Context, args: RoleListArgs): Promise<Page<RoleRow>> {
  const visible = visibleTo(requireActor(ctx));
  const page = parsePage(args, ctx.host.settings.maxPageSize);
  const name = args.filter?.name;
  const matching = name ? sql`${visible} and ${nameCondition(sql`r.name_key`, name, ['filter', 'name'])}` : visible;
  const rows = await query<RoleRow>(
    ctx.em,
    sql`select r.id, r.name from role r where ${matching} and ${betweenCursors(BY_NAME, page)}
      ${orderBy(BY_NAME, page.isBackward)} limit ${page.limit + 1}`,
  );
  const cursorOf = ({ name, id }: RoleRow): string => encodeCursor(BY_NAME, [nameKey(name), id]);
  return makePage(page, rows, cursorOf, () => countRoles(ctx, matching));
}

async function countRoles(ctx: Context, condition: Sql): Promise<number> {
  const [row] = await query<{ total: number }>(ctx.em, sql`select count(*) as total from role r where ${condition}`);
  return row?.total ?? 0;
}

/** The role by id, or else by name. */
export async function findRoleBy(
  ctx: Context,
  { id, name }: { readonly id?: string | null; readonly name?: string | null },
): Promise<RoleRow | null> {
  const visible = visibleTo(requireActor(ctx));
  if (!id && (!name || whyUnstorable(name) !== null)) return null;
  const same = id ? sql`r.id = ${parseId(id) ?? 0}` : sql`r.name_key = ${nameKey(name ?? '')}`;
  const [row] = await query<RoleRow>(ctx.em, sql`select r.id, r.name from role r where ${visible} and ${same}`);
  return row ?? null;
}
