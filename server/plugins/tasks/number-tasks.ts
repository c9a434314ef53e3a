import { PluginTaskRegistry, type PluginTask, type PluginTaskConfig } from 'pagoda-plugin-sdk';
import type { HostedPlugin } from '../host/hosted-plugin.ts';

/** A task with its operation number. */
export interface NumberedTask {
  readonly hosted: HostedPlugin;
  readonly config: PluginTaskConfig;
  readonly name: string;
  readonly number: number;
  readonly task: PluginTask;
}

export interface NumberedTasks {
  readonly tasks: readonly NumberedTask[];
  /** With these the server does not start. */
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** What PLUGIN_OPERATION_ID_CONFIG says, by entry names and ids. */
export type OperationRanges = Readonly<Record<string, unknown>>;

type Owner = Pick<HostedPlugin, 'entry' | 'plugin'>;

/** Gives the tasks of the plugins that run their numbers, and finds everything that is wrong with the ranges. */
export function numberTasks(enabled: readonly HostedPlugin[], ranges: OperationRanges): NumberedTasks {
  const problems: string[] = [];
  const owners = new Map<string, HostedPlugin & { readonly config: PluginTaskConfig }>();
  for (const hosted of enabled) {
    const { tasks: config, id } = hosted.plugin;
    if (!config) continue;
    if (config.pluginId !== id && config.pluginId !== hosted.entry) {
      problems.push(
        `Plugin '${id}' calls its tasks '${config.pluginId}': give pluginId: '${id}' to its PluginTaskConfig.`,
      );
      continue;
    }
    const other = owners.get(config.pluginId);
    if (other)
      problems.push(`Plugin '${id}' calls its tasks '${config.pluginId}', as plugin '${other.plugin.id}' does.`);
    else owners.set(config.pluginId, { ...hosted, config });
  }
  const named = byTaskName(enabled, ranges, problems);
  for (const { config } of owners.values()) {
    PluginTaskRegistry.unregister(config.pluginId);
    PluginTaskRegistry.register(config);
  }
  const known = [...owners.keys(), ...Object.keys(named).filter((name) => enabled.some((one) => isCalled(one, name)))];
  const checked = PluginTaskRegistry.validateAll(named, known);
  for (const { config, plugin, entry } of owners.values()) {
    for (const name of [plugin.id, entry]) if (!owners.has(name)) PluginTaskRegistry.alias(config.pluginId, name);
  }
  const tasks = [...owners.values()].flatMap(({ config, ...hosted }) =>
    Object.entries(config.tasks).flatMap(([name, task]): NumberedTask[] => {
      const number = checked.operationIds.get(`${config.pluginId}/${name}`);
      return number === undefined ? [] : [{ hosted, config, name, number, task }];
    }),
  );
  return { tasks, problems: [...problems, ...checked.problems], warnings: checked.warnings };
}

const FIRST_MADE = 5000;
const SIZE = 100;

/** For those who try plugins: all that have tasks and no range get one, in the order of loading. */
export function makeRanges(enabled: readonly Owner[], given: OperationRanges): OperationRanges {
  const taken = Object.values(given).flatMap((range): readonly (readonly [number, number])[] =>
    Array.isArray(range) && range.length === 2 ? [[Number(range[0]), Number(range[1])]] : [],
  );
  const made: Record<string, unknown> = { ...given };
  let first = FIRST_MADE;
  for (const owner of enabled) {
    if (!owner.plugin.tasks || Object.keys(given).some((name) => isCalled(owner, name))) continue;
    while (taken.some(([from, to]) => from < first + SIZE && first <= to)) first += SIZE;
    made[owner.plugin.id] = [first, first + SIZE - 1];
    first += SIZE;
  }
  return made;
}

/** The ranges by the names that the plugins call their tasks by. */
function byTaskName(enabled: readonly Owner[], ranges: OperationRanges, problems: string[]): OperationRanges {
  const writtenAs = new Map<string, string>();
  for (const key of Object.keys(ranges)) {
    const owner = enabled.find((one) => isCalled(one, key));
    const name = owner?.plugin.tasks?.pluginId ?? owner?.plugin.id ?? key;
    const before = writtenAs.get(name);
    if (before === undefined) writtenAs.set(name, key);
    else problems.push(`Plugin '${name}' has two ranges, under the names '${before}' and '${key}'.`);
  }
  return Object.fromEntries([...writtenAs].map(([name, key]) => [name, ranges[key]]));
}

/** Whether the operator may mean it by this name. */
export function isCalled({ entry, plugin }: Owner, name: string): boolean {
  return plugin.id === name || entry === name || plugin.tasks?.pluginId === name;
}
