import type { EntityManager } from '@mikro-orm/postgresql';
import type { Context } from '../../context.ts';
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

// The lock waits for a change of the password that is under way, so that no session escapes when it ends the others.
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

/**
 * Ends all sessions of a user. What they hold open is closed within seconds. Whoever changes the password or deactivates the user
 * does that first, in the same transaction: a log-in with what was true before then begins no session after.
 */
export async function endSessions(tx: Pick<Context, 'em'>, userId: number): Promise<void> {
  await query(tx.em, 'delete from session where user_id = $1', [userId]);
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
