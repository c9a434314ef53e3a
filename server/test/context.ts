import { randomUUID } from 'node:crypto';
import type { AnyHookRegistration } from 'pagoda-plugin-sdk';
import pino from 'pino';
import { parseSettings } from '../config.ts';
import type { Actor, Context } from '../context.ts';
import { CatalogCache, makeLoadCatalog, readEpoch } from '../domains/entity/index.ts';
import { EntryChanges } from '../domains/entry/index.ts';
import { JobChanges, JobFeeds, JobOperations } from '../domains/job/index.ts';
import { createUser } from '../domains/user/index.ts';
import { makeHookBus, OverrideTable, Topics, UncaughtErrors, type PluginList } from '../plugins/index.ts';
import { RECORDS } from '../records.ts';
import { makeTestDatabase, type TestDatabase } from './database.ts';

export interface TestWorld extends TestDatabase {
  readonly admin: Actor;
  /** A context as a request of this actor would get one. */
  contextOf(actor: Actor | null, changes?: Partial<Context>): Promise<Context>;
}

/** A database with one superuser, and contexts for services, without any door. Called at the top of a test file with `await`. */
export async function makeTestWorld(hooks: readonly AnyHookRegistration[] = []): Promise<TestWorld> {
  const database = await makeTestDatabase({ entities: RECORDS });
  const settings = parseSettings({ NODE_ENV: 'test', LOG_LEVEL: 'silent' });
  const log = pino({ level: 'silent' });
  const host = {
    settings,
    log,
    hooks: makeHookBus([{ id: 'test-plugin', hooks }], { log }),
    plugins: noPlugins(),
    catalogs: new CatalogCache(makeLoadCatalog(settings.timeZone), readEpoch),
    entryChanges: new EntryChanges(),
    jobOperations: new JobOperations(),
    keys: { sign: (purpose: string, text: string) => `${purpose} ${text}` },
    jobFeeds: new JobFeeds({ em: database.orm.em, log }),
    jobChanges: new JobChanges({ em: database.orm.em, log }),
    topics: new Topics({ em: database.orm.em.fork(), log }),
    graphql: () => Promise.reject(new Error('There is no schema')),
  };
  const contextOf: TestWorld['contextOf'] = async (actor, changes) => {
    const em = database.orm.em.fork();
    const catalog = await host.catalogs.load(em);
    host.hooks.bindEntities((name, plugin) => catalog.findEntityOf(plugin, name)?.id ?? null);
    return { host, actor, em, catalog, log, requestId: randomUUID(), dryRun: false, ...changes };
  };
  const user = await createUser(await contextOf(null), { username: 'admin', isSuperuser: true });
  const admin = { id: user.id, username: user.username, isSuperuser: true, isReadonly: false, roleIds: [] };
  return { ...database, admin, contextOf };
}

function noPlugins(): PluginList {
  const current = {
    enabled: [],
    refused: [],
    disabled: [],
    registry: { ids: [], modules: [], routes: [], hooks: [] },
    overrides: new OverrideTable([]),
    overridesSet: [],
    overrideProblems: [],
  };
  return { current, uncaught: new UncaughtErrors(), preview: () => current, refresh: () => Promise.resolve() };
}
