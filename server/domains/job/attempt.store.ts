/** What becomes of one attempt at a job. Whoever is not its holder any more changes nothing. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { query, sql, type Sql } from '../../db/index.ts';
import type { Held } from './job-event.store.ts';
import type { JobOperation } from './job-operation.ts';
import type { Job } from './job-row.ts';
import { AttemptEnded, type JobState } from './job-status.ts';
import { changeStatus, type StatusChange } from './job.store.ts';
import { queueJobs } from './job-wait.store.ts';

/** Takes the attempt that the queue names. Null if it is not to be had: cancelled, done, or another one by now. */
export function claimAttempt(
  tx: EntityManager,
  { id, attempt, workerId }: Held,
  { timeout, onLost }: { readonly timeout: number; readonly onLost: JobOperation['onLost'] },
): Promise<Job | null> {
  return changeStatus(tx, id, (job) => {
    if (job.status !== 'PREPARING' || job.attempt !== attempt || !job.isStarted) return null;
    const deadline = sql`now() + ${timeout}::float8 * interval '1 ms'`;
    return {
      to: 'PROCESSING',
      set: [sql`worker_id = ${workerId}`, sql`on_lost = ${onLost}`, sql`deadline_time = ${deadline}`],
    };
  });
}

/** Ends a job that no worker here can do. */
export function refuseAttempt(tx: EntityManager, { id, attempt }: Held, operation: number): Promise<Job | null> {
  const text = `No worker knows operation ${operation}: enable its plugin, then run the job again`;
  return changeStatus(tx, id, (job) =>
    job.status === 'PREPARING' && job.attempt === attempt
      ? { to: 'ERROR', message: text, set: [sql`text = ${text}`] }
      : null,
  );
}

export interface Ending {
  readonly to: JobState;
  readonly message?: string | null;
  readonly text?: string;
  readonly targetId?: number | null;
}

/** Ends the attempt, and with it the job. Null if it has ended otherwise. */
export function endAttempt(tx: EntityManager, held: Held, decide: (job: Job) => Ending | null): Promise<Job | null> {
  return changeStatus(tx, held.id, (job) => {
    const ending = isHeld(job, held) ? decide(job) : null;
    if (!ending) return null;
    const { to, text, message = text ?? null, targetId } = ending;
    const set: Sql[] = [];
    if (text !== undefined) set.push(sql`text = ${text}`);
    if (targetId !== undefined && targetId !== null) set.push(sql`target_id = ${targetId}`);
    return { to, message, set };
  });
}

export interface NextAttempt {
  readonly message: string;
  /** Milliseconds until it begins. */
  readonly delay: number;
  /** What it counts as. */
  readonly cause: 'failure' | 'loss';
}

/** Ends the attempt and queues the next one. Null if it has ended otherwise, or if `decide` gave null. */
export async function replaceAttempt(
  tx: EntityManager,
  held: Held,
  decide: (job: Job) => NextAttempt | Ending | null,
): Promise<Job | null> {
  const job = await changeStatus(tx, held.id, (found) => {
    const next = isHeld(found, held) ? decide(found) : null;
    if (!next) return null;
    return 'to' in next ? { to: next.to, message: next.message, ...textOf(next) } : nextChange(next);
  });
  if (job?.status === 'PREPARING') await queueJobs(tx, [job]);
  return job;
}

function textOf({ text }: Ending): Pick<StatusChange, 'set'> {
  return text === undefined ? {} : { set: [sql`text = ${text}`] };
}

function nextChange({ message, delay, cause }: NextAttempt): StatusChange {
  return {
    to: 'PREPARING',
    message,
    set: [
      sql`attempt = j.attempt + 1`,
      sql`queued_attempt = j.attempt + 1`,
      cause === 'failure' ? sql`failures = j.failures + 1` : sql`losses = j.losses + 1`,
      sql`run_time = ${delay > 0 ? sql`now() + ${delay}::float8 * interval '1 ms'` : sql`null`}`,
      sql`worker_id = null`,
      sql`deadline_time = null`,
      sql`progress_done = null`,
      sql`progress_total = null`,
      sql`progress_text = null`,
    ],
  };
}

function isHeld({ status, attempt, workerId }: Job, held: Held): boolean {
  return status === 'PROCESSING' && attempt === held.attempt && workerId === held.workerId;
}

/** The first key of the advisory locks of transactions that belong to an attempt; the second is the job. */
const FENCE = 7_246_044;

/**
 * Runs first in each transaction of an attempt: refuses if that is over, else it is not over before the transaction is. A statement
 * may take as long as the attempt; but whose process hangs inside a transaction is thrown out.
 */
export async function guardAttempt(tx: EntityManager, { id, attempt, workerId }: Held): Promise<void> {
  const rows = await query<{ id: number }>(
    tx,
    sql`select held.id, set_config('statement_timeout', '0', true), pg_advisory_xact_lock_shared(${FENCE}, ${id})
      from (select j.id from job j where j.id = ${id} and j.attempt = ${attempt} and j.worker_id = ${workerId}
        and j.status = 'PROCESSING' for key share) held`,
  );
  if (rows.length === 0) throw new AttemptEnded(id, attempt);
}

/** Ends the connections of transactions that keep the job's attempt from ending. Gives how many. */
export async function expelAttempt(em: EntityManager, id: number): Promise<number> {
  const rows = await query<{ ended: boolean }>(
    em,
    sql`select pg_terminate_backend(l.pid) as ended from pg_locks l
      where l.locktype = 'advisory' and l.classid = ${FENCE}::int::oid and l.objid = ${id}::int::oid and l.objsubid = 2
        and l.database = (select oid from pg_database where datname = current_database()) and l.pid <> pg_backend_pid()`,
  );
  return rows.length;
}
