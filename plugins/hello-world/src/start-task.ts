import { AuthenticationError, InterfaceError, type PluginContext } from 'pagoda-plugin-sdk';
import { getAvailableModels } from 'pagoda-plugin-sdk/models';
import { Job, PluginTaskRegistry, type JobProtocol } from 'pagoda-plugin-sdk/tasks';
import { TASK, TASKS_OF } from './config.ts';

/** Makes a job of the caller and queues it; both or neither. */
export async function startHelloWorld(ctx: PluginContext, message: string): Promise<JobProtocol> {
  const { actor } = ctx;
  if (!actor) throw new AuthenticationError();
  if (!getAvailableModels().includes('Job')) throw new InterfaceError('This server has no background tasks');
  const operation = PluginTaskRegistry.getOperationId(TASKS_OF, TASK);
  return ctx.transaction(async () => {
    const job = await Job.createNewJob({
      user: actor,
      operation,
      text: `Hello World task: ${message}`,
      params: { message },
    });
    await job.run();
    return job;
  });
}
