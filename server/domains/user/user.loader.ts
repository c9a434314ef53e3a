import type { UserView } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { makeRowLoader } from '../../db/index.ts';

/** A user as others may see one. */
export interface UserRow {
  readonly id: number;
  readonly username: string;
  readonly isActive: boolean;
  readonly isSuperuser: boolean;
  readonly isReadonly: boolean;
}

export const userLoader = makeRowLoader<UserRow>(`
  select id, username, is_active as "isActive", is_superuser as "isSuperuser", is_readonly as "isReadonly"
  from "user" where id = any($1::int[])`);

/** Null for nobody; a promise only when the user was not loaded. */
export function findUser(ctx: Context, id: number | null): UserRow | null | Promise<UserRow | null> {
  return id === null ? null : userLoader(ctx).find(id);
}

/** Users as plugins see them, in one statement. */
export async function loadUserViews(ctx: Context, ids: readonly number[]): Promise<UserView[]> {
  const users = await userLoader(ctx).loadMany(ids);
  return users.map(({ id, username, isSuperuser }) => ({ id, username, isSuperuser }));
}
