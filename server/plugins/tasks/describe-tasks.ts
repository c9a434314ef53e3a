import type { HostedPlugin } from '../host/hosted-plugin.ts';
import { isCalled, type OperationRanges } from './number-tasks.ts';

/** A task as an operator sees it. */
export interface TaskInfo {
  readonly name: string;
  /** The operation number; null without a range, or outside of it. */
  readonly operation: number | null;
  readonly flags: readonly ('hidden' | 'cancelable' | 'parallelizable' | 'downloadable')[];
  /** When it starts by itself, in UTC; null when it does not. */
  readonly cron: string | null;
}

/** The tasks of a plugin, whether it runs or not. What is wrong with its range is for `numberTasks` to tell. */
export function describeTasks(
  owner: Pick<HostedPlugin, 'entry' | 'plugin'>,
  ranges: OperationRanges,
): readonly TaskInfo[] {
  const config = owner.plugin.tasks;
  if (!config) return [];
  const range = Object.entries(ranges).find(([name]) => isCalled(owner, name))?.[1];
  const [first, last] = (Array.isArray(range) ? range : []).map(Number);
  return Object.entries(config.tasks).map(([name, { offset, cron = null }]): TaskInfo => {
    const number = first === undefined || last === undefined || first + offset > last ? null : first + offset;
    const flags = (['hidden', 'cancelable', 'parallelizable', 'downloadable'] as const).filter((flag) =>
      config[`${flag}Operations`].includes(name),
    );
    return { name, operation: number, flags, cron };
  });
}
