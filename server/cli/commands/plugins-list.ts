import type { PluginInfo } from '../../plugins/index.ts';
import type { Invocation } from '../program.ts';
import { Failure } from '../terminal.ts';
import { openPlugins, withStored, type OpenPlugins } from './open-plugins.ts';

/** One line of `plugins list`. */
interface Listed {
  /** Null for one that nobody has imported: its id stands in its module. */
  readonly id: string | null;
  readonly entry: string;
  readonly name: string | null;
  readonly version: string;
  readonly package: string | null;
  readonly state: PluginInfo['state'] | 'NOT_ENABLED';
  readonly reason: string | null;
  readonly overrides: PluginInfo['overrides'];
}

export async function listInstalled(invocation: Invocation, json: boolean): Promise<void> {
  const { infos, idle } = await withStored(invocation, await openPlugins(invocation));
  const asked = infos.map(({ id, entry, name, version, package: owner, state, reason, overrides }): Listed => {
    return { id, entry, name, version, package: owner, state, reason, overrides };
  });
  const installed = idle.map((found): Listed => {
    return { ...nameless, entry: found.name, version: found.version, package: found.package };
  });
  const { print } = invocation.terminal;
  const all = [...asked, ...installed];
  if (json) print(JSON.stringify(all));
  else if (all.length === 0) print('No plugin is installed.');
  else printTable(print, all.map(rowOf));
}

const nameless = { id: null, name: null, state: 'NOT_ENABLED', reason: null, overrides: [] } as const;

const STATES = { ENABLED: 'enabled', DISABLED: 'disabled', REFUSED: 'refused', NOT_ENABLED: 'not enabled' } as const;

function rowOf({ id, entry, version, package: owner, state, reason }: Listed): readonly string[] {
  return [id ?? entry, version || '-', STATES[state], reason ?? (owner === null ? '' : `${entry} of ${owner}`)];
}

export async function showPlugin(invocation: Invocation, id: string, json: boolean): Promise<void> {
  const open = await openPlugins(invocation);
  const find = ({ infos }: OpenPlugins) => infos.find((one) => one.id === id) ?? infos.find((one) => one.entry === id);
  const info = find(open) && find(await withStored(invocation, open));
  if (!info) {
    const isIdle = open.idle.some(({ name }) => name === id);
    const why = isIdle
      ? `is installed but not enabled. Add it to ENABLED_PLUGINS`
      : 'is not there. See: pagoda plugins list';
    throw new Failure(`The plugin "${id}" ${why}`);
  }
  const { print } = invocation.terminal;
  // A command counts nothing: that is for servers.
  const { uncaughtErrors: _, ...known } = info;
  if (json) {
    print(JSON.stringify(known, null, 2));
    return;
  }
  const lines = Object.entries(known).map(([key, value]): readonly string[] => [key, shown(key, value)]);
  printTable(print, lines);
}

function shown(key: string, value: unknown): string {
  if (key === 'hooks') return (value as PluginInfo['hooks']).map(hookText).join('; ') || '-';
  if (key === 'overrides') return (value as PluginInfo['overrides']).map(overrideText).join('; ') || '-';
  if (Array.isArray(value)) return value.join('; ') || '-';
  return typeof value === 'string' && value !== '' ? value : '-';
}

function hookText({ name, entity, priority }: PluginInfo['hooks'][number]): string {
  return `${name}${entity === null ? '' : ` of ${entity}`} at ${priority}`;
}

function overrideText({ operation, entities }: PluginInfo['overrides'][number]): string {
  return `${operation} ${entities.length === 0 ? '(of no entity)' : `of ${entities.join(', ')}`}`;
}

export async function listRoutes(invocation: Invocation, json: boolean): Promise<void> {
  const { plugins } = await openPlugins(invocation);
  const ids = new Set(plugins.enabled.map(({ identity }) => identity.id));
  const routes = plugins.registry.routes
    .filter(({ owner }) => ids.has(owner))
    .map(({ owner, route: { method, path, auth = 'authenticated' } }) => ({ plugin: owner, method, path, auth }));
  const { print } = invocation.terminal;
  if (json) print(JSON.stringify(routes));
  else
    printTable(
      print,
      routes.map(({ plugin, method, path, auth }) => [method, path, auth, plugin]),
    );
}

export async function listHooks(invocation: Invocation, json: boolean): Promise<void> {
  const { infos } = await openPlugins(invocation);
  const hooks = infos.flatMap((info) =>
    info.hooks.map(({ name, entity, priority }) => ({ plugin: info.id, name, entity, priority })),
  );
  const { print } = invocation.terminal;
  const registered = new Set(hooks.map(({ name }) => name)).size;
  if (json) print(JSON.stringify({ totalHooks: hooks.length, registeredHooks: registered, hooks }));
  else
    printTable(
      print,
      hooks.map(({ name, entity, priority, plugin }) => [name, entity ?? '*', String(priority), plugin]),
    );
}

function printTable(print: (line: string) => void, rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows)
    print(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}
