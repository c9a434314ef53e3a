import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../../db/index.ts';

/** A session that begins now. */
export interface NewSession {
  readonly userId: number;
  /** The password that was checked: it must be the user's still. */
  readonly passwordHash: string;
  /** What the table has of the secret in the cookie. */
  readonly hash: Buffer;
  /** Seconds. */
  readonly lifetime: number;
}

// The lock waits for a change of the user that is under way. Whoever changes the password changes it first and then deletes the
// sessions, so a log-in with the old one begins none that stays.
const INSERT = `
  insert into session (user_id, hash, expires_time)
  select u.id, $2, now() + make_interval(secs => $3)
  from "user" u where u.id = $1 and u.is_active and u.password_hash = $4 for share
  returning id`;

/** False when the user is not active any more or has another password by now. */
export async function insertSession(
  em: EntityManager,
  { userId, passwordHash, hash, lifetime }: NewSession,
): Promise<boolean> {
  return (await query(em, INSERT, [userId, hash, lifetime, passwordHash])).length > 0;
}

export async function deleteSession(em: EntityManager, hash: Buffer): Promise<void> {
  await query(em, 'delete from session where hash = $1', [hash]);
}

export async function deleteAllSessions(em: EntityManager): Promise<number> {
  return (await query(em, 'delete from session returning id')).length;
}

const PRUNE = `
  delete from session where id in (
    select id from session where expires_time <= now() order by expires_time limit $1 for update skip locked
  )`;
const PRUNED = 200;

/** Rows of sessions that are over. A batch at a time: log-ins do it and must not wait. */
export async function pruneSessions(em: EntityManager): Promise<void> {
  await query(em, PRUNE, [PRUNED]);
}
