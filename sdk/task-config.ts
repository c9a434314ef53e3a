import { PluginValidationError } from './exceptions.ts';
import type { JobProtocol } from './model-protocols.ts';
import type { PluginContext } from './plugin-context.ts';

/** The work of a job. What it returns is stored as the job's result, when that is JSON; a throw makes the job an error. */
export type TaskHandler = (job: JobProtocol, ctx: PluginContext) => unknown;

/** One task of a plugin. */
export interface PluginTask {
  /** Added to the first operation number of the plugin's range. */
  readonly offset: number;
  readonly run: TaskHandler;
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
  const { offset, run } = typeof task === 'function' ? { offset: Reflect.get(task, offsetKey), run: task } : task;
  const wrong = wrongOffset(offset) ?? (typeof run === 'function' ? null : 'it has no function `run`');
  if (wrong) throw new PluginValidationError(`Plugin '${pluginId}' operation '${name}': ${wrong}`);
  return { offset: Number(offset), run };
}

function wrongOffset(offset: unknown): string | null {
  return Number.isSafeInteger(offset) && Number(offset) >= 0
    ? null
    : `its offset is ${String(offset)}, and must be a whole number from 0`;
}
