import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { Rejected, rejected } from '../../errors.ts';
import { cleanName, nameKey } from '../attribute/index.ts';
import { hashPassword } from './password.ts';
import { DEFAULT_LIFETIME, problemsOfUsername } from './user-draft.ts';
import { User } from './user.entity.ts';
import type { UserRow } from './user.loader.ts';
import { insertUser, isUsernameTaken } from './user.store.ts';

export interface NewUser {
  readonly username: string;
  readonly password?: string | null;
  readonly email?: string | null;
  readonly isSuperuser?: boolean;
  readonly isReadonly?: boolean;
  /** Seconds that new tokens live; 0 for ever. */
  readonly tokenLifetime?: number;
}

/** Creates a user without asking who wants it. For the command line and the first start, which ask the operator's shell. */
export async function createUser(ctx: Context, input: NewUser): Promise<UserRow> {
  const problems = problemsOfUsername(input.username);
  if (problems.length > 0) throw new Rejected(problems);
  const username = cleanName(input.username);
  const passwordHash = input.password ? await hashPassword(input.password) : '';
  const [isSuperuser, isReadonly] = [input.isSuperuser ?? false, input.isReadonly ?? false];
  return inTransaction(ctx, async (tx) => {
    if (await isUsernameTaken(tx, username, 0)) {
      throw rejected('DUPLICATE', `There is a user "${username}" already`, ['username']);
    }
    const id = await insertUser(tx, ctx.actor?.id ?? null, {
      username,
      email: input.email ?? '',
      passwordHash,
      isSuperuser,
      isReadonly,
      tokenLifetime: input.tokenLifetime ?? DEFAULT_LIFETIME,
      parentUserId: null,
    });
    return { id, username, isActive: true, isSuperuser, isReadonly };
  });
}

export async function findUserByName(ctx: Context, username: string): Promise<User | null> {
  return ctx.em.findOne(User, { usernameKey: nameKey(username) });
}
