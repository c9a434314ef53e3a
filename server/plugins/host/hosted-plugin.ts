import type { Plugin, PluginContext } from 'pagoda-plugin-sdk';
import type { FoundEntry } from '../discovery/index.ts';
import { makeContextOf, type ContextOf, type Identity, type PluginServices } from './plugin-context.ts';

/** A plugin with everything that the host needs to call its code. */
export interface HostedPlugin {
  /** What log lines call it until it is registered. */
  readonly entry: string;
  readonly found: FoundEntry | null;
  readonly plugin: Plugin;
  readonly identity: Identity;
  readonly services: PluginServices;
  readonly contextOf: ContextOf;
}

export function hostPlugin(
  { entry, found, plugin }: Pick<HostedPlugin, 'entry' | 'found' | 'plugin'>,
  options: PluginContext['options'],
  services: PluginServices,
): HostedPlugin {
  const identity = { id: plugin.id, version: plugin.version, options, isElevated: plugin.elevated };
  return { entry, found, plugin, identity, services, contextOf: makeContextOf(identity, services) };
}
