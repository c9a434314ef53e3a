import type { HookName } from './hook-names.ts';
import { normalizeHookName } from './hook-names.ts';
import type { OverrideOperation } from './override.ts';
import type { Plugin } from './plugin.ts';

/** What lists show of a plugin. */
export interface PluginInfo {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly author: string;
  readonly dependencies: readonly string[];
  /** `GET hello/` and so on, relative to the plugin's address. */
  readonly routes: readonly string[];
  /** Each name once, in the order of the declaration. */
  readonly hooks: readonly HookName[];
  readonly overrideOperations: readonly OverrideOperation[];
  /** Whether the parameters of overrides are parsed. */
  readonly hasParams: boolean;
}

/** Reads it from a plugin. */
export function pluginInfo(plugin: Plugin): PluginInfo {
  const { id, name, version, description, author, dependencies, routes } = plugin;
  const { hooks, overrides } = plugin.registrations();
  return {
    id,
    name,
    version,
    description,
    author,
    dependencies: [...dependencies],
    routes: routes.map(({ method, path }) => `${method} ${path}`),
    hooks: [...new Set(hooks.map(({ hook }) => normalizeHookName(hook)))],
    overrideOperations: overrides.map(({ operation }) => operation),
    hasParams: plugin.params !== undefined,
  };
}
