import { EventEmitter } from 'node:events';
import { run, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker';
import type pg from 'pg';
import type { QueueTask } from './queue-task.ts';
import { Schedule, type Recurring } from './recurring.ts';
import { makeQueueLogger, type QueueLog } from './queue-logger.ts';

export interface QueueRunnerOptions {
  readonly pool: pg.Pool;
  readonly workerId: string;
  /** Asked before each look into the queue: only what is named then is taken. */
  readonly tasks: () => readonly QueueTask[];
  /** Asked as often: what is named at the minute is queued. */
  readonly recurring: () => readonly Recurring[];
  readonly concurrency: number;
  /** Milliseconds between two looks for what became due; what is added for now is seen at once. */
  readonly pollInterval: number;
  readonly signal: AbortSignal;
  readonly log: QueueLog;
}

/** Does nothing: a queue runner must have something that it can do, also while no plugin is enabled. */
const NOTHING = 'pagoda.nothing';

/** graphile-worker, as we use it. */
export async function startQueueRunner(options: QueueRunnerOptions): Promise<Runner> {
  const { pool, workerId, concurrency, pollInterval, log } = options;
  const taskList: TaskList = {};
  const schedule = new Schedule();
  const refresh = (): void => {
    refreshTasks(taskList, options);
    schedule.update(options.recurring());
  };
  refresh();
  const events: WorkerEvents = new EventEmitter();
  // Before it looks for anything, so that every lock it takes is known by our name and not by one that it made up.
  events.on('pool:create', ({ workerPool }) => void (workerPool.id = workerId));
  events.on('worker:getJob:start', refresh);
  return run({
    pgPool: pool,
    taskList,
    parsedCronItems: schedule.items,
    concurrency,
    pollInterval,
    noHandleSignals: true,
    events,
    logger: makeQueueLogger(log),
    preset: {
      worker: {
        // No local queue: what is locked is what runs, so nothing waits behind a long job while another worker is idle, and a
        // crash leaves no more behind than what was under way. NOTIFY wakes a worker as fast either way.
        // Completions of the same moment share a statement. Without this one that PostgreSQL does not take, as while it restarts, would
        // be a rejection that nobody handles and the end of the process; with it, it ends the runner, and that is started again.
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
  });
}

function refreshTasks(taskList: TaskList, { tasks, workerId, signal }: QueueRunnerOptions): void {
  const wanted = new Map(tasks().map((task) => [task.name, task]));
  for (const name of Object.keys(taskList)) if (name !== NOTHING && !wanted.has(name)) delete taskList[name];
  taskList[NOTHING] ??= () => undefined;
  for (const [name, task] of wanted) {
    taskList[name] = async (payload, { job }) => {
      const run = { signal, workerId, attempt: job.attempts, maxAttempts: job.max_attempts };
      const result = await task.run(payload, run);
      return result && [...result];
    };
  }
}
