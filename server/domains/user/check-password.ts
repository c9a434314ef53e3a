import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../../db/index.ts';
import { verifyNoPassword, verifyPassword } from './password.ts';

export interface PasswordOwner {
  readonly id: number;
  /** The stored hash that the password fits. */
  readonly passwordHash: string;
}

/** The active user whose password it is. Takes as long for a name that nobody has as for a wrong password, so that time tells nothing. */
export async function findByPassword(
  em: EntityManager,
  usernameKey: string,
  password: string,
): Promise<PasswordOwner | null> {
  const [user] = await query<{ id: number; password_hash: string; is_active: boolean }>(
    em,
    'select id, password_hash, is_active from "user" where username_key = $1',
    [usernameKey],
  );
  if (!user?.password_hash) {
    await verifyNoPassword(password);
    return null;
  }
  const fits = await verifyPassword(password, user.password_hash);
  return fits && user.is_active ? { id: user.id, passwordHash: user.password_hash } : null;
}
