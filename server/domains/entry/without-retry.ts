import { Rejected } from '../../errors.ts';
import type { JobContext } from '../job/index.ts';

/** Ends a job as an error when what it does is refused: it would be again. What else goes wrong is thrown, for another attempt. */
export async function withoutRetry(job: JobContext, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Rejected) || error.problems.some(({ code }) => PASSING.has(code))) throw error;
    await job.update('ERROR', { text: error.message });
  }
}

/** Others at the same moment, or the database, are the cause. */
const PASSING: ReadonlySet<string> = new Set(['CONFLICT', 'UNAVAILABLE']);
