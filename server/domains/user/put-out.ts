import type { Context } from '../../context.ts';
import { deleteCredentialsOf, lockCoUsers } from './user.store.ts';

/** Nobody acts as this user any more, nor as the co-users for which it could make tokens. */
export async function putOut(tx: Context, userId: number): Promise<void> {
  for (const id of [userId, ...(await lockCoUsers(tx, userId))]) await deleteCredentialsOf(tx, id);
}
