import type { Logger } from 'pino';
import type { Actor, Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import type { DuePayload, QueueTask, Recurring } from '../../jobs/index.ts';
import { SYSTEM } from '../../system-actor.ts';
import type { JobOperation } from './job-operation.ts';
import type { Job } from './job-row.ts';
import { startJob } from './job.service.ts';
import { findRecurrence } from './recurring.store.ts';

/** The task that the clock queues. Stored with what is queued, so it never changes. */
function nameOf({ number }: JobOperation): string {
  return `pagoda.recurring/${number}`;
}

/** For the queue; null for what is only started by somebody. */
export function recurringOf(operation: JobOperation): Recurring | null {
  const name = nameOf(operation);
  return operation.recurring && { identifier: name, cron: operation.recurring.cron, task: name };
}

export interface RecurringOptions {
  readonly log: Logger;
  readonly contextFor: (actor: Actor | null) => Promise<Context>;
}

/** What the queue calls when it is time. */
export function recurringTask(operation: JobOperation, { log, contextFor }: RecurringOptions): QueueTask | null {
  const { recurring, name, number } = operation;
  if (!recurring) return null;
  return {
    name: nameOf(operation),
    async run(payload) {
      const { ts } = (payload as DuePayload)._cron;
      const job = await startRecurring(await contextFor(SYSTEM), operation, new Date(ts));
      if (!job) log.info({ operation: number }, `${name} is not started again: what was started before has not ended`);
    },
  };
}

/** Starts a job of nobody, unless one of the operation has not ended, or was started for that time already. */
export function startRecurring(ctx: Context, { number, recurring }: JobOperation, due: Date): Promise<Job | null> {
  return inTransaction(ctx, async (tx) => {
    if (await findRecurrence(tx.em, number, due)) return null;
    return startJob(tx, { operation: number, text: recurring?.text ?? '' });
  });
}
