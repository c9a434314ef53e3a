import { JobStatus, type TaskHandler } from 'pagoda-plugin-sdk/tasks';

/** Writes the message of the job to the log. */
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
    ctx.log.info(`Hello World task ${job.id} says: ${String(job.params.message)}`);
    await job.update(JobStatus.DONE);
  } catch (error) {
    ctx.log.error(`Hello World task ${job.id} failed: ${String(error)}`);
    await job.update(JobStatus.ERROR);
  }
};
