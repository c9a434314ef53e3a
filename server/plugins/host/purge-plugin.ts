import type pg from 'pg';
import { rejected } from '../../errors.ts';
import { awaitClaims, countClaims, excludeClaims, purgeStored, type StoredPlugin } from '../storage/index.ts';
import { lockDisabledOn, type Disabled } from './disabled.store.ts';
import { forgetEntityNamesOn } from './entity-name.store.ts';
import type { PluginList } from './plugin-host.ts';

export interface Purge {
  readonly stored: StoredPlugin;
  /** The plugins that the settings of whoever purges name. */
  readonly list: Pick<PluginList, 'preview'>;
  /** The same as it is written there. */
  readonly names: readonly string[];
  /** Milliseconds for servers to let go of what was disabled a moment ago, and for those who read its tables. */
  readonly patience?: number;
}

/** Longer than a plugin has to end: its calls that are under way and its `stop` have 5 s each. */
const LETTING_GO_MS = 30_000;
/** Less, since whoever wants to read one of the tables meanwhile waits too. */
const DROPPING_MS = 10_000;

/**
 * Drops the tables of a plugin that nobody runs and nobody enables meanwhile. Throws `Rejected` for one that is enabled, here or by a
 * process that runs. Gives the role that was left because the database user may not drop it, or null.
 */
export async function purgePlugin(client: pg.Client, purge: Purge): Promise<string | null> {
  const { stored, patience = LETTING_GO_MS } = purge;
  const { pluginId } = stored;
  const requireUnused = async (): Promise<void> => {
    // Who enables it waits for this lock too, and a process that starts waits for the claims.
    const rows = await lockDisabledOn(client);
    if (!isDisabled(purge, rows)) {
      if (isNamed(purge)) throw isEnabled(pluginId);
      if (!(await excludeClaims(client, 'named', pluginId))) {
        const processes = counted(await countClaims(client, 'named', pluginId));
        throw isEnabled(pluginId, processes);
      }
    }
    if (await awaitClaims(client, 'running', pluginId, patience)) return;
    const processes = counted(await countClaims(client, 'running', pluginId));
    throw rejected(
      'CONFLICT',
      `The plugin ${pluginId} is still in use by ${processes}, though it is disabled. Look into the log there why it does not end, or stop it`,
      ['id'],
    );
  };
  return purgeStored(client, stored, {
    patience: Math.min(patience, DROPPING_MS),
    requireUnused,
    forget: () => forgetEntityNamesOn(client, pluginId),
  });
}

/** As far as the settings here tell. */
export function refuseEnabled(purge: Purge, rows: readonly Disabled[]): void {
  if (!isDisabled(purge, rows) && isNamed(purge)) throw isEnabled(purge.stored.pluginId);
}

/** By itself, or because it depends on one that is. */
function isDisabled({ stored: { pluginId }, list }: Purge, rows: readonly Disabled[]): boolean {
  if (rows.some((row) => row.pluginId === pluginId)) return true;
  return list.preview(rows).disabled.some(({ plugin }) => plugin.id === pluginId);
}

function isNamed({ stored: { pluginId }, list, names }: Purge): boolean {
  const { enabled, refused } = list.preview([]);
  return names.includes(pluginId) || [...enabled, ...refused].some(({ plugin }) => plugin?.id === pluginId);
}

function isEnabled(pluginId: string, processes?: string): Error {
  const why = processes === undefined ? '' : `, by ${processes}`;
  const message = `The plugin ${pluginId} is enabled${why}. First take it out of ENABLED_PLUGINS, or run: pagoda plugins disable ${pluginId}`;
  return rejected('CONFLICT', message, ['id']);
}

function counted(count: number): string {
  return count === 1 ? '1 process that runs' : `${count} processes that run`;
}
