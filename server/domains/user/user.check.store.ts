import type { Context } from '../../context.ts';
import { query, sql, withTransaction } from '../../db/index.ts';
import { lockRights } from './rights-lock.store.ts';

/** A user whose row does not say which roles it has. */
export interface UserDifference {
  readonly userId: number;
  readonly username: string;
}

/** Compares the roles in the rows of users with what they are members of; with `repair` the rows follow again. */
export function checkUserRoles(
  ctx: Context,
  { repair = false }: { readonly repair?: boolean } = {},
): Promise<UserDifference[]> {
  if (!repair) {
    return query<UserDifference>(
      ctx.em,
      sql`select u.id as "userId", u.username from "user" u join held_roles() h on h.user_id = u.id
        where u.role_ids <> h.role_ids order by u.id`,
    );
  }
  return withTransaction(ctx, async (tx) => {
    await lockRights(tx);
    return query<UserDifference>(
      tx.em,
      sql`update "user" u set role_ids = h.role_ids from held_roles() h
        where u.id = h.user_id and u.role_ids <> h.role_ids returning u.id as "userId", u.username`,
    );
  });
}
