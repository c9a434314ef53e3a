import type { PluginInfo } from '../../plugins/index.ts';
import type { Invocation } from '../program.ts';
import { entityText, nameNow } from './named-entity.ts';
import { openPlugins, withStored, type OpenPlugins } from './open-plugins.ts';
import { printTable } from './print-table.ts';

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

export async function listRoutes(invocation: Invocation, json: boolean): Promise<void> {
  const open = await withStored(invocation, await openPlugins(invocation));
  const { plugins } = open;
  const ids = new Set(plugins.enabled.map(({ identity }) => identity.id));
  const routes = plugins.registry.routes
    .filter(({ owner }) => ids.has(owner))
    .map(({ owner, route: { method, path, auth = 'authenticated' } }) => ({ plugin: owner, method, path, auth }));
  const { print } = invocation.terminal;
  if (json) print(JSON.stringify(routes));
  else if (routes.length === 0) invocation.terminal.remark('No plugin that runs has REST routes.');
  else
    printTable(
      print,
      routes.map(({ plugin, method, path, auth }) => [method, path, auth, plugin]),
    );
  tellLeftOut(invocation, open);
}

export async function listHooks(invocation: Invocation, json: boolean): Promise<void> {
  const open = await withStored(invocation, await openPlugins(invocation));
  const live = open.infos.filter(({ state }) => state === 'ENABLED');
  const hooks = live.flatMap((info) =>
    info.hooks.map(({ name, entity, priority }) => {
      const entityNow = entity === null ? null : nameNow(open, info.id, entity);
      return { plugin: info.id, name, entity, entityNow, priority };
    }),
  );
  const { print } = invocation.terminal;
  const registered = new Set(hooks.map(({ name }) => name)).size;
  if (json) print(JSON.stringify({ totalHooks: hooks.length, registeredHooks: registered, hooks }));
  else if (hooks.length === 0) invocation.terminal.remark('No plugin that runs has hook handlers.');
  else
    printTable(
      print,
      hooks.map(({ name, entity, entityNow, priority, plugin }) => [
        name,
        entity === null ? '*' : entityText(entity, entityNow),
        String(priority),
        plugin,
      ]),
    );
  tellLeftOut(invocation, open);
}

/** What is not live is in no list of what is live. */
function tellLeftOut({ terminal }: Invocation, { plugins }: OpenPlugins): void {
  const ids = plugins.disabled.map(({ plugin }) => plugin.id);
  if (ids.length === 0) return;
  terminal.remark(`Without those of ${ids.join(', ')}, which ${ids.length === 1 ? 'is' : 'are'} disabled.`);
}
