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

/** Null for nobody, else a promise of the user. */
export function findUser(ctx: Context, id: number | null): Promise<UserRow | null> | null {
  return id === null ? null : userLoader(ctx).load(id);
}

/** Users as plugins see them, in one statement. */
export async function loadUserViews(ctx: Context, ids: readonly number[]): Promise<UserView[]> {
  const users = await userLoader(ctx).loadMany([...ids]);
  return users.flatMap((user) =>
    user === null || user instanceof Error
      ? []
      : [{ id: user.id, username: user.username, isSuperuser: user.isSuperuser }],
  );
}
