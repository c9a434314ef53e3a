import { getPagodaVersion } from 'pagoda-plugin-sdk';
import type { ExaminedMigration, PluginInfo, TaskInfo } from '../../plugins/index.ts';
import { describeFailure } from '../failure.ts';
import type { Invocation } from '../program.ts';
import { Failure } from '../terminal.ts';
import { entityText, nameNow } from './named-entity.ts';
import { openPlugins, withMigrated, withStored, type OpenPlugins } from './open-plugins.ts';
import { printTable } from './print-table.ts';

/** What a command knows of a plugin besides what a server tells of it. */
interface Details {
  /** Which versions of the SDK the plugin takes; null for any. */
  readonly sdk: string | null;
  /** The version that this server has. */
  readonly serverSdk: string;
  readonly tasks: readonly TaskInfo[];
  /** As the plugin gets them, without secrets; null when it takes none. */
  readonly options: Readonly<Record<string, unknown>> | null;
  readonly elevated: boolean;
  readonly migrations: readonly (Pick<ExaminedMigration, 'name'> & { readonly appliedTime: Date | null | undefined })[];
  readonly tables: readonly string[];
}

export async function showPlugin(invocation: Invocation, id: string, json: boolean): Promise<void> {
  const open = await openPlugins(invocation);
  const find = ({ infos }: OpenPlugins) => infos.find((one) => one.id === id) ?? infos.find((one) => one.entry === id);
  const stored = find(open) && (await withStored(invocation, open));
  const info = stored && find(stored);
  if (!info) {
    const isIdle = open.idle.some(({ name }) => name === id);
    const why = isIdle
      ? `is installed but not enabled. Add it to ENABLED_PLUGINS`
      : 'is not there. See: pagoda plugins list';
    throw new Failure(`The plugin "${id}" ${why}`);
  }
  const { print } = invocation.terminal;
  // A command counts nothing: that is for servers.
  const { uncaughtErrors: _, ...rest } = info;
  const named = { hooks: hooksOf(stored, info), overrides: overridesOf(stored, info) };
  const known = { ...rest, ...named, ...(await detailsOf(invocation, open, info)) };
  if (json) print(JSON.stringify(known, null, 2));
  else
    printTable(
      print,
      Object.entries(known).map(([key, value]): readonly string[] => [key, shown(key, value)]),
    );
}

type ShownHook = Pick<PluginInfo['hooks'][number], 'name' | 'entity' | 'priority'> & {
  /** What the entity is called now, if otherwise. */
  readonly entityNow: string | null;
};

function hooksOf(open: OpenPlugins, { id, hooks }: PluginInfo): readonly ShownHook[] {
  return hooks.map(({ name, entity, priority }) => {
    return { name, entity, entityNow: entity === null ? null : nameNow(open, id, entity), priority };
  });
}

type ShownOverride = PluginInfo['overrides'][number] & {
  /** What each of the entities is called now, if otherwise. */
  readonly entitiesNow: readonly (string | null)[];
};

function overridesOf(open: OpenPlugins, { id, overrides }: PluginInfo): readonly ShownOverride[] {
  return overrides.map((one) => ({ ...one, entitiesNow: one.entities.map((entity) => nameNow(open, id, entity)) }));
}

/** Of one that is refused nothing is known but its declaration, and that may be anything. */
async function detailsOf(invocation: Invocation, open: OpenPlugins, { id }: PluginInfo): Promise<Details> {
  const { describeTasks, maskOptions } = await import('../../plugins/index.ts');
  const hosted = open.plugins.enabled.find(({ plugin }) => plugin.id === id);
  if (!hosted) return { ...sdkOf(open, id), tasks: [], options: null, elevated: false, migrations: [], tables: [] };
  const { plugin, identity } = hosted;
  return {
    ...sdkOf(open, id),
    tasks: describeTasks(hosted, open.settings.operationRanges ?? {}),
    options: plugin.options ? maskOptions(identity.options) : null,
    elevated: plugin.elevated,
    ...(await storageOf(invocation, open, hosted)),
  };
}

function sdkOf({ plugins: { enabled, refused } }: OpenPlugins, id: string): Pick<Details, 'sdk' | 'serverSdk'> {
  const found = [...enabled, ...refused].find(({ plugin }) => plugin?.id === id);
  return { sdk: found?.plugin?.sdk ?? null, serverSdk: getPagodaVersion() };
}

async function storageOf(
  { terminal }: Invocation,
  { settings }: OpenPlugins,
  { plugin }: OpenPlugins['plugins']['enabled'][number],
): Promise<Pick<Details, 'migrations' | 'tables'>> {
  if (plugin.migrations === undefined) return { migrations: [], tables: [] };
  const declared = (appliedTime: null | undefined) =>
    (plugin.migrations ?? []).map(({ name }) => ({ name, appliedTime }));
  const { examineStorage, listStored } = await import('../../plugins/index.ts');
  const { withClient } = await import('../database.ts');
  const look = (url: string) =>
    withClient(url, async (client) => ({
      migrations: (await examineStorage(client, plugin)).migrations,
      tables: (await listStored(client)).find(({ pluginId }) => pluginId === plugin.id)?.tables ?? [],
    }));
  try {
    return (await withMigrated(settings, look)) ?? { migrations: declared(null), tables: [] };
  } catch (error) {
    terminal.remark(`Which migrations were applied is not known: ${describeFailure(error)}`);
    return { migrations: declared(undefined), tables: [] };
  }
}

function shown(key: string, value: unknown): string {
  if (key === 'hooks') return (value as readonly ShownHook[]).map(hookText).join('; ') || '-';
  if (key === 'overrides') return (value as readonly ShownOverride[]).map(overrideText).join('; ') || '-';
  if (key === 'tasks') return (value as Details['tasks']).map(taskText).join('; ') || '-';
  if (key === 'options') return value === null ? '-' : optionsText(value as NonNullable<Details['options']>);
  if (key === 'migrations') return (value as Details['migrations']).map(migrationText).join('; ') || '-';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.join('; ') || '-';
  return typeof value === 'string' && value !== '' ? value : '-';
}

function hookText({ name, entity, entityNow, priority }: ShownHook): string {
  return `${name}${entity === null ? '' : ` of ${entityText(entity, entityNow)}`} at ${priority}`;
}

function overrideText({ operation, entities, entitiesNow }: ShownOverride): string {
  const names = entities.map((entity, index) => entityText(entity, entitiesNow[index]));
  return `${operation} ${names.length === 0 ? '(of no entity)' : `of ${names.join(', ')}`}`;
}

function taskText({ name, operation, flags, cron }: TaskInfo): string {
  const number =
    operation === null ? 'has no operation number, set PLUGIN_OPERATION_ID_CONFIG' : `is operation ${operation}`;
  const more = [...flags, ...(cron === null ? [] : [`at ${cron}`])].join(', ');
  return `${name} ${number}${more === '' ? '' : ` (${more})`}`;
}

function optionsText(options: NonNullable<Details['options']>): string {
  const texts = Object.entries(options).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return texts.join('; ') || '-';
}

function migrationText({ name, appliedTime }: Details['migrations'][number]): string {
  if (appliedTime === undefined) return `${name} (not known)`;
  return `${name} (${appliedTime === null ? 'not applied' : `applied ${appliedTime.toISOString()}`})`;
}
