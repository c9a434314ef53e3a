/** The only writer of `job`, but for the waiting, the queueing and the events of an attempt. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { EMPTY_SQL, joinSql, query, sql, type Sql } from '../../db/index.ts';
import { JOB_COLUMNS, toJob, type Job, type JobRow } from './job-row.ts';
import { canBecome, IllegalTransition, isFinal, type JobState } from './job-status.ts';
import { releaseJobs } from './job-wait.store.ts';

export interface JobDraft {
  readonly userId: number;
  readonly operation: number;
  readonly operationName: string;
  readonly targetId: number | null;
  readonly text: string;
  readonly params: unknown;
  readonly runTime: Date | null;
  /** What it waits for; each locked, so that none ends meanwhile. */
  readonly predecessorIds: readonly number[];
}

/** Stores a job that prepares, with its first event. */
export async function insertJob(em: EntityManager, draft: JobDraft): Promise<Job> {
  const { userId, operation, operationName, targetId, text, params, runTime, predecessorIds } = draft;
  const waits = sql`, waits as (
    insert into job_wait (job_id, predecessor_id) select m.id, p from made m, unnest(${predecessorIds}::int[]) p)`;
  const [row] = await query<JobRow>(
    em,
    sql`with made as (
        insert into job (user_id, operation, operation_name, target_id, text, params, run_time, last_seq)
        values (${userId}, ${operation}, ${operationName}, ${targetId}, ${text}, ${JSON.stringify(params)}::jsonb,
          ${runTime?.toISOString() ?? null}::timestamptz, 1)
        returning *
      ), event as (
        insert into job_event (job_id, seq, attempt, kind, status, message)
        select id, 1, attempt, 'STATUS', status, nullif(text, '') from made
      )${predecessorIds.length > 0 ? waits : EMPTY_SQL}
      select ${JOB_COLUMNS} from made j`,
  );
  if (!row) throw new Error(`A job of operation ${operation} was not inserted`);
  return toJob(row);
}

/** The job as it is, and nobody changes its status until the transaction ends. Waits until its own open transactions have ended. */
export async function lockJob(em: EntityManager, id: number): Promise<Job | null> {
  const [row] = await query<JobRow>(em, sql`select ${JOB_COLUMNS} from job j where j.id = ${id} for update`);
  return row ? toJob(row) : null;
}

export interface StatusChange {
  readonly to: JobState;
  /** Of the event; null for none. */
  readonly message?: string | null;
  /** Assignments to further columns of `job j`. */
  readonly set?: readonly Sql[];
}

/**
 * The one way to another status: locks the job, asks what it is to become, and refuses what `job-status.ts` does not allow. The end of
 * a job releases those that waited for it. Gives the changed job; null if there is none, or if `decide` gave null.
 */
export async function changeStatus(
  tx: EntityManager,
  id: number,
  decide: (job: Job) => StatusChange | null,
): Promise<Job | null> {
  const job = await lockJob(tx, id);
  const change = job && decide(job);
  if (!change) return null;
  const { to, message = null, set = [] } = change;
  if (!canBecome(job.status, to)) throw new IllegalTransition(id, job.status, to);
  const isEnd = isFinal(to);
  const [row] = await query<JobRow & { readonly released: readonly number[] }>(
    tx,
    sql`with changed as (
        update job j set ${joinSql([
          sql`status = ${to}`,
          sql`last_seq = j.last_seq + 1`,
          sql`updated_time = greatest(now(), j.updated_time + interval '1 ms')`,
          sql`ended_time = ${isEnd ? sql`now()` : sql`null`}`,
          ...set,
        ])} where j.id = ${id} returning *
      ), event as (
        insert into job_event (job_id, seq, attempt, kind, status, message)
        select id, last_seq, attempt, 'STATUS', status, ${message} from changed
      ), released as (
        delete from job_wait where predecessor_id = ${id} and ${isEnd} returning job_id
      )
      select ${JOB_COLUMNS}, array(select job_id from released) as released from changed j`,
  );
  if (!row) throw new Error(`Job ${id} was locked and is gone`);
  const { released, ...changed } = row;
  await releaseJobs(tx, released);
  return toJob(changed);
}
