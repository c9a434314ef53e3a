import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { Rejected, rejected } from '../../errors.ts';
import { requireWriter } from '../access/index.ts';
import { problemsOfLastSuperuser } from './last-superuser.ts';
import { putOut } from './put-out.ts';
import { lockRights } from './rights-lock.store.ts';
import { findUser, type UserRow } from './user.loader.ts';
import { isParentOf } from './user.policy.ts';
import { deleteUserRow, getUser } from './user.store.ts';

/** Deletes a user: what it did stays its own, and nobody can act as it any more. */
export async function deleteUser(ctx: Context, input: { readonly id: string }): Promise<UserRow | null> {
  const actor = requireWriter(ctx);
  const id = await inTransaction(ctx, async (tx) => {
    await lockRights(tx);
    const user = await getUser(tx, input.id);
    const mayDelete = actor.isSuperuser || isParentOf(actor, user);
    if (!mayDelete) {
      throw rejected('PERMISSION_DENIED', `Only a superuser or its parent may delete user "${user.username}"`, ['id']);
    }
    const problems = await problemsOfLastSuperuser(tx, user, null);
    if (problems.length > 0) throw new Rejected(problems);
    // The row first, as everybody does who makes or ends credentials: these are waited for, and found afterwards.
    await deleteUserRow(tx, user);
    await putOut(tx, user.id);
    return user.id;
  });
  return findUser(ctx, id);
}
