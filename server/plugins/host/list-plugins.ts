import { normalizeHookName, type Plugin } from 'pagoda-plugin-sdk';
import type { Refusal } from '../discovery/index.ts';
import type { HookStatistics } from '../hook-bus.ts';
import type { Override } from '../overrides/index.ts';
import { routePath } from './adapt-routes.ts';
import type { Plugins } from './build-plugins.ts';
import type { HostedPlugin } from './hosted-plugin.ts';
import { listSdlFields, sdlOf } from './sdl-fields.ts';
import { UncaughtErrors } from './uncaught-errors.ts';

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
  /** The operations that it can carry out in place of the core. */
  readonly overrides: readonly OverrideInfo[];
  /** Errors that its code let go uncaught, in timers and promises. */
  readonly uncaughtErrors: number;
}

export interface OverrideInfo {
  readonly operation: string;
  /** Ids or names, as the setting has them; none when nothing asks for it. */
  readonly entities: readonly string[];
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

/** What a process has counted. */
export interface PluginFigures {
  readonly hooks: readonly HookStatistics[];
  readonly uncaught: Pick<UncaughtErrors, 'of'>;
}

/** Those that run in the order of loading, then those that are disabled, then those that were refused. */
export function listPlugins(
  plugins: Plugins,
  figures: PluginFigures = { hooks: [], uncaught: new UncaughtErrors() },
): readonly PluginInfo[] {
  const infoOf = (one: Declared, state: Pick<PluginInfo, 'state' | 'reason'>) => ({
    ...declaredInfo(one, plugins.overridesSet, figures),
    ...state,
  });
  return [
    ...plugins.enabled.map((one) => infoOf(one, { state: 'ENABLED', reason: null })),
    ...plugins.disabled.map((one) => infoOf(one, { state: 'DISABLED', reason: one.reason })),
    ...plugins.refused.map(refusedInfo),
  ];
}

type Declared = Pick<HostedPlugin, 'entry' | 'found' | 'plugin'>;

/** What it adds while it runs. */
function declaredInfo(
  one: Declared,
  setting: readonly Pick<Override, 'entity' | 'operation' | 'hosted'>[],
  { hooks, uncaught }: PluginFigures,
): Omit<PluginInfo, 'state' | 'reason'> {
  const { plugin } = one;
  const figures = hooks.filter((handler) => handler.plugin === plugin.id);
  return {
    ...commonInfo(one),
    hooks: figures.length > 0 ? figures.map(figuresOf) : declaredHooks(plugin),
    fields: listSdlFields(sdlOf(plugin))
      .map(({ type, field }) => `${type}.${field}`)
      .toSorted(),
    routes: plugin.routes.map(({ method, path }) => `${method} ${routePath(plugin.id, path)}`),
    overrides: plugin.overrides.map(({ operation }) => {
      const own = setting.filter(({ hosted, operation: set }) => hosted.plugin === plugin && set === operation);
      return { operation, entities: own.map(({ entity }) => entity) };
    }),
    uncaughtErrors: uncaught.of(plugin.id),
  };
}

function figuresOf({ hook, entity, priority, calls, failures, p50, p95 }: HookStatistics): HookInfo {
  return { name: hook, entity, priority, calls, failures, p50, p95 };
}

function declaredHooks({ hooks }: Plugin): readonly HookInfo[] {
  return hooks.map(({ hook, entity = null, priority = 100 }) => {
    return { name: normalizeHookName(hook), entity, priority, calls: 0, failures: 0, p50: null, p95: null };
  });
}

function refusedInfo(refusal: Refusal): PluginInfo {
  const nothing = { hooks: [], fields: [], routes: [], overrides: [], uncaughtErrors: 0 };
  return { ...commonInfo(refusal), ...nothing, state: 'REFUSED', reason: refusal.reason };
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
