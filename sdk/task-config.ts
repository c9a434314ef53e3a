import { PluginValidationError } from './exceptions.ts';
import type { Parser } from './parser.ts';
import type { PluginContext } from './plugin-context.ts';
import type { TaskJob } from './task-job.ts';

/**
 * The work of a job. When it returns the job is DONE, and what it returned is stored as the result, if that is JSON; when it throws the
 * job is an ERROR with the message for people. Or it says itself how it ended, with `job.update`.
 */
export type TaskHandler<Params = Readonly<Record<string, unknown>>> = (
  job: TaskJob<Params>,
  ctx: PluginContext,
) => unknown;

/** How often a task that throws is tried. */
export interface TaskRetry {
  /** In all, the first one included. */
  readonly attempts: number;
  /** Milliseconds to wait after so many failures; from a second on, doubled each time up to five minutes, unless told. */
  readonly backoff?: (failures: number) => number;
}

/** One task of a plugin. With `params` write it in `defineTask`, so that `job.params` has their type. */
export interface PluginTask<Params = Readonly<Record<string, unknown>>> {
  /** Added to the first operation number of the plugin's range. Stored with each job as that number: never give it to another task. */
  readonly offset: number;
  /** Parses the parameters when a job is created, which a throw refuses, and again before it runs. */
  readonly params?: Parser<Params>;
  /** See `TaskHandler`. */
  run(job: TaskJob<Params>, ctx: PluginContext): unknown;
  /** Milliseconds that an attempt may take; then the job is a TIMEOUT. What the server has for all unless told: a day. */
  readonly timeout?: number;
  /** Tried once unless told. */
  readonly retry?: TaskRetry;
  /** What becomes of the job when the process that ran it died: an ERROR unless told, or another attempt, from the beginning. */
  readonly onLost?: 'error' | 'retry';
  /**
   * When a job of this task is started by itself: minute, hour, day of the month, month, day of the week, in UTC. One for all
   * processes, and none while the one before has not ended. Nobody acts in it (`ctx.actor` is null), only superusers see it.
   *
   * @example cron: '0 3 * * *' // at three in the night
   */
  readonly cron?: string;
  /** What a job says that was started by `cron`; the names of plugin and task unless told. */
  readonly text?: string;
}

/**
 * A task whose `job.params` have the type that its parser gives.
 *
 * @example
 * const rename = defineTask({
 *   offset: 1,
 *   params: z.object({ prefix: z.string() }),
 *   run: (job) => job.params.prefix.length,
 * });
 */
export function defineTask<Params>(task: PluginTask<Params>): PluginTask {
  // Its own parser makes its parameters; whoever holds the task knows them by no name.
  return task as unknown as PluginTask;
}

/** What a `PluginTaskConfig` is made of. The lists hold names of `tasks`. */
export interface PluginTaskConfigOptions<Name extends string = string> {
  /** The name under which `PLUGIN_OPERATION_ID_CONFIG` gives it a range: the plugin's id or its entry name. */
  readonly pluginId: string;
  readonly tasks: Readonly<Record<Name, PluginTask | TaskHandler>>;
  /** Not in lists of jobs. */
  readonly hiddenOperations?: readonly NoInfer<Name>[];
  /** Its user may cancel it. */
  readonly cancelableOperations?: readonly NoInfer<Name>[];
  /** Need not wait for an earlier one on the same object. */
  readonly parallelizableOperations?: readonly NoInfer<Name>[];
  /** Its result can be downloaded. */
  readonly downloadableOperations?: readonly NoInfer<Name>[];
}

const offsetKey = Symbol.for('pagoda-plugin-sdk/1/taskOffset');

/**
 * Tags a handler with its offset, in place of `{ offset, run }`. The function itself comes back.
 *
 * @throws PluginValidationError for an offset that is no whole number from 0.
 * @example const tasks = { task_a: registerPluginJobTask(0)(taskA) };
 */
export function registerPluginJobTask(offset: number): <Handler extends TaskHandler>(handler: Handler) => Handler {
  const wrong = wrongOffset(offset);
  if (wrong) throw new PluginValidationError(wrong);
  return (handler) => Object.defineProperty(handler, offsetKey, { value: offset });
}

/**
 * The background tasks of a plugin: give it as `tasks` in the declaration.
 *
 * @throws PluginValidationError when the plugin id or the tasks are missing, or an offset is none.
 * @example
 * new PluginTaskConfig({
 *   pluginId: 'my-plugin',
 *   tasks: { task_a: { offset: 0, run: taskA }, task_b: { offset: 1, run: taskB } },
 *   cancelableOperations: ['task_a'],
 * });
 */
export class PluginTaskConfig<Name extends string = string> {
  readonly pluginId: string;
  readonly tasks: Readonly<Record<string, PluginTask>>;
  readonly hiddenOperations: readonly string[];
  readonly cancelableOperations: readonly string[];
  readonly parallelizableOperations: readonly string[];
  readonly downloadableOperations: readonly string[];

  constructor(options: PluginTaskConfigOptions<Name>) {
    const { pluginId, hiddenOperations = [], cancelableOperations = [] } = options;
    if (!pluginId) throw new PluginValidationError('A task configuration needs the id of its plugin: `pluginId`');
    this.pluginId = pluginId;
    this.tasks = readTasks(pluginId, options.tasks);
    this.hiddenOperations = hiddenOperations;
    this.cancelableOperations = cancelableOperations;
    this.parallelizableOperations = options.parallelizableOperations ?? [];
    this.downloadableOperations = options.downloadableOperations ?? [];
    requireTasks(this);
  }
}

function requireTasks({ pluginId, tasks, ...lists }: PluginTaskConfig): void {
  for (const [list, names] of Object.entries(lists)) {
    const unknown = names.find((name) => !Object.hasOwn(tasks, name));
    if (unknown === undefined) continue;
    throw new PluginValidationError(`Plugin '${pluginId}': ${list} names '${unknown}', which is none of its tasks`);
  }
}

function readTasks(
  pluginId: string,
  tasks: Readonly<Record<string, PluginTask | TaskHandler>> = {},
): Readonly<Record<string, PluginTask>> {
  const read = Object.entries(tasks).map(([name, task]) => [name, readTask(pluginId, name, task)] as const);
  if (read.length > 0) return Object.freeze(Object.fromEntries(read));
  throw new PluginValidationError(`The task configuration of plugin '${pluginId}' names no tasks`);
}

function readTask(pluginId: string, name: string, task: PluginTask | TaskHandler): PluginTask {
  // What is no number is refused below.
  const given: PluginTask =
    typeof task === 'function' ? { offset: Reflect.get(task, offsetKey) as number, run: task } : task;
  const wrong = wrongOffset(given.offset) ?? whatIsWrong(given);
  if (wrong) throw new PluginValidationError(`Plugin '${pluginId}' operation '${name}': ${wrong}`);
  return Object.freeze({ ...given, run: given.run });
}

function whatIsWrong({ run, timeout, retry, onLost, cron }: PluginTask): string | null {
  if (typeof run !== 'function') return 'it has no function `run`';
  if (timeout !== undefined && !(timeout > 0)) return `its timeout is ${timeout}, and must be more than 0 milliseconds`;
  if (retry && !(Number.isSafeInteger(retry.attempts) && retry.attempts >= 1))
    return `its retry.attempts is ${retry.attempts}, and must be a whole number from 1`;
  if (onLost !== undefined && onLost !== 'error' && onLost !== 'retry')
    return `its onLost is '${String(onLost)}', and must be 'error' or 'retry'`;
  if (cron !== undefined && !/^\S+( +\S+){4}$/.test(cron))
    return `its cron is '${cron}', and must have five parts: minute, hour, day of the month, month, day of the week`;
  return null;
}

function wrongOffset(offset: unknown): string | null {
  return Number.isSafeInteger(offset) && Number(offset) >= 0
    ? null
    : `its offset is ${String(offset)}, and must be a whole number from 0`;
}
