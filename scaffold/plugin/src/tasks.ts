import { Entry } from 'pagoda-plugin-sdk/models';
import type { TaskHandler } from 'pagoda-plugin-sdk/tasks';

/** Runs in the background. What it returns is kept as the result of the job; a throw makes the job an error. */
export const countEntries: TaskHandler = async (job) => {
  const count = await Entry.objects.filter({ isActive: true }).count();
  job.log('info', `There are ${count} entries`);
  return { count };
};
