import pino from 'pino';
import type { Settings } from '../../config.ts';
import type { Discovery, FoundEntry, PluginInfo, PluginList } from '../../plugins/index.ts';
import type { Invocation } from '../program.ts';
import { readSettings } from '../settings.ts';

export interface OpenPlugins {
  readonly settings: Settings;
  readonly plugins: PluginList['current'];
  readonly infos: readonly PluginInfo[];
  readonly discovery: Discovery;
  /** What is installed and was not asked for. */
  readonly idle: readonly FoundEntry[];
}

/** Loads the plugins as a server would, without a database, and looks at what else is installed. A refusal is no reason to stop. */
export async function openPlugins(invocation: Invocation): Promise<OpenPlugins> {
  const { loadPlugins, pluginPlaces } = await import('../../app.parts.ts');
  const { findEntries, listPlugins } = await import('../../plugins/index.ts');
  const settings = readSettings(invocation, { pluginsStrict: false });
  const { current: plugins } = await loadPlugins(settings, pino({ level: 'silent' }));
  const discovery = findEntries(pluginPlaces(settings));
  const asked = new Set([...plugins.enabled, ...plugins.refused].map(({ found }) => found?.module));
  const idle = discovery.entries.filter(({ module }) => !asked.has(module));
  return { settings, plugins, infos: listPlugins(plugins), discovery, idle };
}
