import type { Context } from '../../context.ts';
import { query, sql } from '../../db/index.ts';
import type { TokenRow } from './user-details.loader.ts';
import type { Subject } from './user.policy.ts';

export interface OwnedToken {
  readonly token: TokenRow;
  readonly owner: Subject;
}

export async function findOwnedToken(ctx: Context, id: number): Promise<OwnedToken | null> {
  const [row] = await query<TokenRow & { userId: number; parentUserId: number | null; isSuperuser: boolean }>(
    ctx.em,
    sql`select t.id, t.note, t.created_time as "createdTime", t.expires_time as "expiresTime", u.id as "userId",
        u.parent_user_id as "parentUserId", u.is_superuser as "isSuperuser"
      from token t join "user" u on u.id = t.user_id where t.id = ${id}`,
  );
  if (!row) return null;
  const { note, createdTime, expiresTime, userId, parentUserId, isSuperuser } = row;
  return { token: { id, note, createdTime, expiresTime }, owner: { id: userId, parentUserId, isSuperuser } };
}

export async function deleteToken(tx: Context, id: number): Promise<void> {
  await query(tx.em, sql`delete from token where id = ${id}`);
}
