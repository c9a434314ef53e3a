import type { EntityManager } from '@mikro-orm/postgresql';
import { idList, query, sql } from '../../db/index.ts';

/** How somebody has a role. */
export interface RoleWay {
  readonly roleId: number;
  readonly isAdmin: boolean;
  /** From the user's own group to that of the role; empty when he has it himself. */
  readonly groupIds: readonly number[];
}

/** For each of the roles that the user has, the shortest way from him to it. */
export function findRoleWays(em: EntityManager, userId: number, roleIds: readonly number[]): Promise<RoleWay[]> {
  return query<RoleWay>(
    em,
    sql`with recursive up (group_id, path) as (
        select m.group_id, array[m.group_id] from group_member m join "group" g on g.id = m.group_id and g.is_active
        where m.user_id = ${userId}
        union all
        select g.parent_id, u.path || g.parent_id from up u join "group" g on g.id = u.group_id
        where g.parent_id <> all(u.path)
      ), way (role_id, is_admin, path) as (
        select r.role_id, r.is_admin, '{}'::int[] from role_user r where r.user_id = ${userId}
        union all
        select r.role_id, r.is_admin, u.path from up u join role_group r on r.group_id = u.group_id
      )
      select distinct on (w.role_id) w.role_id as "roleId", w.is_admin as "isAdmin", w.path as "groupIds" from way w
      where w.role_id = any(${idList(roleIds)}::int[])
      order by w.role_id, cardinality(w.path), w.is_admin, w.path`,
  );
}
