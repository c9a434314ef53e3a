import { CatalogCache, makeLoadCatalog, readEpoch, type Catalog } from '../../domains/entity/index.ts';
import { OverrideTable, examineStorage, type Override } from '../../plugins/index.ts';
import { withClient, withOrm } from '../database.ts';
import { withMigrated, type OpenPlugins } from './open-plugins.ts';

interface Unbound {
  readonly plugin: string;
  readonly entity: string;
}

/** What the database has to say of the plugins that run. */
export interface DatabaseReport {
  /** Handlers that wait for an entity. */
  readonly unbound: readonly (Unbound & { readonly hook: string })[];
  readonly unboundOverrides: readonly (Unbound & { readonly operation: string })[];
  /** Overrides of which two turn out to be of one entity. */
  readonly conflicts: readonly string[];
  /** Plugins that would not get their tables. */
  readonly unfit: readonly { readonly plugin: string; readonly reason: string }[];
}

/** Changes nothing. Null for a database that no server has made ready yet: everything waits there. */
export function examineDatabase({ settings, plugins }: OpenPlugins): Promise<DatabaseReport | null> {
  return withMigrated(settings, async (url) => {
    const catalog = await withOrm(url, ({ em }) =>
      new CatalogCache(makeLoadCatalog(settings.timeZone), readEpoch).newest(em.fork()),
    );
    return { ...examineNames(plugins, catalog), unfit: await examineTables(plugins, url) };
  });
}

type Plugins = OpenPlugins['plugins'];

function examineNames(plugins: Plugins, catalog: Catalog): Omit<DatabaseReport, 'unfit'> {
  const hooks = plugins.enabled.flatMap(({ plugin }) => plugin.hooks.map((one) => ({ plugin: plugin.id, ...one })));
  const overrides = plugins.overridesSet.filter(({ hosted }) =>
    plugins.enabled.some(({ plugin }) => plugin === hosted.plugin),
  );
  const isThere = ({ entity, hosted }: Override): boolean =>
    /^\d+$/.test(entity)
      ? catalog.findEntity(Number(entity))?.isActive === true
      : catalog.findEntityOf(hosted.plugin.id, entity) !== null;
  return {
    unbound: hooks.flatMap(({ plugin, hook, entity }) =>
      entity === undefined || catalog.findEntityOf(plugin, entity) !== null ? [] : [{ plugin, hook, entity }],
    ),
    unboundOverrides: overrides
      .filter((override) => !isThere(override))
      .map(({ hosted, operation, entity }) => ({ plugin: hosted.plugin.id, operation, entity })),
    conflicts: new OverrideTable(overrides).newConflicts(catalog).map(({ message }) => message),
  };
}

function examineTables({ enabled }: Plugins, url: string): Promise<DatabaseReport['unfit']> {
  return withClient(url, async (client) => {
    const unfit: DatabaseReport['unfit'][number][] = [];
    for (const { plugin } of enabled) {
      const { problem } = plugin.migrations === undefined ? { problem: null } : await examineStorage(client, plugin);
      if (problem !== null) unfit.push({ plugin: plugin.id, reason: problem });
    }
    return unfit;
  });
}
