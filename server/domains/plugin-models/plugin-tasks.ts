import type { Logger } from 'pino';
import {
  numberTasks,
  type NumberedTask,
  type OperationRanges,
  type PluginChange,
  type PluginHost,
} from '../../plugins/index.ts';
import type { JobOperations } from '../job/index.ts';
import { operationOf } from './task-operation.ts';

/** The ranges of operation numbers are wrong: all of it in one message. */
export class TaskRangesRefused extends Error {
  constructor(problems: readonly string[]) {
    super(
      `PLUGIN_OPERATION_ID_CONFIG does not fit the plugins, and the server does not start:\n  ${problems.join('\n  ')}`,
    );
    this.name = 'TaskRangesRefused';
  }
}

export interface PluginTasksOptions {
  readonly plugins: Pick<PluginHost, 'current' | 'find' | 'onChange'>;
  readonly operations: JobOperations;
  readonly ranges: OperationRanges;
  readonly log: Logger;
}

/**
 * The tasks of plugins as operations of jobs, for as long as the plugins run. To be called when it is known which plugins run. Returns
 * how to end that.
 *
 * @throws TaskRangesRefused
 */
export function followPluginTasks(options: PluginTasksOptions): () => void {
  const { plugins, ranges, log } = options;
  const { tasks, problems, warnings } = numberTasks(plugins.current.enabled, ranges);
  if (problems.length > 0) throw new TaskRangesRefused(problems);
  for (const warning of warnings) log.warn(warning);
  const numbered = new Set<string>();
  register(options, tasks, numbered);
  return plugins.onChange((change) => follow(options, change, numbered));
}

function follow(options: PluginTasksOptions, { came, went }: PluginChange, numbered: Set<string>): void {
  const { plugins, operations, ranges, log } = options;
  for (const id of went) operations.suspend(id);
  for (const id of came) operations.resume(id);
  const fresh = plugins.current.enabled.filter(({ plugin }) => plugin.tasks && !numbered.has(plugin.id));
  if (fresh.length === 0) return;
  const { tasks, problems } = numberTasks(plugins.current.enabled, ranges);
  // It was off when the server started, and looked at by nobody.
  if (problems.length > 0) {
    const names = fresh.map(({ plugin }) => plugin.id).join(', ');
    log.error(`The tasks of ${names} cannot be started until the server has: ${problems.join(' ')}`);
    return;
  }
  register(options, tasks, numbered);
}

function register(
  { plugins, operations }: PluginTasksOptions,
  tasks: readonly NumberedTask[],
  done: Set<string>,
): void {
  const fresh = tasks.filter(({ hosted }) => !done.has(hosted.plugin.id));
  for (const task of fresh) {
    const { id } = task.hosted.plugin;
    done.add(id);
    operations.register(id, 'plugin', [operationOf(task, () => plugins.find(id) ?? task.hosted)]);
  }
}
