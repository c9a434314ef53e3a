import type { Context } from '../../context.ts';
import { idList, makeListLoader, makeRowLoader, query, sql } from '../../db/index.ts';
import { USER_COLUMNS, type UserRow } from '../user/index.ts';

export interface GroupRow {
  readonly id: number;
  readonly name: string;
}

/** Active groups only: a deleted one shows as nothing. */
export const groupLoader = makeRowLoader<GroupRow>(
  `select id, name from "group" where id = any($1::int[]) and is_active`,
);

export interface GroupDetails {
  readonly id: number;
  readonly parentId: number | null;
  readonly isActive: boolean;
  readonly createdTime: string;
  readonly updatedTime: string;
}

/** What is seldom asked for. Also of a group that was deleted a moment ago. */
export const groupDetails = makeRowLoader<GroupDetails>(
  `select id, parent_id as "parentId", is_active as "isActive", created_time as "createdTime", updated_time as "updatedTime"
   from "group" where id = any($1::int[])`,
);

export const childGroups = makeListLoader<GroupRow & { readonly parentId: number }>(
  `select g.parent_id as "parentId", g.id, g.name from "group" g
   where g.parent_id = any($1::int[]) and g.is_active order by g.name_key, g.id`,
);

export const groupMembers = makeListLoader<UserRow & { readonly parentId: number }>(
  `select m.group_id as "parentId", ${USER_COLUMNS.text} from group_member m join "user" u on u.id = m.user_id
   where m.group_id = any($1::int[]) and u.is_active order by u.username_key, u.id`,
);

export interface UserGroupRow {
  /** The user. */
  readonly parentId: number;
  readonly id: number;
  readonly name: string;
  readonly isDirect: boolean;
}

/** `belongs`, for `with recursive`: the groups that the users `$1::int[]` are in, and those above. A cycle would end by itself. */
export const BELONGS = `belongs (user_id, group_id) as (
    select m.user_id, m.group_id from group_member m join "group" g on g.id = m.group_id and g.is_active
    where m.user_id = any($1::int[])
    union
    select b.user_id, g.parent_id from belongs b join "group" g on g.id = b.group_id where g.parent_id is not null
  )`;

/** Of what is above, deleted ones lead on but do not show. */
export const userGroups = makeListLoader<UserGroupRow>(`
  with recursive ${BELONGS}
  select b.user_id as "parentId", g.id, g.name,
    exists (select from group_member m where m.user_id = b.user_id and m.group_id = b.group_id) as "isDirect"
  from belongs b join "group" g on g.id = b.group_id and g.is_active
  order by g.name_key, g.id`);

/** Those of the ids that active groups have. */
export async function findActiveGroups(ctx: Context, ids: readonly number[]): Promise<ReadonlySet<number>> {
  const rows = await query<{ id: number }>(
    ctx.em,
    sql`select id from "group" where id = any(${idList(ids)}::int[]) and is_active`,
  );
  return new Set(rows.map(({ id }) => id));
}

/** The groups that a user is in, and those above. */
export async function findGroupsOf(ctx: Context, userId: number): Promise<ReadonlySet<number>> {
  const groups = await userGroups(ctx).load(userId);
  return new Set(groups.map(({ id }) => id));
}
