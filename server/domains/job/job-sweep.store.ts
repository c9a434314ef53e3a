/** What repairs the line of jobs should anything ever go missing. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { query, sql } from '../../db/index.ts';
import { changeStatus } from './job.store.ts';
import { queueReady, releaseJobs } from './job-wait.store.ts';

/** Jobs that nobody has started for so many seconds, so that those behind them go on. Gives how many. */
export async function endForgotten(em: EntityManager, seconds: number): Promise<number> {
  const rows = await query<{ id: number }>(
    em,
    sql`select id from job where status = 'PREPARING' and not is_started
      and updated_time < now() - ${seconds}::float8 * interval '1 second' order by id limit 1000`,
  );
  for (const { id } of rows) {
    await em.transactional((tx) =>
      changeStatus(tx, id, ({ status, isStarted }) =>
        status === 'PREPARING' && !isStarted ? { to: 'TIMEOUT', message: 'It was never started' } : null,
      ),
    );
  }
  return rows.length;
}

/** Jobs that wait for one that has ended. Gives their ids. */
export async function releaseStranded(em: EntityManager): Promise<readonly number[]> {
  return em.transactional(async (tx) => {
    const rows = await query<{ id: number }>(
      tx,
      sql`delete from job_wait w using job p where p.id = w.predecessor_id and p.status not in ('PREPARING', 'PROCESSING')
        returning w.job_id as id`,
    );
    const ids = [...new Set(rows.map(({ id }) => id))];
    await releaseJobs(tx, ids);
    return ids;
  });
}

/** Jobs that should be in the queue for so many milliseconds and are not, as when a worker died between taking and claiming. Gives their ids. */
export async function queueMissing(em: EntityManager, age: number): Promise<readonly number[]> {
  return em.transactional(async (tx) => {
    const rows = await query<{ id: number }>(
      tx,
      sql`select j.id from job j where j.status = 'PREPARING' and j.is_started
          and greatest(j.updated_time, j.run_time) < now() - ${age}::float8 * interval '1 ms'
          and not exists (select from job_wait w where w.job_id = j.id)
          and not exists (select from graphile_worker.jobs q where q.key = 'job:' || j.id
            and (q.locked_at is not null or q.attempts < q.max_attempts))
        order by j.turn limit 1000 for no key update of j skip locked`,
    );
    return queueReady(
      tx,
      rows.map(({ id }) => id),
    );
  });
}
