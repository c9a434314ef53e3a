import type { Context } from '../../context.ts';
import { idList, makeListLoader, makeRowLoader, query, RowLoader } from '../../db/index.ts';
import { perContext } from '../../per-context.ts';
import { BELONGS, type GroupRow } from '../group/index.ts';
import { USER_COLUMNS, type UserRow } from '../user/index.ts';

export interface RoleRow {
  readonly id: number;
  readonly name: string;
}

/** Active roles only: a deleted one shows as nothing. */
export const roleLoader = makeRowLoader<RoleRow>(`select id, name from "role" where id = any($1::int[]) and is_active`);

export interface RoleDetails {
  readonly id: number;
  readonly description: string;
  readonly isActive: boolean;
  readonly createdTime: string;
  readonly updatedTime: string;
}

/** What is seldom asked for. Also of a role that was deleted a moment ago. */
export const roleDetails = makeRowLoader<RoleDetails>(
  `select id, description, is_active as "isActive", created_time as "createdTime", updated_time as "updatedTime"
   from role where id = any($1::int[])`,
);

interface OfRole {
  /** The role. */
  readonly parentId: number;
  readonly isAdmin: boolean;
}

export const roleUsers = makeListLoader<UserRow & OfRole>(
  `select p.role_id as "parentId", p.is_admin as "isAdmin", ${USER_COLUMNS.text}
   from role_user p join "user" u on u.id = p.user_id
   where p.role_id = any($1::int[]) and u.is_active order by u.username_key, u.id`,
);

export const roleGroups = makeListLoader<GroupRow & OfRole>(
  `select p.role_id as "parentId", p.is_admin as "isAdmin", g.id, g.name
   from role_group p join "group" g on g.id = p.group_id
   where p.role_id = any($1::int[]) and g.is_active order by g.name_key, g.id`,
);

export interface UserRoleRow {
  /** The user. */
  readonly parentId: number;
  readonly id: number;
  readonly name: string;
  readonly isDirect: boolean;
  readonly isAdmin: boolean;
  readonly groupIds: readonly number[];
}

/** The active roles of users, one row each however they belong to it. */
export const userRoles = makeListLoader<UserRoleRow>(`
  with recursive ${BELONGS}, has_role (user_id, role_id, is_admin, group_id) as (
    select p.user_id, p.role_id, p.is_admin, null::int from role_user p where p.user_id = any($1::int[])
    union all
    select b.user_id, p.role_id, p.is_admin, b.group_id from belongs b join role_group p on p.group_id = b.group_id
  )
  select h.user_id as "parentId", r.id, r.name, bool_or(h.group_id is null) as "isDirect", bool_or(h.is_admin) as "isAdmin",
    coalesce(array_agg(g.id order by g.name_key, g.id) filter (where g.id is not null), '{}') as "groupIds"
  from has_role h join role r on r.id = h.role_id and r.is_active left join "group" g on g.id = h.group_id
  group by h.user_id, r.id order by r.name_key, r.id`);

/** How the caller stands to a role. */
export interface Standing {
  readonly id: number;
  readonly belongs: boolean;
  readonly administers: boolean;
}

const STANDING = `
  with recursive ${BELONGS}, has_role (role_id, is_admin) as (
    select p.role_id, p.is_admin from role_user p where p.user_id = any($1::int[]) and p.role_id = any($2::int[])
    union all
    select p.role_id, p.is_admin from role_group p join belongs b on b.group_id = p.group_id where p.role_id = any($2::int[])
  )
  select role_id as id, true as belongs, bool_or(is_admin) as administers from has_role group by role_id`;

export function readStandings(ctx: Context, userId: number, roleIds: readonly number[]): Promise<Standing[]> {
  return query<Standing>(ctx.em, STANDING, [[userId], idList(roleIds)]);
}

/** As of now, so that who has just made a role sees it. */
export const roleStandings = perContext(
  (ctx) => new RowLoader<Standing>((ids) => readStandings(ctx, ctx.actor?.id ?? 0, ids)),
);
