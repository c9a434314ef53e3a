import { existsSync } from 'node:fs';
import path from 'node:path';
import pino from 'pino';
import type { Settings } from '../../config.ts';
import { findErrorCode } from '../../error-code.ts';
import type {
  Disabled,
  Discovery,
  FoundEntry,
  PluginHost,
  PluginInfo,
  PluginList,
  RenamedEntity,
} from '../../plugins/index.ts';
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
  /** Entities that plugins know by a former name. Known with what is stored only. */
  readonly renamed: readonly RenamedEntity[];
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
  return { settings, host, plugins, infos: listPlugins(plugins), discovery, idle, renamed: [] };
}

/** The same with what is stored: which are disabled, and which entities they know by a former name. Without a database it is told that this is not known. */
export async function withStored(invocation: Invocation, open: OpenPlugins): Promise<OpenPlugins> {
  if (open.plugins.enabled.length === 0) return open;
  const { listPlugins } = await import('../../plugins/index.ts');
  const { disabled, renamed } = await readStored(invocation, open.settings);
  const plugins = open.host.preview(disabled);
  return { ...open, plugins, infos: listPlugins(plugins), renamed };
}

interface Stored extends Pick<OpenPlugins, 'renamed'> {
  readonly disabled: readonly Disabled[];
}

const NOTHING: Stored = { disabled: [], renamed: [] };

async function readStored({ terminal }: Invocation, settings: Settings): Promise<Stored> {
  const { readDisabled, readRenamedEntities } = await import('../../plugins/index.ts');
  const { withOrm } = await import('../database.ts');
  try {
    const read = (url: string) =>
      withOrm(url, async ({ em }) => {
        return { disabled: await readDisabled(em.fork()), renamed: await readRenamedEntities(em.fork()) };
      });
    return (await withMigrated(settings, read)) ?? NOTHING;
  } catch (error) {
    terminal.remark(`Which plugins are disabled is not known: ${describeFailure(error)}`);
    return NOTHING;
  }
}

const UNDEFINED_TABLE = '42P01';

/** Lends the database as it is. Null for one that nobody has begun, or that no server of this version has migrated. */
export async function withMigrated<T>(settings: Settings, work: (url: string) => Promise<T>): Promise<T | null> {
  if (settings.databaseUrl === null && !existsSync(path.join(settings.dataDir, 'postgres'))) return null;
  const { withDatabase } = await import('../database.ts');
  try {
    return await withDatabase(settings, work);
  } catch (error) {
    if (findErrorCode(error) === UNDEFINED_TABLE) return null;
    throw error;
  }
}
