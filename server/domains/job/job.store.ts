/** The only writer of `job`, but for the waiting, the queueing and the events of an attempt. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { EMPTY_SQL, query, sql } from '../../db/index.ts';
import { authorOf } from '../../system-actor.ts';
import { JOB_COLUMNS, toJob, type Job, type JobRow } from './job-row.ts';
import { IllegalTransition, isFinal, JOB_STATES, legalFrom, type JobState } from './job-status.ts';
import { releaseJobs } from './job-wait.store.ts';

export interface JobDraft {
  /** 0 for nobody. */
  readonly userId: number;
  readonly operation: number;
  readonly operationName: string;
  readonly targetId: number | null;
  readonly text: string;
  readonly params: unknown;
  readonly runTime: Date | null;
  /** What it waits for; each locked, so that none ends meanwhile. */
  readonly predecessorIds: readonly number[];
  /** Whether it begins as soon as it can. If it waits for nothing, the caller queues it. */
  readonly isStarted: boolean;
}

/** Stores a job that prepares, with its first event. */
export async function insertJob(em: EntityManager, draft: JobDraft): Promise<Job> {
  const { userId, operation, operationName, targetId, text, params, runTime, predecessorIds, isStarted } = draft;
  const queuedAttempt = isStarted && predecessorIds.length === 0 ? 1 : null;
  const waits = sql`, waits as (
    insert into job_wait (job_id, predecessor_id) select m.id, p from made m, unnest(${predecessorIds}::int[]) p)`;
  const [row] = await query<JobRow>(
    em,
    sql`with made as (
        insert into job (user_id, operation, operation_name, target_id, text, params, run_time, last_seq,
          is_started, queued_attempt)
        values (${authorOf({ id: userId })}, ${operation}, ${operationName}, ${targetId}, ${text}, ${JSON.stringify(params)}::jsonb,
          ${runTime?.toISOString() ?? null}::timestamptz, 1,
          ${isStarted}, ${queuedAttempt}::int)
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
async function lockJob(em: EntityManager, id: number): Promise<Job | null> {
  const [row] = await query<JobRow>(em, sql`select ${JOB_COLUMNS} from job j where j.id = ${id} for update`);
  return row ? toJob(row) : null;
}

/** Other columns of a job, by their names in the table, that change with its status. What is not given stays. */
export interface JobPatch {
  readonly text?: string;
  readonly target_id?: number;
  readonly attempt?: number;
  readonly turn?: number;
  readonly failures?: number;
  readonly losses?: number;
  readonly queued_attempt?: number | null;
  readonly run_time?: Date | null;
  readonly worker_id?: string | null;
  readonly on_lost?: 'error' | 'retry';
  readonly cancel_time?: null;
  readonly deadline_time?: null;
  readonly progress_done?: null;
  readonly progress_total?: null;
  readonly progress_text?: null;
}

/** The place behind all others. */
export async function nextTurn(tx: EntityManager): Promise<number> {
  const [row] = await query<{ turn: number }>(tx, `select nextval('job_turn') as turn`);
  return row?.turn ?? 0;
}

export interface StatusChange {
  readonly to: JobState;
  /** Of the event; null for none. */
  readonly message?: string | null;
  readonly patch?: JobPatch;
  /** Milliseconds from now that the attempt may take. */
  readonly timeLimit?: number;
}

/** What must be so for a change without a look at the job before. */
export interface Expected {
  readonly from: readonly JobState[];
  readonly held: { readonly attempt: number; readonly workerId: string | null } | null;
  /**
   * Outside of a transaction: waits for nobody. Nothing changes if somebody has the job locked, or for an end if somebody waits for it or
   * wants the job to be cancelled.
   */
  readonly isAlone: boolean;
}

/** One change of status. */
export interface WantedChange {
  readonly id: number;
  readonly change: StatusChange;
  readonly expected: Expected;
}

export type Outcome =
  | { readonly outcome: 'CHANGED'; readonly job: Job; readonly released: readonly number[] }
  | { readonly outcome: 'GONE' | 'NOT_HELD' | 'AWAITED' | 'BUSY' }
  | { readonly outcome: 'ILLEGAL'; readonly before: JobState };

interface OutcomeRow {
  readonly outcome: Outcome['outcome'];
  readonly before: JobState;
  readonly released: readonly number[];
}

/**
 * The one way to another status, for any number of jobs in one statement: locks each job and refuses what `job-status.ts` does not allow.
 * Those that waited for the end of a job are to be released by the caller. Gives what came of each, in order.
 */
export async function setStatuses(em: EntityManager, wanted: readonly WantedChange[]): Promise<readonly Outcome[]> {
  const rows = await query<OutcomeRow & JobRow>(
    em,
    sql`with done as materialized (
        select w.place, d.* from jsonb_to_recordset(${JSON.stringify(wanted.map(recordOf))}::jsonb) w (place integer, id integer,
          legal text[], attempt integer, worker text, next text, is_end boolean, message text, patch jsonb, time_limit float8,
          is_alone boolean)
        cross join lateral change_job_status(w.id, w.legal, w.attempt, w.worker, w.next, w.is_end, w.message, w.patch,
          w.time_limit, w.is_alone) d)
      select d.outcome, d.before, d.released, ${JOB_COLUMNS} from done d cross join lateral (select (d.changed).*) j
      order by d.place`,
  );
  if (rows.length !== wanted.length) throw new Error(`What became of ${wanted.length} jobs was told of ${rows.length}`);
  return rows.map(({ outcome, before, released, ...job }) => {
    if (outcome === 'CHANGED') return { outcome, job: toJob(job), released };
    return outcome === 'ILLEGAL' ? { outcome, before } : { outcome };
  });
}

function recordOf({ id, change, expected: { from, held, isAlone } }: WantedChange, place: number) {
  const { to, message = null, patch = {}, timeLimit = null } = change;
  return {
    place,
    id,
    legal: legalFrom(to).filter((status) => from.includes(status)),
    attempt: held?.attempt ?? null,
    worker: held?.workerId ?? null,
    next: to,
    is_end: isFinal(to),
    message,
    patch,
    time_limit: timeLimit,
    is_alone: isAlone,
  };
}

/**
 * Locks the job, asks what it is to become, and does it; the end of a job releases those that waited for it. Gives the changed job; null
 * if there is none, or if `decide` gave null.
 */
export async function changeStatus(
  tx: EntityManager,
  id: number,
  decide: (job: Job) => StatusChange | null,
): Promise<Job | null> {
  const found = await lockJob(tx, id);
  const change = found && decide(found);
  if (!change) return null;
  const [done] = await setStatuses(tx, [{ id, change, expected: { from: JOB_STATES, held: null, isAlone: false } }]);
  if (done?.outcome === 'ILLEGAL') throw new IllegalTransition(id, done.before, change.to);
  if (done?.outcome !== 'CHANGED') throw new Error(`Job ${id} was locked and is ${done?.outcome}`);
  await releaseJobs(tx, done.released);
  return done.job;
}
