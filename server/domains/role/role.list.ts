import type { Actor, Context } from '../../context.ts';
import { idList, query, sql, type Page, type PageArgs, type Sql } from '../../db/index.ts';
import { parseId } from '../../parse-id.ts';
import { requireActor } from '../access/index.ts';
import { nameKey, whyUnstorable } from '../attribute/index.ts';
import { listByName, type NamedList, type StringFilter } from '../user/index.ts';
import type { RoleRow } from './role.loader.ts';

export interface RoleListArgs extends PageArgs {
  readonly filter?: { readonly name?: StringFilter | null } | null;
}

const ROLES: NamedList<RoleRow> = {
  noun: 'role',
  columns: sql`r.id, r.name`,
  table: sql`role r`,
  id: sql`r.id`,
  key: sql`r.name_key`,
  field: 'name',
  nameOf: ({ name }) => name,
};

/** The condition on `role r` that it is active and the caller may see more of it than its name. */
function visibleTo(actor: Actor): Sql {
  return actor.isSuperuser ? sql`r.is_active` : sql`r.is_active and r.id = any(${idList(actor.roleIds)}::int[])`;
}

/** One page of the roles that the caller may see. */
export function listRoles(ctx: Context, args: RoleListArgs): Promise<Page<RoleRow>> {
  return listByName(ctx, ROLES, visibleTo(requireActor(ctx)), args.filter?.name, args);
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
