import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../../db/index.ts';
import { findErrorCode } from '../../error-code.ts';
import { expelAttempt, LOCK_NOT_AVAILABLE } from './attempt.store.ts';

/** How long the end of an attempt waits for a transaction of that attempt. */
const PATIENCE_MS = 1000;
/** Transactions of others may hold the row too: those that make a successor. They end by themselves. */
const MOST_TRIES = 60;

/**
 * Ends an attempt that may still be under way somewhere: if a transaction of its own keeps it from ending, that transaction is undone.
 */
export async function byForce<T>(
  em: EntityManager,
  jobId: number,
  work: (tx: EntityManager) => Promise<T>,
  patience = PATIENCE_MS,
): Promise<T> {
  const attempt = () =>
    em.transactional(async (tx) => {
      await query(tx, `select set_config('lock_timeout', $1, true)`, [String(patience)]);
      return work(tx);
    });
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (findErrorCode(error) !== LOCK_NOT_AVAILABLE || tries === MOST_TRIES) throw error;
      await expelAttempt(em, jobId);
    }
  }
}
