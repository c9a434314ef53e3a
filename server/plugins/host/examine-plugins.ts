import { existsSync } from 'node:fs';
import { Plugin } from 'pagoda-plugin-sdk';
import { loadNamed, type Discovery, type FoundEntry } from '../discovery/index.ts';
import type { Plugins } from './build-plugins.ts';

/** What is the matter with a plugin, and what to do about it. */
export interface Finding {
  /** The entry name, or the name in ENABLED_PLUGINS; null where a package offers none. */
  readonly entry: string | null;
  readonly package: string | null;
  readonly cause: 'enabled' | 'disabled' | 'not enabled' | 'not installed' | 'wrong path' | 'wrong field' | 'refused';
  readonly advice: string;
}

/** Looks at everything that is installed or asked for. Imports what is not enabled too, to see whether it could be. */
export async function examinePlugins(
  plugins: Plugins,
  { entries, odd }: Discovery,
  timeout: number,
): Promise<readonly Finding[]> {
  const installed: Finding[] = [];
  for (const entry of entries) installed.push(await examineEntry(plugins, entry, timeout));
  return [
    ...installed,
    ...plugins.refused
      .filter(({ found }) => found === null)
      .map(({ entry, reason }) => {
        const isOffered = entries.some(({ name }) => name === entry);
        return { entry, package: null, cause: isOffered ? 'refused' : 'not installed', advice: reason } as const;
      }),
    ...odd.map((one) => ({ entry: null, package: one.package, cause: 'wrong field', advice: one.mistake }) as const),
  ];
}

async function examineEntry(
  { enabled, disabled, refused }: Plugins,
  entry: FoundEntry,
  timeout: number,
): Promise<Finding> {
  const common = { entry: entry.name, package: entry.package };
  const running = enabled.find(({ found }) => isSame(found, entry));
  if (running) return { ...common, cause: 'enabled', advice: `It loads as ${nameOf(running.plugin)}` };
  const off = disabled.find(({ found }) => isSame(found, entry));
  if (off) {
    const advice = `It does not run: ${off.reason}. To run it: pagoda plugins enable ${toEnable(off.plugin, disabled).id}`;
    return { ...common, cause: 'disabled', advice };
  }
  const refusal = refused.find(({ found }) => isSame(found, entry));
  const isEnabled = refusal !== undefined;
  if (!existsSync(entry.module)) {
    return {
      ...common,
      cause: 'wrong path',
      advice: `Its package.json names ${entry.module}, and there is no such file`,
    };
  }
  if (isEnabled) return { ...common, cause: 'refused', advice: refusal.reason };
  const [choice] = await loadNamed([entry.name], [entry], timeout);
  const isFit = choice !== undefined && !('reason' in choice);
  const add = `Add ${entry.name} to ENABLED_PLUGINS`;
  const advice = isFit ? `${add} to run ${nameOf(choice.plugin)}` : `It cannot be loaded: ${choice?.reason}`;
  return { ...common, cause: 'not enabled', advice };
}

/** A class may have other words for itself, or throw. */
function nameOf(plugin: Plugin): string {
  return Plugin.prototype.toString.call(plugin);
}

/** What has to be enabled first: itself, or what it depends on. */
function toEnable(plugin: Plugin, disabled: Plugins['disabled']): Plugin {
  const needed = disabled.find((one) => plugin.dependencies.includes(one.plugin.id));
  return needed ? toEnable(needed.plugin, disabled) : plugin;
}

function isSame(found: FoundEntry | null, entry: FoundEntry): boolean {
  return found?.name === entry.name && found.module === entry.module;
}
