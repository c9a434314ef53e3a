import type { StoredPlugin } from '../../plugins/index.ts';
import type { Invocation } from '../program.ts';
import { Failure } from '../terminal.ts';
import { openPlugins, type OpenPlugins } from './open-plugins.ts';

export interface PurgeOptions {
  readonly json?: boolean;
  readonly yes?: boolean;
}

/** Drops what a plugin has in the database. Only of one that no process runs. */
export async function purgePlugin(
  invocation: Invocation,
  asked: string,
  { yes = false, json = false }: PurgeOptions,
): Promise<void> {
  const { print, remark } = invocation.terminal;
  const open = await openPlugins(invocation);
  const { host: list, settings } = open;
  const { listStored, purgePlugin: purge, readDisabled, refuseEnabled } = await import('../../plugins/index.ts');
  const { withClient, withDatabase, withOrm } = await import('../database.ts');
  await withDatabase(settings, (url) =>
    withClient(url, async (client) => {
      const stored = findStored(open, await listStored(client), asked);
      const wanted = { stored, list, names: settings.enabledPlugins };
      const things = describe(stored);
      if (!yes) {
        refuseEnabled(wanted, await withOrm(url, ({ em }) => readDisabled(em.fork())));
        throw new Failure(`This would drop ${things}, for good. Give --yes to do it.`);
      }
      const role = await purge(client, wanted);
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

function describe({ schema, tables, bytes, migrations }: StoredPlugin): string {
  const names = tables.length > 0 ? `: ${tables.join(', ')}` : '';
  const size = `${Math.ceil(bytes / 1024)} kB`;
  return `the schema ${schema} with its ${counted(tables.length, 'table')} (${size})${names}, and the record of its ${counted(migrations, 'migration')}`;
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
