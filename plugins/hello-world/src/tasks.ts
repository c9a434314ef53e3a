import { setTimeout } from 'node:timers/promises';
import { JobStatus, type TaskHandler, type TaskJob } from 'pagoda-plugin-sdk/tasks';

/** Between two words. */
const PAUSE_MS = 200;

/** Says the message of the job, one word after the other, and writes it to the log. */
export const helloWorldTask: TaskHandler = async (job, ctx) => {
  if (await job.isCanceled()) {
    ctx.log.info(`Hello World task ${job.id} was cancelled`);
    return;
  }
  if (!(await job.proceedIfReady())) {
    ctx.log.info(`Hello World task ${job.id} is not ready`);
    return;
  }
  await job.update(JobStatus.PROCESSING);
  try {
    ctx.log.info(`Hello World task ${job.id} begins`);
    await say(job, String(job.params.message));
    ctx.log.info(`Hello World task ${job.id} says: ${String(job.params.message)}`);
    await job.update(JobStatus.DONE);
  } catch (error) {
    // A cancelled job, or a server that stops: the host knows which. To return would mean that all was said.
    if (job.signal.aborted) throw error;
    ctx.log.error(`Hello World task ${job.id} failed: ${String(error)}`);
    await job.update(JobStatus.ERROR);
  }
};

async function say(job: TaskJob, message: string): Promise<void> {
  const words = message.split(/\s+/).filter(Boolean);
  for (const [index, word] of words.entries()) {
    job.progress(index, words.length, word);
    job.log('info', word);
    await setTimeout(PAUSE_MS, undefined, { signal: job.signal });
  }
  job.progress(words.length, words.length);
}
