import type { EntityManager } from '@mikro-orm/postgresql';
import { idList, query, sql, type Sql } from '../../db/index.ts';

const IS_KEEPER = sql`u.is_active and (u.is_superuser or not u.is_readonly)`;

/** The condition that a role, whose id is given in SQL, is active and has a user who can change something: itself, or through groups and those below. */
export function isStaffed(roleId: Sql): Sql {
  return sql`(exists (select from role r where r.id = ${roleId} and r.is_active) and (
    exists (select from role_user p join "user" u on u.id = p.user_id and ${IS_KEEPER} where p.role_id = ${roleId})
    or exists (
      with recursive below (id) as (
        select p.group_id from role_group p where p.role_id = ${roleId}
        union
        select g.id from below b join "group" g on g.parent_id = b.id
      )
      select from below b join "group" g on g.id = b.id and g.is_active
      join group_member m on m.group_id = g.id join "user" u on u.id = m.user_id and ${IS_KEEPER})))`;
}

/** Whether some user who can change something has rights through one of the roles. */
export async function isAnyStaffed(em: EntityManager, roleIds: readonly number[]): Promise<boolean> {
  const [row] = await query<{ found: boolean }>(
    em,
    sql`select exists (select from unnest(${idList(roleIds)}::int[]) w (id) where ${isStaffed(sql`w.id`)}) as found`,
  );
  return row?.found ?? false;
}
