import type { Context } from '../../context.ts';
import {
  betweenCursors,
  encodeCursor,
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
import { nameCondition, type StringFilter } from './name-filter.ts';
import { findUser, USER_COLUMNS, type UserRow } from './user.loader.ts';

const BY_NAME: readonly OrderKey[] = [
  { name: 'username', expression: sql`u.username_key`, isDescending: false, isNullable: false, type: 'text' },
  { name: 'user id', expression: sql`u.id`, isDescending: false, isNullable: false, type: 'integer' },
];

export interface UserListArgs extends PageArgs {
  readonly filter?: { readonly username?: StringFilter | null; readonly isActive?: boolean | null } | null;
}

/** The condition on `"user" u`. */
function matching({ filter }: UserListArgs): Sql {
  const isActive = sql`u.is_active = ${filter?.isActive ?? true}`;
  const name = filter?.username;
  return name ? sql`${isActive} and ${nameCondition(sql`u.username_key`, name, ['filter', 'username'])}` : isActive;
}

/** One page of the users, of the active ones unless the filter asks for the others. */
export async function listUsers(ctx: Context, args: UserListArgs): Promise<Page<UserRow>> {
  requireActor(ctx);
  const page = parsePage(args, ctx.host.settings.maxPageSize);
  const condition = matching(args);
  const rows = await query<UserRow>(
    ctx.em,
    sql`select ${USER_COLUMNS} from "user" u where ${condition} and ${betweenCursors(BY_NAME, page)}
      ${orderBy(BY_NAME, page.isBackward)} limit ${page.limit + 1}`,
  );
  const cursorOf = ({ username, id }: UserRow): string => encodeCursor(BY_NAME, [nameKey(username), id]);
  return makePage(page, rows, cursorOf, () => countUsers(ctx, condition));
}

async function countUsers(ctx: Context, condition: Sql): Promise<number> {
  const [row] = await query<{ total: number }>(ctx.em, sql`select count(*) as total from "user" u where ${condition}`);
  return row?.total ?? 0;
}

/** All users by name, without asking who wants them: for the command line. */
export function readAllUsers(ctx: Context): Promise<UserRow[]> {
  return query<UserRow>(ctx.em, sql`select ${USER_COLUMNS} from "user" u order by u.username_key, u.id`);
}

/** The user by id, or else by name. */
export async function findUserBy(
  ctx: Context,
  { id, username }: { readonly id?: string | null; readonly username?: string | null },
): Promise<UserRow | null> {
  requireActor(ctx);
  if (id) return findUser(ctx, parseId(id));
  if (!username || whyUnstorable(username) !== null) return null;
  const key = nameKey(username);
  const [row] = await query<UserRow>(ctx.em, sql`select ${USER_COLUMNS} from "user" u where u.username_key = ${key}`);
  return row ?? null;
}
