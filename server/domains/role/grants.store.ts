import type { Context } from '../../context.ts';
import { query, sql } from '../../db/index.ts';
import { isStaffed } from '../access/index.ts';
import type { RoleRow } from './role.loader.ts';

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

/** Takes away what the role gives, and writes it into the history of each object. True when the catalog is another one now. */
export async function removeGrants(tx: Context, userId: number, { id, name }: RoleRow): Promise<boolean> {
  // In the order of their ids, as writers of many entries lock them: nobody waits for another in a circle.
  await query(
    tx.em,
    sql`select from entry e where e.id in (select coalesce(a.entry_id, g.object_id)
        from acl_role g left join attribute a on a.id = g.object_id where g.role_id = ${id})
      order by e.id for update`,
  );
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
