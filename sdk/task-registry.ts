import { InterfaceError, PluginValidationError } from './exceptions.ts';
import { state } from './own-state.ts';
import type { PluginTask, PluginTaskConfig } from './task-config.ts';
import { checkTaskRanges, type CheckedRanges } from './task-ranges.ts';

/**
 * The background tasks of all plugins in this process, and their operation numbers.
 *
 * @example const operation = PluginTaskRegistry.getOperationId('my-plugin', 'task_a');
 */
export const PluginTaskRegistry = Object.freeze({
  /**
   * Adds the tasks of a plugin. The host does it for `tasks` of a declaration.
   *
   * @throws PluginValidationError when the plugin has registered tasks before.
   */
  register(config: PluginTaskConfig): void {
    const { taskConfigs } = state();
    if (taskConfigs.has(config.pluginId)) {
      throw new PluginValidationError(`The tasks of plugin '${config.pluginId}' are already registered`);
    }
    taskConfigs.set(config.pluginId, config);
  },

  /** Takes the tasks of a plugin away; nothing happens if it has none. */
  unregister(pluginId: string): void {
    state().taskConfigs.delete(pluginId);
  },

  /**
   * For the host: numbers the tasks of these plugins. Nothing is numbered when there are problems.
   *
   * @param ranges What `PLUGIN_OPERATION_ID_CONFIG` says.
   * @param enabled The plugins that are enabled and loaded, by the names that `ranges` uses.
   */
  validateAll(ranges: Readonly<Record<string, unknown>>, enabled: readonly string[]): CheckedRanges {
    const own = state();
    const configs = [...own.taskConfigs.values()].filter(({ pluginId }) => enabled.includes(pluginId));
    const checked = checkTaskRanges(configs, ranges, enabled);
    if (checked.problems.length > 0) return checked;
    const others = [...own.operationIds].filter(([key]) => !enabled.some((name) => key.startsWith(`${name}/`)));
    own.operationIds = new Map([...others, ...checked.operationIds]);
    return checked;
  },

  /** For the host: the numbers of a plugin's tasks are found under another name of it too. After `validateAll`. */
  alias(pluginId: string, name: string): void {
    const own = state();
    const named = [...own.operationIds].filter(([key]) => key.startsWith(`${pluginId}/`));
    own.operationIds = new Map([
      ...own.operationIds,
      ...named.map(([key, id]) => [name + key.slice(pluginId.length), id] as const),
    ]);
  },

  /**
   * The operation number of a task, for `Job.createNewJob`.
   *
   * @throws InterfaceError when there is none: no such task, or no range for the plugin.
   */
  getOperationId(pluginId: string, task: string): number {
    const id = state().operationIds.get(`${pluginId}/${task}`);
    if (id !== undefined) return id;
    const cause = state().taskConfigs.get(pluginId)?.tasks[task]
      ? `give it a range: PLUGIN_OPERATION_ID_CONFIG='{"${pluginId}": [5000, 5099]}'`
      : 'there is no such task';
    throw new InterfaceError(`operation_id not found for plugin '${pluginId}' operation '${task}': ${cause}`);
  },

  /** For the host: the task with an operation number; null if there is none. */
  findTask(operation: number): (PluginTask & { readonly pluginId: string; readonly name: string }) | null {
    const { operationIds, taskConfigs } = state();
    for (const { pluginId, tasks } of taskConfigs.values()) {
      for (const [name, task] of Object.entries(tasks)) {
        if (operationIds.get(`${pluginId}/${name}`) === operation) return { ...task, pluginId, name };
      }
    }
    return null;
  },

  /** The configurations of all plugins, in the order of registration. */
  getAllConfigs(): readonly PluginTaskConfig[] {
    return [...state().taskConfigs.values()];
  },

  /** For tests: nothing is registered any more. */
  reset(): void {
    state().taskConfigs.clear();
    state().operationIds = new Map();
  },
});
