import type { Context } from '../../context.ts';
import { query, sql, type Page, type PageArgs } from '../../db/index.ts';
import { parseId } from '../../parse-id.ts';
import { requireActor } from '../access/index.ts';
import { nameKey, whyUnstorable } from '../attribute/index.ts';
import type { StringFilter } from './name-filter.ts';
import { listByName, type NamedList } from './named-list.ts';
import { findUser, USER_COLUMNS, type UserRow } from './user.loader.ts';

export interface UserListArgs extends PageArgs {
  readonly filter?: { readonly username?: StringFilter | null; readonly isActive?: boolean | null } | null;
}

const USERS: NamedList<UserRow> = {
  noun: 'user',
  columns: USER_COLUMNS,
  table: sql`"user" u`,
  id: sql`u.id`,
  key: sql`u.username_key`,
  field: 'username',
  nameOf: ({ username }) => username,
};

/** One page of the users, of the active ones unless the filter asks for the others. */
export function listUsers(ctx: Context, args: UserListArgs): Promise<Page<UserRow>> {
  requireActor(ctx);
  const { username, isActive } = args.filter ?? {};
  return listByName(ctx, USERS, sql`u.is_active = ${isActive ?? true}`, username, args);
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
