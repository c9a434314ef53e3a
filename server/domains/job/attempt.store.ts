/** What becomes of one attempt at a job. Whoever is not its holder any more changes nothing. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { query, sql } from '../../db/index.ts';
import type { Held } from './job-event.store.ts';
import type { JobOperation } from './job-operation.ts';
import type { Job } from './job-row.ts';
import { AttemptEnded, type JobState } from './job-status.ts';
import { changeStatus, type JobPatch, type StatusChange } from './job.store.ts';
import type { StatusBatch } from './status-batch.ts';
import { queueJobs } from './job-wait.store.ts';

/** Takes the attempt that the queue names. Null if it is not to be had: cancelled, done, or another one by now. */
export async function claimAttempt(
  batch: StatusBatch,
  { id, attempt, workerId }: Held,
  { timeout, onLost }: { readonly timeout: number; readonly onLost: JobOperation['onLost'] },
): Promise<Job | null> {
  const change: StatusChange = {
    to: 'PROCESSING',
    patch: { worker_id: workerId, on_lost: onLost },
    timeLimit: timeout,
  };
  // Nobody has it before it is claimed.
  const done = await batch.change(id, change, { from: ['PREPARING'], held: { attempt, workerId: null } });
  return done.outcome === 'CHANGED' ? done.job : null;
}

/** Ends a job that no worker here can do. */
export function refuseAttempt(tx: EntityManager, { id, attempt }: Held, operation: number): Promise<Job | null> {
  const text = `No worker knows operation ${operation}: all must be of the same version. Run the job again then`;
  return changeStatus(tx, id, (job) =>
    job.status === 'PREPARING' && job.attempt === attempt ? { to: 'ERROR', message: text, patch: { text } } : null,
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
    return ending && endingChange(ending);
  });
}

/** The same for most jobs, without a look before: nobody cancels them, and nobody waits for them. False if it is not so simple. */
export async function endAttemptAlone(batch: StatusBatch, held: Held, ending: Ending): Promise<boolean> {
  const { outcome } = await batch.end(held.id, endingChange(ending), { from: ['PROCESSING'], held });
  return outcome !== 'AWAITED' && outcome !== 'BUSY';
}

function endingChange({ to, text, message = text ?? null, targetId }: Ending): StatusChange {
  return {
    to,
    message,
    patch: { ...(text === undefined ? {} : { text }), ...(targetId ? { target_id: targetId } : {}) },
  };
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
    return next && ('to' in next ? endingChange(next) : nextChange(found, next));
  });
  if (job?.status === 'PREPARING') await queueJobs(tx, [job]);
  return job;
}

/** What an attempt leaves in the row that the next one does not take over. */
export const FRESH: JobPatch = {
  run_time: null,
  worker_id: null,
  deadline_time: null,
  cancel_time: null,
  progress_done: null,
  progress_total: null,
  progress_text: null,
};

function nextChange({ attempt, failures, losses }: Job, { message, delay, cause }: NextAttempt): StatusChange {
  return {
    to: 'PREPARING',
    message,
    patch: {
      ...FRESH,
      attempt: attempt + 1,
      queued_attempt: attempt + 1,
      ...(cause === 'failure' ? { failures: failures + 1 } : { losses: losses + 1 }),
      run_time: delay > 0 ? new Date(Date.now() + delay) : null,
    },
  };
}

function isHeld({ status, attempt, workerId }: Job, held: Held): boolean {
  return status === 'PROCESSING' && attempt === held.attempt && workerId === held.workerId;
}

export const LOCK_NOT_AVAILABLE = '55P03';

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
