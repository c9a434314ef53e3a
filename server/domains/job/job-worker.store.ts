/** Which workers live, and what is left of those that do not. All by the clock of the database. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { query, sql } from '../../db/index.ts';
import type { Held } from './job-event.store.ts';
import { JOB_COLUMNS, toJob, type Job, type JobRow } from './job-row.ts';

export interface WorkerIdentity {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
}

/** Says that a worker lives, and will for so many milliseconds. */
export async function beat(
  em: EntityManager,
  { id, host, pid }: WorkerIdentity,
  queueWorkerId: string | null,
  lifetime: number,
): Promise<void> {
  await query(
    em,
    sql`insert into job_worker (id, host, pid, queue_worker_id, expires_time)
      values (${id}, ${host}, ${pid}, ${queueWorkerId}, clock_timestamp() + ${lifetime}::float8 * interval '1 ms')
      on conflict (id) do update set queue_worker_id = coalesce(excluded.queue_worker_id, job_worker.queue_worker_id),
        heartbeat_time = clock_timestamp(), expires_time = excluded.expires_time`,
  );
}

export interface HeldJob extends Held {
  readonly isCanceled: boolean;
}

/** What a worker holds as far as the database knows. */
export async function readHeld(em: EntityManager, workerId: string): Promise<readonly HeldJob[]> {
  return query<HeldJob>(
    em,
    sql`select id, attempt, worker_id as "workerId", cancel_time is not null as "isCanceled" from job
      where worker_id = ${workerId} and status = 'PROCESSING'`,
  );
}

/** A worker that ends leaves nothing behind. */
export async function leave(em: EntityManager, id: string): Promise<void> {
  await query(em, sql`delete from job_worker where id = ${id}`);
}

/** A job that nobody works on any more. */
export interface LostJob extends Job {
  readonly host: string | null;
  readonly pid: number | null;
}

type LostRow = JobRow & Pick<LostJob, 'host' | 'pid'>;

/**
 * None of the worker that asks: it lives, however long its heartbeat took. None for so many milliseconds after the database has started:
 * until then nobody could say that he lives.
 */
export async function readLost(em: EntityManager, asking: string, lifetime: number): Promise<readonly LostJob[]> {
  const rows = await query<LostRow>(
    em,
    sql`select ${JOB_COLUMNS}, w.host, w.pid from job j left join job_worker w on w.id = j.worker_id
      where j.status = 'PROCESSING' and j.worker_id is distinct from ${asking} and (w.id is null or w.expires_time < clock_timestamp())
        and pg_postmaster_start_time() < clock_timestamp() - ${lifetime}::float8 * interval '1 ms'
      order by j.id limit 1000`,
  );
  return rows.map(({ host, pid, ...row }) => ({ ...toJob(row), host, pid }));
}

/** Forgets workers that died, but not the one that asks, once nothing of theirs is left; frees what they had taken from the queue. */
export async function buryWorkers(em: EntityManager, asking: string): Promise<readonly string[]> {
  const rows = await query<{ id: string }>(
    em,
    sql`with dead as (
        delete from job_worker w where w.id <> ${asking} and w.expires_time < clock_timestamp()
          and not exists (select from job j where j.worker_id = w.id and j.status = 'PROCESSING')
        returning w.id, w.queue_worker_id
      ), freed as materialized (
        select graphile_worker.force_unlock_workers(array_agg(queue_worker_id)) from dead where queue_worker_id is not null
        having count(*) > 0
      )
      select id from dead left join freed on true`,
  );
  return rows.map(({ id }) => id);
}

/** Jobs that run although their time is up, or they should have stopped: their own worker should have ended them. */
export async function readOverdue(
  em: EntityManager,
  { grace, margin }: { readonly grace: number; readonly margin: number },
): Promise<readonly Job[]> {
  const rows = await query<JobRow>(
    em,
    sql`select ${JOB_COLUMNS} from job j where j.status = 'PROCESSING' and (
        j.deadline_time < clock_timestamp() - ${margin}::float8 * interval '1 ms'
        or j.cancel_time < clock_timestamp() - ${grace + margin}::float8 * interval '1 ms')
      order by j.id limit 1000`,
  );
  return rows.map(toJob);
}
