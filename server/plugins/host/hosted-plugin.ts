import type { Plugin, PluginContext } from 'pagoda-plugin-sdk';
import type { FoundEntry } from '../discovery/index.ts';
import { makeContextOf, type ContextOf, type Identity, type PluginServices } from './plugin-context.ts';
import { countingServices, PluginLife } from './plugin-life.ts';

/** A plugin with everything that the host needs to call its code, from when it is enabled until it is disabled; then another is made. */
export interface HostedPlugin {
  /** What log lines call it until it is registered. */
  readonly entry: string;
  readonly found: FoundEntry | null;
  readonly plugin: Plugin;
  readonly identity: Identity;
  readonly services: PluginServices;
  readonly contextOf: ContextOf;
  readonly life: PluginLife;
  /** Aborts `identity.ended`: what the plugin began is over. */
  end(): void;
}

export function hostPlugin(
  { entry, found, plugin }: Pick<HostedPlugin, 'entry' | 'found' | 'plugin'>,
  options: PluginContext['options'],
  shared: PluginServices,
): HostedPlugin {
  const life = new PluginLife();
  const services = countingServices(shared, life);
  const { id, version, elevated: isElevated } = plugin;
  const hasStorage = plugin.migrations !== undefined;
  const identity: Identity = {
    id,
    version,
    options,
    isElevated,
    hasStorage,
    tally: { timerFailures: 0 },
    ended: life.ended,
  };
  const contextOf = makeContextOf(identity, services);
  return { entry, found, plugin, identity, services, contextOf, life, end: () => life.end() };
}
