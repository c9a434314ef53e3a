import type { Job } from '../../domains/job/index.ts';
import type { Invocation } from '../program.ts';
import { withApp } from '../with-app.ts';
import { contextAs } from './acting-user.ts';
import { shownJob } from './jobs-list.ts';
import { explainRefusal, getNamedJob } from './named-job.ts';

export interface ControlOptions {
  readonly as?: string;
  readonly json?: boolean;
}

/** Cancels a job or runs it again, by the rules that hold over every door. */
export async function controlJob(
  invocation: Invocation,
  what: 'cancel' | 'rerun',
  id: number,
  { as, json = false }: ControlOptions,
): Promise<void> {
  const { cancelJob, rerunJob } = await import('../../domains/job/index.ts');
  const act = what === 'rerun' ? rerunJob : cancelJob;
  const job = await withApp(invocation, async (app) => {
    const ctx = await contextAs(app, as);
    await getNamedJob(ctx, id, as);
    return explainRefusal(ctx, what, id, () => act(ctx, id));
  });
  const { print } = invocation.terminal;
  print(json ? JSON.stringify(shownJob(job)) : sentenceOf(what, job));
}

function sentenceOf(what: 'cancel' | 'rerun', { id, status, attempt, cancelTime }: Job): string {
  if (what === 'cancel') {
    return status === 'PROCESSING' && cancelTime
      ? `Job ${id} was asked to stop. Its end: pagoda jobs tail ${id}`
      : `Job ${id} is ${status}.`;
  }
  return status === 'PREPARING' || status === 'PROCESSING'
    ? `Job ${id} runs again, attempt ${attempt}. Watch it: pagoda jobs tail ${id}`
    : `Job ${id} is ${status} and stays so.`;
}
