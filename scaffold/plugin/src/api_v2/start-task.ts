import { AuthenticationError, response, type PluginRouteHandler } from 'pagoda-plugin-sdk';
import { Job, PluginTaskRegistry } from 'pagoda-plugin-sdk/tasks';
import { about } from '../config.ts';

/** Makes a job of the caller and queues it, both or neither. GET /api/v2/jobs/<job_id>/ tells how far it is. */
export const startTask: PluginRouteHandler = async (_request, ctx) => {
  const { actor: user } = ctx;
  if (!user) throw new AuthenticationError();
  const operation = PluginTaskRegistry.getOperationId(about.id, 'count_entries');
  const job = await ctx.transaction(async () => {
    const made = await Job.createNewJob({ user, operation, text: `Counting entries for ${user.username}` });
    await made.run();
    return made;
  });
  return response(201, { message: 'Task queued successfully', job_id: job.id });
};
