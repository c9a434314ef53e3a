import type { PluginTaskConfig } from './task-config.ts';

/** The first and the last operation number of a plugin, as in `PLUGIN_OPERATION_ID_CONFIG`. */
export type OperationRange = readonly [first: number, last: number];

/** Which numbers tasks have, and what is wrong with the ranges. */
export interface CheckedRanges {
  /** Number by `<plugin id>/<task>`, for the plugins whose range is good. */
  readonly operationIds: ReadonlyMap<string, number>;
  /** The server must not start with these. */
  readonly problems: readonly string[];
  /** The server starts, and says them. */
  readonly warnings: readonly string[];
}

const FIRST = 200;
const LAST = 9999;

/**
 * Gives the tasks of plugins their operation numbers, and finds everything that is wrong with the ranges.
 *
 * @param configs The task configurations of the plugins that are enabled and loaded.
 * @param ranges By the `pluginId` of the configurations.
 * @param enabled The plugins that are enabled and loaded, by the same names.
 */
export function checkTaskRanges(
  configs: readonly PluginTaskConfig[],
  ranges: Readonly<Record<string, unknown>>,
  enabled: readonly string[],
): CheckedRanges {
  const byId = new Map(configs.map((config) => [config.pluginId, config]));
  const problems: string[] = [];
  const warnings: string[] = [];
  const operationIds = new Map<string, number>();
  const owners = new Map<number, string>();
  const good: [string, OperationRange][] = [];

  for (const [pluginId, range] of Object.entries(ranges)) {
    if (!enabled.includes(pluginId)) {
      warnings.push(
        `Plugin '${pluginId}' has a range of operation ids and is not enabled and loaded: the range waits.`,
      );
      continue;
    }
    const config = byId.get(pluginId);
    const wrong = whatIsWrong(pluginId, range);
    if (!config) problems.push(`Plugin '${pluginId}' is not registered: it has no tasks.`);
    if (wrong) problems.push(wrong);
    if (!config || !isRange(range) || wrong) continue;
    const overlap = good.find(([, other]) => range[0] <= other[1] && other[0] <= range[1]);
    if (overlap) {
      const [other, taken] = overlap;
      problems.push(`Plugin '${pluginId}' range ${show(range)} overlaps that of plugin '${other}', ${show(taken)}.`);
    }
    good.push([pluginId, range]);
    problems.push(...number(config, range, operationIds, owners));
  }
  for (const { pluginId } of configs) {
    if (pluginId in ranges) continue;
    warnings.push(`Plugin '${pluginId}' has tasks and no range of operation ids: set PLUGIN_OPERATION_ID_CONFIG.`);
  }
  return { operationIds, problems, warnings };
}

/** Numbers the tasks of one plugin; gives what is wrong with them. */
function number(
  { pluginId, tasks }: PluginTaskConfig,
  range: OperationRange,
  operationIds: Map<string, number>,
  owners: Map<number, string>,
): readonly string[] {
  return Object.entries(tasks).flatMap(([task, { offset }]) => {
    const id = range[0] + offset;
    const named = `Plugin '${pluginId}' operation '${task}'`;
    if (id > range[1]) {
      const most = range[1] - range[0];
      return [`${named} with offset ${offset} exceeds allocated range ${show(range)}. Maximum offset is ${most}.`];
    }
    const owner = owners.get(id);
    if (owner) return [`${named}: operation id ${id} is already in use by ${owner}.`];
    owners.set(id, `plugin '${pluginId}' operation '${task}'`);
    operationIds.set(`${pluginId}/${task}`, id);
    return [];
  });
}

function whatIsWrong(pluginId: string, range: unknown): string | null {
  if (!isRange(range)) {
    return `Plugin '${pluginId}' range ${JSON.stringify(range)} is invalid: it must be two whole numbers, [first, last].`;
  }
  const [first, last] = range;
  if (first < FIRST || last > LAST || first > last) {
    return `Plugin '${pluginId}' range ${show(range)} is invalid: plugins have ${FIRST} to ${LAST}, the lower number first.`;
  }
  return null;
}

function isRange(range: unknown): range is OperationRange {
  return Array.isArray(range) && range.length === 2 && range.every(Number.isSafeInteger);
}

function show([first, last]: OperationRange): string {
  return `(${first}, ${last})`;
}
