import type { EntityManager } from '@mikro-orm/postgresql';
import type { Context } from '../../context.ts';
import { query } from '../../db/index.ts';

/** A session that begins now. */
export interface NewSession {
  readonly userId: number;
  /** What stands in the table of the secret in the cookie. */
  readonly hash: Buffer;
  /** Seconds. */
  readonly lifetime: number;
}

const INSERT = `
  insert into session (user_id, hash, expires_time)
  select u.id, $2, now() + make_interval(secs => $3) from "user" u where u.id = $1 and u.is_active`;

export async function insertSession(em: EntityManager, { userId, hash, lifetime }: NewSession): Promise<void> {
  await query(em, INSERT, [userId, hash, lifetime]);
}

export async function deleteSession(em: EntityManager, hash: Buffer): Promise<void> {
  await query(em, 'delete from session where hash = $1', [hash]);
}

/** Ends all sessions of a user, as when it is deleted or gets another password. What they hold open is closed within seconds. */
export async function endSessions(tx: Pick<Context, 'em'>, userId: number): Promise<void> {
  await query(tx.em, 'delete from session where user_id = $1', [userId]);
}

export async function deleteAllSessions(em: EntityManager): Promise<number> {
  const [row] = await query<{ count: number }>(
    em,
    'with ended as (delete from session returning 1) select count(*)::int as count from ended',
  );
  return row?.count ?? 0;
}

const PRUNE = `
  delete from session where id in (
    select id from session where expires_time <= now() order by expires_time limit $1 for update skip locked
  )`;

/** Rows of sessions that are over. A batch at a time: log-ins do it and must not wait. */
export async function pruneSessions(em: EntityManager, batch: number): Promise<void> {
  await query(em, PRUNE, [batch]);
}
