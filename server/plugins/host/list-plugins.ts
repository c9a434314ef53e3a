import { normalizeHookName } from 'pagoda-plugin-sdk';
import type { Refusal } from '../discovery/index.ts';
import type { HookStatistics } from '../hook-bus.ts';
import type { Plugins } from './build-plugins.ts';
import type { HostedPlugin } from './hosted-plugin.ts';
import { listSdlFields } from './sdl-fields.ts';

/** What there is to know of a plugin. */
export interface PluginInfo {
  readonly id: string;
  /** What ENABLED_PLUGINS may call it too. */
  readonly entry: string;
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly author: string;
  /** Null for one that is part of no package. */
  readonly package: string | null;
  readonly dependencies: readonly string[];
  readonly state: 'ENABLED' | 'DISABLED' | 'REFUSED';
  readonly reason: string | null;
  readonly hooks: readonly HookInfo[];
  readonly fields: readonly string[];
  readonly routes: readonly string[];
}

export interface HookInfo {
  readonly name: string;
  readonly entity: string | null;
  readonly priority: number;
  readonly calls: number;
  readonly failures: number;
  readonly p50: number | null;
  readonly p95: number | null;
}

/** Those that run in the order of loading, then those that were refused. */
export function listPlugins(plugins: Plugins, statistics: readonly HookStatistics[] = []): readonly PluginInfo[] {
  return [
    ...plugins.enabled.map((hosted) => enabledInfo(plugins, hosted, statistics)),
    ...plugins.refused.map(refusedInfo),
  ];
}

function enabledInfo({ registry }: Plugins, hosted: HostedPlugin, statistics: readonly HookStatistics[]): PluginInfo {
  const { id } = hosted.identity;
  const own = registry.modules.filter(({ owner }) => owner === id);
  const figures = statistics.filter(({ plugin }) => plugin === id);
  return {
    ...commonInfo(hosted),
    state: 'ENABLED',
    reason: null,
    hooks: figures.length > 0 ? figures.map(figuresOf) : declaredHooks(hosted),
    fields: own
      .flatMap(({ typeDefs }) => listSdlFields(typeDefs))
      .map(({ type, field }) => `${type}.${field}`)
      .toSorted(),
    routes: registry.routes.flatMap(({ owner, route }) => (owner === id ? [`${route.method} ${route.path}`] : [])),
  };
}

function figuresOf({ hook, entity, priority, calls, failures, p50, p95 }: HookStatistics): HookInfo {
  return { name: hook, entity, priority, calls, failures, p50, p95 };
}

function declaredHooks({ plugin }: HostedPlugin): readonly HookInfo[] {
  return (plugin.hooks ?? []).map(({ hook, entity = null, priority = 100 }) => {
    return { name: normalizeHookName(hook), entity, priority, calls: 0, failures: 0, p50: null, p95: null };
  });
}

function refusedInfo(refusal: Refusal): PluginInfo {
  return { ...commonInfo(refusal), state: 'REFUSED', reason: refusal.reason, hooks: [], fields: [], routes: [] };
}

function commonInfo({ entry, plugin, found }: Pick<Refusal, 'entry' | 'plugin' | 'found'>) {
  return {
    // A refused one may be anything.
    id: plugin?.id || entry,
    entry,
    name: plugin?.name || entry,
    version: plugin?.version ?? found?.version ?? '',
    description: plugin?.description ?? '',
    author: plugin?.author ?? '',
    package: found?.package ?? null,
    dependencies: plugin?.dependencies ?? [],
  };
}
