import type { EntityManager } from '@mikro-orm/postgresql';
import { rejected } from '../../errors.ts';
import type { Plugins } from './build-plugins.ts';
import { deleteDisabled, insertDisabled, lockDisabled, type Disabled } from './disabled.store.ts';
import { lookUpAnew } from './entity-name.store.ts';
import type { PluginList } from './plugin-host.ts';

/** A plugin to be switched, and by whom. */
export interface Toggle {
  /** Or the entry name. */
  readonly id: string;
  readonly isEnabled: boolean;
  /** Null for the command line. */
  readonly userId: number | null;
}

/** What came of a toggle. */
export interface Toggled {
  readonly id: string;
  /** What runs when it is in force. */
  readonly plugins: Plugins;
  /** False if it was so already. */
  readonly isChanged: boolean;
}

/**
 * Stores that a plugin is to run or not, in the transaction of the entity manager; servers hear of it when that is committed. Throws
 * `Rejected` for one that no server of these settings could run, and where others stand against it.
 */
export async function togglePlugin(list: PluginList, em: EntityManager, toggle: Toggle): Promise<Toggled> {
  const rows = await lockDisabled(em);
  const before = list.preview(rows);
  const id = findId(before, toggle);
  const isStored = rows.some(({ pluginId }) => pluginId === id);
  if (isStored !== toggle.isEnabled) {
    if (toggle.isEnabled) requireRunning(before, id);
    return { id, plugins: before, isChanged: false };
  }
  if (toggle.isEnabled) await deleteDisabled(em, id);
  else await insertDisabled(em, id, toggle.userId);
  const plugins = list.preview(toggle.isEnabled ? without(rows, id) : [...rows, madeNow(id)]);
  if (toggle.isEnabled) {
    requireRunning(plugins, id);
    await lookUpAnew(em, newOnes(before, plugins));
  } else refuseLosses(before, plugins, id);
  return { id, plugins, isChanged: true };
}

function findId({ enabled, disabled, refused }: Plugins, { id: asked, isEnabled }: Toggle): string {
  const able = [...enabled, ...disabled];
  const found = able.find(({ plugin }) => plugin.id === asked) ?? able.find(({ entry }) => entry === asked);
  if (found) return found.plugin.id;
  const refusal = refused.find(({ plugin, entry }) => plugin?.id === asked || entry === asked);
  // What could not get its tables is tried again when it was switched off and on.
  if (refusal?.plugin && refusal.lacksTables && !isEnabled) return refusal.plugin.id;
  if (refusal) {
    throw rejected('CONFLICT', `The plugin "${asked}" was refused: ${refusal.reason}`, ['id']);
  }
  const known = able.map(({ plugin }) => plugin.id).join(', ');
  const reason = known
    ? `There is no plugin "${asked}" among those that ENABLED_PLUGINS names: ${known}`
    : `ENABLED_PLUGINS names no plugin, so "${asked}" cannot be switched. Commands need the settings of the server`;
  throw rejected('NOT_FOUND', reason, ['id']);
}

function requireRunning({ enabled, disabled }: Plugins, id: string): void {
  if (enabled.some(({ plugin }) => plugin.id === id)) return;
  const reason = disabled.find(({ plugin }) => plugin.id === id)?.reason;
  throw rejected('CONFLICT', `The plugin "${id}" cannot be enabled: ${reason}. Enable that one first`, ['id']);
}

function newOnes(before: Plugins, after: Plugins): readonly string[] {
  const came = after.enabled.filter(({ plugin }) => !before.enabled.some((one) => one.plugin === plugin));
  return came.map(({ plugin }) => plugin.id);
}

/** Whoever wants others to end too says so for each of them. */
function refuseLosses(before: Plugins, after: Plugins, id: string): void {
  const lost = after.disabled.filter(
    ({ plugin }) => plugin.id !== id && before.enabled.some((one) => one.plugin === plugin),
  );
  if (lost.length === 0) return;
  const names = lost.map(({ plugin }) => `"${plugin.id}"`).join(', ');
  const reasons = lost.filter(({ plugin }) => !plugin.dependencies.includes(id)).map(({ reason }) => reason);
  const why = reasons.length > 0 ? ` (${reasons.join('; ')})` : '';
  throw rejected('IN_USE', `The plugin "${id}" is needed by ${names}${why}. Disable what needs it first`, ['id']);
}

function without(rows: readonly Disabled[], id: string): readonly Disabled[] {
  return rows.filter(({ pluginId }) => pluginId !== id);
}

function madeNow(pluginId: string): Disabled {
  return { pluginId, username: null, time: new Date() };
}
