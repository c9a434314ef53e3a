import type { MikroORM } from '@mikro-orm/postgresql';
import { queuedHooks } from './app.hooks.ts';
import type { Host } from './context.ts';
import type { Database, Listener } from './db/index.ts';
import { JobWorker } from './domains/job/index.ts';
import { QueueWorker, type QueueTask } from './jobs/index.ts';
import type { Contexts } from './make-contexts.ts';
import type { PluginHost } from './plugins/index.ts';

interface WorkerParts {
  readonly orm: MikroORM;
  readonly database: Database;
  readonly listener: Listener;
  readonly host: Host;
  readonly plugins: PluginHost;
  readonly contexts: Contexts;
}

/** Runs what is queued, jobs and durable hooks, in this process. Gives how to stop: what runs is finished or handed back. */
export async function startWorker({
  orm,
  database,
  listener,
  host,
  plugins,
  contexts,
}: WorkerParts): Promise<() => Promise<void>> {
  const { settings, log } = host;
  await using stack = new AsyncDisposableStack();
  const jobs = await JobWorker.start({
    em: orm.em,
    listener,
    log,
    settings,
    operations: host.jobOperations,
    contextFor: contexts.forActor,
  });
  stack.defer(() => jobs.stop());
  stack.defer(
    plugins.onChange(() => {
      jobs.stopSuspended().catch((error: unknown) => log.error({ err: error }, 'Jobs could not be stopped'));
    }),
  );
  const hooks = queuedHooks(host, contexts);
  const worker = await QueueWorker.start({
    url: database.direct,
    tasks: (): readonly QueueTask[] => [...jobs.tasks(), ...hooks()],
    recurring: () => jobs.recurring(),
    concurrency: settings.workerConcurrency,
    onDead: () => {
      jobs
        .requeue()
        .catch((error: unknown) => log.warn({ err: error }, 'Jobs of dead workers are queued a little later'));
    },
    log,
  });
  stack.defer(() => worker.stop(settings.workerGrace));
  stack.defer(() => jobs.windDown());
  const running = stack.move();
  return () => running.disposeAsync();
}
