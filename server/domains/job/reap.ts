/** What a worker does for others that died, and for jobs that got stuck. Every worker does it, so nobody has to be there. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import type { Settings } from '../../config.ts';
import { endAttempt, replaceAttempt } from './attempt.store.ts';
import { byForce } from './by-force.ts';
import type { Held } from './job-event.store.ts';
import type { Job } from './job-row.ts';
import { endForgotten, queueMissing, releaseStranded } from './job-sweep.store.ts';
import { buryWorkers, readLost, readOverdue, type LostJob } from './job-worker.store.ts';
import { afterLoss } from './run-attempt.ts';

/** Heartbeats that a worker may miss before it counts as dead. */
export const WORKER_LIFETIME = 4;
/** Their own worker comes first with what is overdue. */
const MARGIN_MS = 2000;

export interface ReapOptions {
  readonly em: EntityManager;
  readonly log: Logger;
  readonly settings: Pick<Settings, 'jobHeartbeat' | 'jobCancelGrace' | 'jobTimeout'>;
}

/** Takes over from dead workers, and ends what should have ended. Of the worker that does it, nothing is lost. */
export async function reap({ em, log, settings }: ReapOptions, workerId: string): Promise<void> {
  const { jobHeartbeat, jobCancelGrace } = settings;
  for (const job of await readLost(em, workerId, jobHeartbeat * WORKER_LIFETIME)) {
    const ended = await endLost(em, holderOf(job), `The worker that ran it died${whereOf(job)}`);
    if (ended)
      log.warn({ job: job.id, worker: job.workerId }, `Job ${job.id} lost its worker; it is ${ended.status} now`);
  }
  const margin = Math.max(MARGIN_MS, jobHeartbeat);
  for (const job of await readOverdue(em, { grace: jobCancelGrace, margin })) {
    const ending = job.cancelTime
      ? ({ to: 'CANCELED' } as const)
      : ({ to: 'TIMEOUT', message: 'Its time was up, and its worker did not end it' } as const);
    await byForce(em, job.id, (tx) => endAttempt(tx, holderOf(job), () => ending));
  }
  const buried = await buryWorkers(em, workerId);
  if (buried.length > 0) log.info({ workers: buried }, 'Workers that died are forgotten');
}

/** What its own worker will not end any more. Null if it has ended meanwhile. */
export function endLost(em: EntityManager, held: Held, cause: string): Promise<Job | null> {
  return byForce(em, held.id, (tx) =>
    replaceAttempt(tx, held, (job) => (job.cancelTime ? { to: 'CANCELED' } : afterLoss(job, cause))),
  );
}

function holderOf({ id, attempt, workerId }: Job): Held {
  return { id, attempt, workerId: workerId ?? '' };
}

function whereOf({ host, pid }: LostJob): string {
  return host === null ? '' : ` (process ${pid} on ${host})`;
}

/** Puts right what should not happen. */
export async function repair({ em, log, settings }: ReapOptions): Promise<void> {
  await endForgotten(em, settings.jobTimeout);
  const stranded = await releaseStranded(em);
  if (stranded.length > 0) log.warn({ jobs: stranded }, 'Jobs waited for others that had ended; they go on');
  const missing = await queueMissing(em, settings.jobHeartbeat * WORKER_LIFETIME);
  if (missing.length > 0) log.warn({ jobs: missing }, 'Jobs were not in the queue; they are again');
}
