import type { Actor, Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { problem, Rejected, type Problem } from '../../errors.ts';
import { requireWriter } from '../access/index.ts';
import { cleanName } from '../attribute/index.ts';
import { hashPassword } from './password.ts';
import { problemsOfPassword } from './password-strength.ts';
import { DEFAULT_LIFETIME, problemsOfEmail, problemsOfLifetime, problemsOfUsername } from './user-draft.ts';
import { findUser, type UserRow } from './user.loader.ts';
import { getUser, insertUser, isUsernameTaken } from './user.store.ts';

export interface CreateUserInput {
  readonly username: string;
  readonly password?: string | null;
  readonly email?: string | null;
  readonly isSuperuser?: boolean | null;
  readonly isReadonly?: boolean | null;
  readonly tokenLifetime?: number | null;
}

/** Creates a user as the caller may: superusers any, everybody else a co-user of his own. */
export async function createUserAsCaller(ctx: Context, input: CreateUserInput): Promise<UserRow | null> {
  const actor = requireWriter(ctx);
  const isCoUser = !actor.isSuperuser;
  const given = cleanName(input.username);
  const username = isCoUser && given !== '' ? `${actor.username}-${given}` : given;
  const problems: Problem[] = [
    ...problemsOfRights(actor, input),
    ...problemsOfUsername(username),
    ...(isCoUser ? [] : problemsOfEmail(input.email ?? '')),
    ...(input.password ? problemsOfPassword(input.password, username, ['password']) : []),
    ...problemsOfLifetime(input.tokenLifetime ?? DEFAULT_LIFETIME, 'tokenLifetime'),
  ];
  if (problems.length > 0) throw new Rejected(problems);
  const passwordHash = input.password ? await hashPassword(input.password) : '';
  const id = await inTransaction(ctx, async (tx) => {
    if (await isUsernameTaken(tx, username, 0)) {
      throw new Rejected([problem('DUPLICATE', `Another user has the name "${username}"`, ['username'])]);
    }
    const parent = isCoUser ? await getUser(tx, String(actor.id)) : null;
    return insertUser(tx, actor.id, {
      username,
      passwordHash,
      email: parent?.email ?? input.email ?? '',
      isSuperuser: input.isSuperuser ?? false,
      isReadonly: isCoUser || (input.isReadonly ?? false),
      tokenLifetime: input.tokenLifetime ?? DEFAULT_LIFETIME,
      parentUserId: parent?.id ?? null,
    });
  });
  return findUser(ctx, id);
}

function problemsOfRights(actor: Actor, { isSuperuser, isReadonly }: CreateUserInput): Problem[] {
  if (actor.isSuperuser) return [];
  const problems: Problem[] = [];
  if (isSuperuser) {
    problems.push(problem('PERMISSION_DENIED', 'Only a superuser may create superusers', ['isSuperuser']));
  }
  if (isReadonly === false) {
    problems.push(problem('PERMISSION_DENIED', 'Only a superuser may create users who change things', ['isReadonly']));
  }
  return problems;
}
