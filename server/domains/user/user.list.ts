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
} from '../../db/index.ts';
import { requireActor } from '../access/index.ts';
import { nameKey, whyUnstorable } from '../attribute/index.ts';
import { findUser, USER_COLUMNS, type UserRow } from './user.loader.ts';

const BY_NAME: readonly OrderKey[] = [
  { name: 'username', expression: sql`u.username_key`, isDescending: false, isNullable: false, type: 'text' },
  { name: 'user id', expression: sql`u.id`, isDescending: false, isNullable: false, type: 'integer' },
];

/** One page of all users. */
export async function listUsers(ctx: Context, args: PageArgs): Promise<Page<UserRow>> {
  requireActor(ctx);
  const page = parsePage(args, ctx.host.settings.maxPageSize);
  const rows = await query<UserRow>(
    ctx.em,
    sql`select ${USER_COLUMNS} from "user" u where ${betweenCursors(BY_NAME, page)}
      ${orderBy(BY_NAME, page.isBackward)} limit ${page.limit + 1}`,
  );
  const cursorOf = ({ username, id }: UserRow): string => encodeCursor(BY_NAME, [nameKey(username), id]);
  return makePage(page, rows, cursorOf, () => countUsers(ctx));
}

async function countUsers(ctx: Context): Promise<number> {
  const [row] = await query<{ total: number }>(ctx.em, sql`select count(*) as total from "user"`);
  return row?.total ?? 0;
}

/** The user by id, or else by name. */
export async function findUserBy(
  ctx: Context,
  { id, username }: { readonly id?: string | null; readonly username?: string | null },
): Promise<UserRow | null> {
  requireActor(ctx);
  if (id) return /^[1-9]\d{0,8}$/.test(id) ? findUser(ctx, Number(id)) : null;
  if (!username || whyUnstorable(username) !== null) return null;
  const key = nameKey(username);
  const [row] = await query<UserRow>(ctx.em, sql`select ${USER_COLUMNS} from "user" u where u.username_key = ${key}`);
  return row ?? null;
}
