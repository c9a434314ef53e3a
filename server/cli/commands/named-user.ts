import type { Context } from '../../context.ts';
import type { User } from '../../domains/user/index.ts';
import { Failure } from '../terminal.ts';

/** The user that a command line names. */
export async function getUserNamed(ctx: Context, username: string): Promise<User> {
  const { findUserByName } = await import('../../domains/user/index.ts');
  const user = await findUserByName(ctx, username);
  if (!user) throw new Failure(`There is no user "${username}". Who there is: pagoda user list`);
  return user;
}
