import { parseWith, type PluginTask } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { Rejected } from '../../errors.ts';
import { causeOf, guard, makeHookContext, type HostedPlugin, type NumberedTask } from '../../plugins/index.ts';
import { defineOperation, type JobContext, type JobOperation } from '../job/index.ts';
import { loadUserObjects } from './user.model.ts';
import { runInScope, Scope } from './scope.ts';
import { TaskJobObject } from './task-job.ts';

/** A task as an operation of jobs. `find` gives its plugin in its present life. */
export function operationOf({ config, name, number, task }: NumberedTask, find: () => HostedPlugin): JobOperation {
  const { plugin } = find();
  const { cron, text = `${plugin.name}: ${name}` } = task;
  return defineOperation({
    number,
    name: `${plugin.id}/${name}`,
    isHidden: config.hiddenOperations.includes(name),
    isCancelable: config.cancelableOperations.includes(name),
    isParallelizable: config.parallelizableOperations.includes(name),
    isDownloadable: config.downloadableOperations.includes(name),
    timeout: task.timeout ?? null,
    retry: task.retry ?? {},
    onLost: task.onLost ?? 'error',
    recurring: cron === undefined ? null : { cron, text },
    parseParams: (params) => parseParams(plugin.id, task, params),
    run: (job, params) => runTask(find(), task, job, params),
  });
}

function parseParams(plugin: string, { params: parser }: PluginTask, params: unknown): unknown {
  if (!parser) return params;
  try {
    // What is no object is for the parser to refuse.
    return parseWith(parser, params as Readonly<Record<string, unknown>>);
  } catch (error) {
    const given: unknown = Reflect.get(Object(error), 'path');
    const path = Array.isArray(given) ? given.map(String) : [];
    throw new Rejected([{ code: 'INVALID', message: causeOf(error), path: ['params', ...path], plugin }], {
      cause: error,
    });
  }
}

async function runTask({ identity, services }: HostedPlugin, task: PluginTask, job: JobContext, params: unknown) {
  const { id } = identity;
  const { signal } = job;
  const first = await contextOf(job);
  const scope = new Scope({ pluginId: id, chain: [], actor: first.actor, open: renewing(job, first), job });
  const ctx = Object.freeze(makeHookContext(first, identity, services, { pluginId: id, dryRun: false, signal }));
  const users = await loadUserObjects(first, [job.job.userId]);
  const object = new TaskJobObject(job, users.get(job.job.userId) ?? null, params, first.host.jobOperations);
  try {
    // A set of objects that is returned is read while the models still work.
    return await guard(id, () => runInScope(scope, async () => task.run(object, ctx)));
  } finally {
    scope.end();
  }
}

async function contextOf(job: JobContext): Promise<Context> {
  const ctx = await job.context();
  return { ...ctx, requestId: `job-${job.id}`, log: ctx.log.child({ job: job.id }) };
}

const LIFETIME_MS = 1000;

/** A task may run for hours: what it asks knows of the rights and the schema as they are, not as they were when it began. */
function renewing(job: JobContext, first: Context): () => Promise<Context> {
  let current = Promise.resolve(first);
  let end = performance.now() + LIFETIME_MS;
  return () => {
    if (performance.now() < end) return current;
    end = performance.now() + LIFETIME_MS;
    return (current = contextOf(job));
  };
}
