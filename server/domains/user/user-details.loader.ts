import type { Context } from '../../context.ts';
import { makeListLoader, makeRowLoader } from '../../db/index.ts';
import { USER_COLUMNS, type UserRow } from './user.loader.ts';
import { canSeePrivate, type Subject } from './user.policy.ts';

export interface UserDetails extends Subject {
  readonly email: string;
  readonly tokenLifetime: number;
  readonly createdTime: string;
}

/** What is seldom asked for, and not for everybody. */
const userDetails = makeRowLoader<UserDetails>(
  `select id, parent_user_id as "parentUserId", is_superuser as "isSuperuser", email, token_lifetime as "tokenLifetime",
     created_time as "createdTime" from "user" where id = any($1::int[])`,
);

export async function detailsOfUser(ctx: Context, id: number): Promise<UserDetails> {
  const details = await userDetails(ctx).find(id);
  if (!details) throw new Error(`User ${id} is gone`);
  return details;
}

export async function seesPrivate(ctx: Context, userId: number): Promise<boolean> {
  return canSeePrivate(ctx.actor, await detailsOfUser(ctx, userId));
}

export const coUsers = makeListLoader<UserRow & { readonly parentId: number }>(
  `select u.parent_user_id as "parentId", ${USER_COLUMNS.text} from "user" u
   where u.parent_user_id = any($1::int[]) and u.is_active order by u.username_key, u.id`,
);

export interface TokenRow {
  readonly id: number;
  readonly note: string;
  readonly createdTime: Date | string;
  readonly expiresTime: Date | string | null;
}

/** Never the secrets: there are only hashes of them. */
export const userTokens = makeListLoader<TokenRow & { readonly parentId: number }>(
  `select user_id as "parentId", id, note, created_time as "createdTime", expires_time as "expiresTime" from token
   where user_id = any($1::int[]) order by id`,
);
