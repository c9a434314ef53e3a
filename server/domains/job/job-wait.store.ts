/** Which job waits for which, and how those that wait no longer come into the queue. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { query, sql } from '../../db/index.ts';
import { enqueueMany } from '../../jobs/index.ts';
import { isOfCore } from './job-operations.ts';
import { JOB_COLUMNS, toJob, type Job, type JobRow } from './job-row.ts';

/** What the queue knows jobs by. Stored with what is queued, so it never changes. */
const JOB_TASK = 'pagoda.job';

/** What cannot be done everywhere has a name of its own, which only workers ask for that can do it; elsewhere it waits. */
export function jobTask(operation: number): string {
  return isOfCore(operation) ? JOB_TASK : `${JOB_TASK}/${operation}`;
}

/** What the queue carries: the rest is in the row. */
export interface JobPayload {
  readonly id: number;
  readonly attempt: number;
  readonly operation: number;
}

/** The last in line of those on the same target and operation that have not ended. Two that ask at once get in line one after the other. */
export async function findSerialPredecessor(
  tx: EntityManager,
  { operation, targetId }: { readonly operation: number; readonly targetId: number },
): Promise<number | null> {
  await query(tx, 'select pg_advisory_xact_lock($1, $2)', [operation, targetId]);
  const [row] = await query<{ id: number }>(
    tx,
    sql`select id from job
      where target_id = ${targetId} and operation = ${operation} and status in ('PREPARING', 'PROCESSING')
      order by turn desc limit 1 for key share`,
  );
  return row?.id ?? null;
}

/** The job, which then does not end before the transaction does; null if it has ended. */
export async function findUnfinished(tx: EntityManager, id: number): Promise<number | null> {
  const [row] = await query<{ id: number }>(
    tx,
    sql`select id from job where id = ${id} and status in ('PREPARING', 'PROCESSING') for key share`,
  );
  return row?.id ?? null;
}

/** From now on it waits for that one too. */
export async function addWait(tx: EntityManager, jobId: number, predecessorId: number): Promise<void> {
  await query(
    tx,
    sql`insert into job_wait (job_id, predecessor_id) values (${jobId}, ${predecessorId}) on conflict do nothing`,
  );
}

/** Lets a job begin: gives it to the queue unless it waits for others, whose end will do it. Its row is locked, or new. */
export async function letBegin(tx: EntityManager, id: number): Promise<Job | null> {
  const [row] = await query<JobRow>(
    tx,
    sql`update job j set is_started = true, updated_time = greatest(now(), j.updated_time + interval '1 ms'),
        queued_attempt = case when exists (select from job_wait w where w.job_id = j.id) then null else j.attempt end
      where j.id = ${id} and j.status = 'PREPARING' returning ${JOB_COLUMNS}`,
  );
  const job = row ? toJob(row) : null;
  if (job && job.queuedAttempt !== null) await queueJobs(tx, [job]);
  return job;
}

/** Locks a job that is to begin, so that the end of what it waits for comes before or after. */
export async function lockToBegin(tx: EntityManager, id: number): Promise<void> {
  await query(tx, sql`select from job where id = ${id} for no key update`);
}

/** After what they waited for has ended. Locked first: of two predecessors that end at once the second sees that the first has. */
export async function releaseJobs(tx: EntityManager, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await query(tx, sql`select from job where id = any(${ids}::int[]) order by turn for no key update`);
  await queueReady(tx, ids);
}

/** Gives to the queue those that are started and wait for nothing; what is in it already is replaced. Gives their ids. */
export async function queueReady(tx: EntityManager, ids: readonly number[]): Promise<readonly number[]> {
  const rows = await query<JobRow>(
    tx,
    sql`update job j set queued_attempt = j.attempt
      where j.id = any(${ids}::int[]) and j.status = 'PREPARING' and j.is_started
        and not exists (select from job_wait w where w.job_id = j.id)
      returning ${JOB_COLUMNS}`,
  );
  await queueJobs(tx, rows.map(toJob));
  return rows.map(({ id }) => id);
}

/** The key makes a second time harmless: what has not begun is replaced. */
export function queueJobs(tx: EntityManager, jobs: readonly Job[]): Promise<void> {
  return enqueueMany(
    tx,
    jobs.map(({ id, attempt, operation, runTime }) => ({
      task: jobTask(operation),
      payload: { id, attempt, operation } satisfies JobPayload,
      key: queueKey(id),
      ...(runTime ? { runAt: runTime } : {}),
    })),
  );
}

function queueKey(id: number): string {
  return `job:${id}`;
}
