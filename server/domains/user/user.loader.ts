import type { UserView } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { makeRowLoader, sql } from '../../db/index.ts';

/** A user as others may see one. */
export interface UserRow {
  readonly id: number;
  readonly username: string;
  readonly isActive: boolean;
  readonly isSuperuser: boolean;
  readonly isReadonly: boolean;
}

/** Of `"user" u`. */
export const USER_COLUMNS = sql`u.id, u.username, u.is_active as "isActive", u.is_superuser as "isSuperuser",
  u.is_readonly as "isReadonly"`;

export const userLoader = makeRowLoader<UserRow>(
  `select ${USER_COLUMNS.text} from "user" u where u.id = any($1::int[])`,
);

/** Null for nobody; a promise only when the user was not loaded. */
export function findUser(ctx: Context, id: number | null): UserRow | null | Promise<UserRow | null> {
  return id === null ? null : userLoader(ctx).find(id);
}

/** Users as plugins see them, in one statement. */
export async function loadUserViews(ctx: Context, ids: readonly number[]): Promise<UserView[]> {
  const users = await userLoader(ctx).loadMany(ids);
  return users.map(({ id, username, isSuperuser }) => ({ id, username, isSuperuser }));
}
