import type { Context } from '../../context.ts';
import type { Job } from '../../domains/job/index.ts';
import { Rejected } from '../../errors.ts';
import { Failure } from '../terminal.ts';

/** The job that a command is about. */
export async function getNamedJob(ctx: Context, id: number, as?: string): Promise<Job> {
  const { findJob } = await import('../../domains/job/index.ts');
  const job = await findJob(ctx, id);
  if (job) return job;
  const [whose, flag] = as === undefined ? ['', ''] : [` that ${as} may see`, ` --as ${as}`];
  throw new Failure(`There is no job with id ${id}${whose}. Which there are: pagoda jobs list${flag}`);
}

/** What the rules of jobs refuse names no job, since the REST API has words of its own for it; a person is told more. */
export async function explainRefusal(
  ctx: Context,
  what: 'cancel' | 'rerun',
  id: number,
  act: () => Promise<Job>,
): Promise<Job> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    const job = await getNamedJob(ctx, id);
    const why = what === 'cancel' ? whyNotCanceled(job) : whyNotRunAgain(ctx, job);
    throw why === null ? error : new Failure(`${nameOf(job)} is ${job.status}${why}`, { cause: error });
  }
}

function nameOf({ id, operationName }: Job): string {
  return `Job ${id} (${operationName})`;
}

function whyNotCanceled({ id, status, operation }: Job): string {
  const tail = `pagoda jobs tail ${id}`;
  if (status === 'DONE') return `; nothing is left to cancel. What it said: ${tail}`;
  return (
    ` and cannot be canceled: its operation ${operation} is of a plugin that is not enabled here, or cannot be stopped. ` +
    `Wait for its end: ${tail}`
  );
}

/** Null for what has to do with its target or its user: that is told as it is. */
function whyNotRunAgain(ctx: Context, { id, status, operation }: Job): string | null {
  if (status === 'PREPARING' || status === 'PROCESSING') {
    return `; only what has ended can run again. Wait for its end (pagoda jobs tail ${id}) or cancel it (pagoda jobs cancel ${id})`;
  }
  if (ctx.host.jobOperations.find(operation)) return null;
  return ` and cannot be run again: nothing here can do its operation ${operation}. Enable its plugin: pagoda plugins list`;
}
