import type { Actor, Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { problem, Rejected, rejected, type Problem } from '../../errors.ts';
import { parseId } from '../../parse-id.ts';
import { requireWriter } from '../access/index.ts';
import { cleanName } from '../attribute/index.ts';
import { putOut } from './put-out.ts';
import { lockRights } from './rights-lock.store.ts';
import { problemsOfLastSuperuser } from './last-superuser.ts';
import { problemsOfEmail, problemsOfLifetime, problemsOfUsername } from './user-draft.ts';
import { findUser, type UserRow } from './user.loader.ts';
import {
  changeUser,
  deleteCredentialsOf,
  findUserState,
  forgetPassword,
  getUser,
  isUsernameTaken,
  type UserState,
} from './user.store.ts';

export interface UpdateUserInput {
  readonly id: string;
  readonly username?: string | null;
  readonly email?: string | null;
  readonly tokenLifetime?: number | null;
  readonly isSuperuser?: boolean | null;
  readonly isReadonly?: boolean | null;
  readonly isActive?: boolean | null;
  readonly parentUser?: string | null;
}

/** Changes a user; what is not mentioned stays. */
export async function updateUser(ctx: Context, input: UpdateUserInput): Promise<UserRow | null> {
  const actor = requireWriter(ctx);
  const id = await inTransaction(ctx, async (tx) => {
    await lockRights(tx);
    const user = await getUser(tx, input.id);
    if (!actor.isSuperuser && actor.id !== user.id) {
      throw rejected('PERMISSION_DENIED', `Only a superuser may change user "${user.username}"`, ['id']);
    }
    await applyUser(tx, user, await draftUser(tx, actor, user, input));
    return user.id;
  });
  return findUser(ctx, id);
}

/** Keeps somebody from logging in, and puts out who is. For the command line. */
export async function deactivateUser(ctx: Context, id: number): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await lockRights(tx);
    const user = await getUser(tx, String(id));
    const next = { ...user, isActive: false };
    const problems = await problemsOfLastSuperuser(tx, user, next);
    if (problems.length > 0) throw new Rejected(problems);
    await applyUser(tx, user, next);
  });
}

async function applyUser(tx: Context, user: UserState, next: UserState): Promise<void> {
  await changeUser(tx, next);
  if (user.isActive && !next.isActive) await putOut(tx, user.id);
  if (!outgrowsParent(user, next)) return;
  await deleteCredentialsOf(tx, user.id);
  await forgetPassword(tx, user.id);
}

/** Whoever made a co-user knows its password and has tokens of it: they do not grow with it, nor go along to another parent. */
function outgrowsParent(user: UserState, next: UserState): boolean {
  if (user.parentUserId === null) return false;
  return (next.isSuperuser && !user.isSuperuser) || next.parentUserId !== user.parentUserId;
}

/** The user as it shall be. Throws everything that is wrong with it. */
async function draftUser(tx: Context, actor: Actor, user: UserState, input: UpdateUserInput): Promise<UserState> {
  const problems: Problem[] = [...problemsOfRights(actor, user, input)];
  if (typeof input.username === 'string') problems.push(...(await problemsOfNewName(tx, user, input.username)));
  if (typeof input.email === 'string') problems.push(...problemsOfEmail(input.email));
  if (typeof input.tokenLifetime === 'number')
    problems.push(...problemsOfLifetime(input.tokenLifetime, 'tokenLifetime'));
  const next: UserState = {
    ...user,
    username: typeof input.username === 'string' ? cleanName(input.username) : user.username,
    email: input.email ?? user.email,
    tokenLifetime: input.tokenLifetime ?? user.tokenLifetime,
    isSuperuser: input.isSuperuser ?? user.isSuperuser,
    isReadonly: input.isReadonly ?? user.isReadonly,
    isActive: input.isActive ?? user.isActive,
    parentUserId: input.parentUser === undefined ? user.parentUserId : await draftParent(tx, user, input, problems),
  };
  problems.push(...(await problemsOfLastSuperuser(tx, user, next)));
  if (problems.length > 0) throw new Rejected(problems);
  return next;
}

/** What a user is allowed is for superusers to say; the same as before says nothing. */
function problemsOfRights(actor: Actor, user: UserState, input: UpdateUserInput): Problem[] {
  if (actor.isSuperuser) return [];
  const denied = (field: string) => problem('PERMISSION_DENIED', `Only a superuser may change \`${field}\``, [field]);
  const flags = (['isSuperuser', 'isReadonly', 'isActive'] as const).filter(
    (field) => typeof input[field] === 'boolean' && input[field] !== user[field],
  );
  const parent = user.parentUserId === null ? null : String(user.parentUserId);
  const movesAway = input.parentUser !== undefined && input.parentUser !== parent;
  return [...flags, ...(movesAway ? ['parentUser'] : [])].map(denied);
}

async function problemsOfNewName(tx: Context, user: UserState, username: string): Promise<readonly Problem[]> {
  const wrong = problemsOfUsername(username);
  if (wrong.length > 0 || !(await isUsernameTaken(tx, cleanName(username), user.id))) return wrong;
  return [problem('DUPLICATE', `Another user has the name "${cleanName(username)}"`, ['username'])];
}

async function draftParent(
  tx: Context,
  user: UserState,
  { parentUser }: UpdateUserInput,
  problems: Problem[],
): Promise<number | null> {
  if (parentUser === null || parentUser === undefined) return null;
  const parent = await findUserState(tx, parseId(parentUser) ?? 0);
  if (!parent?.isActive) {
    problems.push(problem('NOT_FOUND', `There is no active user with id ${parentUser}`, ['parentUser']));
  } else if (parent.id === user.id) {
    problems.push(problem('INVALID', 'Nobody is the parent of himself', ['parentUser']));
  }
  return parent?.id ?? null;
}
