import type { EntityManager } from '@mikro-orm/postgresql';
import { idList, query, sql, type Sql } from '../../db/index.ts';

/** The condition that a role, whose id is given in SQL, is active and has a user who can change something: itself, or through groups. */
export function isStaffed(roleId: Sql): Sql {
  return sql`${roleId} in (
    select unnest(u.role_ids) from "user" u where u.is_active and (u.is_superuser or not u.is_readonly))`;
}

/** Whether some user who can change something has rights through one of the roles. */
export async function isAnyStaffed(em: EntityManager, roleIds: readonly number[]): Promise<boolean> {
  const [row] = await query<{ found: boolean }>(
    em,
    sql`select exists (select from unnest(${idList(roleIds)}::int[]) w (id) where ${isStaffed(sql`w.id`)}) as found`,
  );
  return row?.found ?? false;
}
