import type { Context } from '../../context.ts';
import { idList, query, sql, type Sql } from '../../db/index.ts';
import type { RoleRow } from './role.loader.ts';

/** The condition that a role, whose id is given in SQL, is active and has a user who can log in: itself, or through groups and those below. */
function isStaffed(roleId: Sql): Sql {
  return sql`(exists (select from role r where r.id = ${roleId} and r.is_active) and (
    exists (select from role_user p join "user" u on u.id = p.user_id and u.is_active where p.role_id = ${roleId})
    or exists (
      with recursive below (id) as (
        select p.group_id from role_group p where p.role_id = ${roleId}
        union
        select g.id from below b join "group" g on g.parent_id = b.id
      )
      select from below b join "group" g on g.id = b.id and g.is_active
      join group_member m on m.group_id = g.id join "user" u on u.id = m.user_id and u.is_active)))`;
}

/** Those of the roles that are active and through which some user who can log in has rights. */
export async function findStaffedRoles(ctx: Context, roleIds: readonly number[]): Promise<ReadonlySet<number>> {
  const rows = await query<{ id: number }>(
    ctx.em,
    sql`select w.id from unnest(${idList(roleIds)}::int[]) w (id) where ${isStaffed(sql`w.id`)}`,
  );
  return new Set(rows.map(({ id }) => id));
}

/** Whether nobody but superusers could change the permissions of some closed object any more if the role were gone. */
export async function isLastHolderOfFull(tx: Context, roleId: number): Promise<boolean> {
  const [row] = await query<{ found: boolean }>(
    tx.em,
    sql`select exists (
      select from acl_role g join acl c on c.object_id = g.object_id
      where g.role_id = ${roleId} and g.level = 8 and c.open_level < 8 and not exists (
        select from acl_role o
        where o.object_id = g.object_id and o.level = 8 and o.role_id <> ${roleId} and ${isStaffed(sql`o.role_id`)})
      ) as found`,
  );
  return row?.found ?? false;
}

/** Takes away what the role gives, and writes it into the history of each object. True when it gave something on a schema. */
export async function removeGrants(tx: Context, userId: number, { id, name }: RoleRow): Promise<boolean> {
  const [row] = await query<{ found: boolean }>(
    tx.em,
    sql`with gone as (
        delete from acl_role g using acl c where g.role_id = ${id} and c.object_id = g.object_id
        returning g.object_id, g.level, c.kind
      ), noted as (
        insert into acl_change (object_id, user_id, changes)
        select object_id, ${userId}::int, jsonb_build_array(jsonb_build_object(
          'target', 'role', 'role', ${id}::int, 'name', ${name}::text, 'before', level, 'after', 1)) from gone
      )
      select coalesce(bool_or(kind in (1, 2)), false) as found from gone`,
  );
  return row?.found ?? false;
}
