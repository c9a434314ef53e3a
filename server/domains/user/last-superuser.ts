import type { Context } from '../../context.ts';
import { problem, type Problem } from '../../errors.ts';
import { hasOtherSuperuser, type UserState } from './user.store.ts';

/** Without a superuser nobody could ever put anything right again. */
export async function problemsOfLastSuperuser(
  tx: Context,
  user: UserState,
  next: UserState | null,
): Promise<Problem[]> {
  const wasOne = user.isSuperuser && user.isActive;
  const isOne = next !== null && next.isSuperuser && next.isActive;
  if (!wasOne || isOne || (await hasOtherSuperuser(tx, user.id))) return [];
  const field = next === null ? 'id' : next.isActive ? 'isSuperuser' : 'isActive';
  return [problem('IN_USE', `"${user.username}" is the last active superuser; make another one first`, [field])];
}
