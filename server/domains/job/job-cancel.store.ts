import type { EntityManager } from '@mikro-orm/postgresql';
import { NOTIFY_AT_COMMIT, query, sql } from '../../db/index.ts';
import { appendLog } from './job-event.store.ts';

/** On which workers hear that a job of theirs is to stop; the payload is its id. A wake-up only: heartbeats look too. */
export const JOB_CANCEL = 'pagoda_job_cancel';

/** Asks the worker of a job that runs to stop it; false if it does not run. No lock that a transaction of the job would hold up. */
export async function askToStop(tx: EntityManager, id: number, message: string): Promise<boolean> {
  const asked = await query<{ id: number }>(
    tx,
    sql`update job set cancel_time = now() where id = ${id} and status = 'PROCESSING' and cancel_time is null returning id`,
  );
  if (asked.length === 0) return false;
  await appendLog(tx, id, 'INFO', message);
  await query(tx, NOTIFY_AT_COMMIT, [JOB_CANCEL, String(id)]);
  return true;
}
