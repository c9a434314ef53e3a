/** What old jobs leave, and how it goes: in batches, by one process at a time. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { query, sql } from '../../db/index.ts';

/** The advisory lock of whoever deletes. */
const PRUNE = 7_246_045;

export interface PruneBatch {
  /** Jobs at most. */
  readonly jobs: number;
  /** So many events are enough, unless one job has more. */
  readonly events: number;
}

const BATCH: PruneBatch = { jobs: 500, events: 10_000 };

/**
 * Deletes jobs that ended so many days ago, with their events and results: one batch, oldest first. Gives how many; 0 also while another
 * process does it.
 */
export function pruneJobs(em: EntityManager, days: number, { jobs, events }: PruneBatch = BATCH): Promise<number> {
  return em.transactional(async (tx) => {
    if (!(await beginPruning(tx))) return 0;
    const rows = await query<{ id: number }>(
      tx,
      sql`with old as (
          select id, last_seq, ended_time from job where ended_time < now() - ${days}::float8 * interval '1 day'
          order by ended_time, id limit ${jobs} for update skip locked
        ), counted as (
          select id, sum(last_seq) over (order by ended_time, id) - last_seq as before from old
        )
        delete from job where id in (select id from counted where before < ${events}) returning id`,
    );
    return rows.length;
  });
}

/** Deletes results that are kept no longer: one batch. Gives how many; 0 also while another process does it. */
export function pruneResults(em: EntityManager, most = 20): Promise<number> {
  return em.transactional(async (tx) => {
    if (!(await beginPruning(tx))) return 0;
    const rows = await query<{ id: number }>(
      tx,
      sql`with old as (
          delete from job_result where job_id in (
            select job_id from job_result where expires_time < now() order by expires_time limit ${most} for update skip locked)
          returning job_id
        ), chunks as (delete from job_result_chunk c using old where c.job_id = old.job_id)
        select job_id as id from old`,
    );
    return rows.length;
  });
}

/** False while another process deletes. What is large takes the time that it takes. */
async function beginPruning(tx: EntityManager): Promise<boolean> {
  const [row] = await query<{ isOurs: boolean }>(
    tx,
    sql`select pg_try_advisory_xact_lock(${PRUNE}) as "isOurs", set_config('pagoda.pruning_jobs', 'on', true),
      set_config('statement_timeout', '0', true)`,
  );
  return row?.isOurs ?? false;
}
