import type { EntityManager } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import type { Settings } from '../../config.ts';
import { pruneJobs, pruneResults } from './job-history.store.ts';

export interface PruneOptions {
  readonly em: EntityManager;
  readonly log: Logger;
  readonly settings: Pick<Settings, 'jobHistory'>;
}

/** Deletes what is old, batch by batch, until nothing of it is left, another process does it, or the signal ends it. */
export async function prune({ em, log, settings }: PruneOptions, signal: AbortSignal): Promise<void> {
  const results = await repeat(() => pruneResults(em), signal);
  const jobs = await repeat(() => pruneJobs(em, settings.jobHistory), signal);
  if (jobs + results > 0) log.info({ jobs, results }, `Old jobs are deleted: ${jobs}; results of others: ${results}`);
}

async function repeat(batch: () => Promise<number>, signal: AbortSignal): Promise<number> {
  let total = 0;
  for (let count = 1; count > 0 && !signal.aborted; total += count) count = await batch();
  return total;
}
