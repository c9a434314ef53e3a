import { existsSync } from 'node:fs';
import path from 'node:path';
import pino from 'pino';
import type { Settings } from '../../config.ts';
import { findErrorCode } from '../../error-code.ts';
import type { Disabled, Discovery, FoundEntry, PluginHost, PluginInfo, PluginList } from '../../plugins/index.ts';
import { describeFailure } from '../failure.ts';
import type { Invocation } from '../program.ts';
import { readSettings } from '../settings.ts';

export interface OpenPlugins {
  readonly settings: Settings;
  readonly host: PluginHost;
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
  const host = await loadPlugins(settings, pino({ level: 'silent' }));
  const { current: plugins } = host;
  const discovery = findEntries(pluginPlaces(settings));
  const asked = new Set([...plugins.enabled, ...plugins.refused].map(({ found }) => found?.module));
  const idle = discovery.entries.filter(({ module }) => !asked.has(module));
  return { settings, host, plugins, infos: listPlugins(plugins), discovery, idle };
}

/** The same, with those disabled that are by what is stored. Without a database it is told that this is not known. */
export async function withStored(invocation: Invocation, open: OpenPlugins): Promise<OpenPlugins> {
  if (open.plugins.enabled.length === 0) return open;
  const { listPlugins } = await import('../../plugins/index.ts');
  const plugins = open.host.preview(await readStored(invocation, open.settings));
  return { ...open, plugins, infos: listPlugins(plugins) };
}

async function readStored({ terminal }: Invocation, settings: Settings): Promise<readonly Disabled[]> {
  // An embedded database that nobody has started yet has nothing stored.
  if (settings.databaseUrl === null && !existsSync(path.join(settings.dataDir, 'postgres'))) return [];
  const { readDisabled } = await import('../../plugins/index.ts');
  const { withDatabase, withOrm } = await import('../database.ts');
  try {
    return await withDatabase(settings, (url) => withOrm(url, ({ em }) => readDisabled(em.fork())));
  } catch (error) {
    // The database was not migrated yet.
    if (findErrorCode(error) === '42P01') return [];
    terminal.remark(`Which plugins are disabled is not known: ${describeFailure(error)}`);
    return [];
  }
}
