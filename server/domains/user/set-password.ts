import type { Actor, Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { Rejected, rejected } from '../../errors.ts';
import { requireActor } from '../access/index.ts';
import { nameKey } from '../attribute/index.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { claimAttempt, forgetAttempts } from './password-attempt.store.ts';
import { problemsOfPassword } from './password-strength.ts';
import { findUser, type UserRow } from './user.loader.ts';
import { isParentOf } from './user.policy.ts';
import { changePassword, deleteSessionsOf, getUser, type UserState } from './user.store.ts';

export interface SetPasswordInput {
  readonly user: string;
  readonly password: string;
  readonly oldPassword?: string | null;
}

/** Gives a user another password. Who is logged in as the user must log in again. */
export async function setPassword(ctx: Context, input: SetPasswordInput): Promise<UserRow | null> {
  const actor = requireActor(ctx);
  const user = await getUser(ctx, input.user, 'user');
  checkMaySet(actor, user);
  if (!user.isActive) throw rejected('NOT_FOUND', `User "${user.username}" cannot log in`, ['user']);
  const isOther = actor.isSuperuser && actor.id !== user.id;
  if (!isOther) await checkOldPassword(ctx, actor, user, input);
  await replacePassword(ctx, user, input.password);
  return findUser(ctx, user.id);
}

/** Without asking who wants it: for the command line. */
export async function setPasswordOf(ctx: Context, userId: number, password: string): Promise<void> {
  const user = await getUser(ctx, String(userId));
  if (!user.isActive) throw rejected('NOT_FOUND', `User "${user.username}" cannot log in`);
  await replacePassword(ctx, user, password);
}

async function replacePassword(ctx: Context, user: UserState, password: string): Promise<void> {
  const problems = problemsOfPassword(password, user.username, ['password']);
  if (problems.length > 0) throw new Rejected(problems);
  const passwordHash = await hashPassword(password);
  await inTransaction(ctx, async (tx) => {
    if (!(await changePassword(tx, user, passwordHash))) {
      throw rejected('CONFLICT', `User "${user.username}" was changed a moment ago; try again`, ['user']);
    }
    await deleteSessionsOf(tx, user.id);
  });
}

/** Who may only read still keeps his own password, and no other one. */
function checkMaySet(actor: Actor, user: UserState): void {
  if (actor.isSuperuser || actor.id === user.id || (isParentOf(actor, user) && !actor.isReadonly)) return;
  const message = `Only the user, its parent or a superuser may set the password of "${user.username}"`;
  throw rejected('PERMISSION_DENIED', message, ['user']);
}

/** Throttled as log-in is: whoever came by a token must not find out the password with it. */
async function checkOldPassword(
  ctx: Context,
  actor: Actor,
  user: UserState,
  { password, oldPassword }: SetPasswordInput,
): Promise<void> {
  if (user.passwordHash === '') return;
  if (!oldPassword) {
    throw rejected('REQUIRED', `Give \`oldPassword\`, the password that "${user.username}" has now`, ['oldPassword']);
  }
  const guesser = { usernameKey: nameKey(user.username), address: `user ${actor.id}` };
  const wait = await claimAttempt(ctx.em, guesser);
  if (wait !== null) {
    throw rejected('LIMIT_EXCEEDED', `Too many wrong passwords. Try again in ${wait} seconds`, ['oldPassword']);
  }
  if (!(await verifyPassword(oldPassword, user.passwordHash))) {
    throw rejected('INVALID', 'This is not the password that the user has', ['oldPassword']);
  }
  await forgetAttempts(ctx.em, guesser);
  if (password === oldPassword) {
    throw rejected('INVALID', 'The user has this password already; choose another', ['password']);
  }
}
