import type { StoredPlugin } from '../../plugins/index.ts';
import type { Invocation } from '../program.ts';
import { Failure } from '../terminal.ts';
import { openPlugins, withStored, type OpenPlugins } from './open-plugins.ts';

export interface PurgeOptions {
  readonly json?: boolean;
  readonly yes?: boolean;
}

/** Drops what a plugin has in the database. Only of one that does not run. */
export async function purgePlugin(
  invocation: Invocation,
  asked: string,
  { yes = false, json = false }: PurgeOptions,
): Promise<void> {
  const { print, remark } = invocation.terminal;
  const open = await withStored(invocation, await openPlugins(invocation));
  const { listStored, purgeStored } = await import('../../plugins/index.ts');
  const { withClient, withDatabase } = await import('../database.ts');
  await withDatabase(open.settings, (url) =>
    withClient(url, async (client) => {
      const stored = findStored(open, await listStored(client), asked);
      refuseEnabled(open, stored.pluginId);
      const things = describe(stored);
      if (!yes) throw new Failure(`This would drop ${things}, for good. Give --yes to do it.`);
      const role = await purgeStored(client, stored);
      if (json) print(JSON.stringify(stored));
      else print(`Dropped ${things}.`);
      if (role !== null) remark(`The role ${role} is left: the database user may not drop it.`);
    }),
  );
}

function findStored({ infos }: OpenPlugins, all: readonly StoredPlugin[], asked: string): StoredPlugin {
  const byEntry = infos.find(({ entry }) => entry === asked)?.id;
  const stored = all.find(({ pluginId }) => pluginId === asked) ?? all.find(({ pluginId }) => pluginId === byEntry);
  if (stored) return stored;
  const others = all.map(({ pluginId }) => pluginId).join(', ');
  throw new Failure(
    `No plugin "${asked}" has tables in this database. ${others === '' ? 'None has.' : `These have: ${others}`}`,
  );
}

function refuseEnabled({ infos, settings }: OpenPlugins, id: string): void {
  const info = infos.find((one) => one.id === id);
  const isNamed = info ? info.state !== 'DISABLED' : settings.enabledPlugins.includes(id);
  if (!isNamed) return;
  throw new Failure(
    `The plugin ${id} is enabled. First take it out of ENABLED_PLUGINS, or run: pagoda plugins disable ${id}`,
  );
}

function describe({ schema, tables, bytes, migrations }: StoredPlugin): string {
  const names = tables.length > 0 ? `: ${tables.join(', ')}` : '';
  const size = `${Math.ceil(bytes / 1024)} kB`;
  return `the schema ${schema} with its ${tables.length} tables (${size})${names}, and the record of its ${migrations} migrations`;
}
