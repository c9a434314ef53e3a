import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { MikroORM } from '@mikro-orm/postgresql';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Registration } from 'pagoda-plugin-sdk';
import pino, { type Logger } from 'pino';
import type { Settings } from './config.ts';
import type { Actor, Context, Host } from './context.ts';
import { allowOrigins } from './cross-origin.ts';
import {
  checkServer,
  describeFlush,
  isDatabaseAway,
  Listener,
  makeJournal,
  migrateUp,
  openOrm,
  startEmbeddedPostgres,
  type DescribeChange,
} from './db/index.ts';
import {
  CatalogCache,
  EntityRecord,
  entityRegistration,
  makeLoadCatalog,
  readEpoch,
  toEntityView,
  type Catalog,
} from './domains/entity/index.ts';
import {
  EntryChanges,
  EntryRecord,
  entryRegistration,
  loadEntryViews,
  notifyEntryChanges,
} from './domains/entry/index.ts';
import { groupRegistration } from './domains/group/index.ts';
import { roleRegistration } from './domains/role/index.ts';
import { loadUserViews, makeAuthenticate, userRegistration, type Authenticated } from './domains/user/index.ts';
import { nameKey } from './domains/attribute/index.ts';
import { assembleSchema, mountGraphQL, printSortedSchema, rootRegistration } from './graphql/index.ts';
import { drainOnClose } from './drain.ts';
import { mountHealth } from './health.ts';
import { makeAfterCommit, makeHookBus, register } from './plugins/index.ts';
import { logRequests } from './request-log.ts';
import { RECORDS } from './records.ts';
import { mountRoutes } from './rest/index.ts';

/** A server that is ready to listen, and everything that commands and tests need of it. */
export interface App {
  readonly orm: MikroORM;
  readonly host: Host;
  readonly fastify: FastifyInstance;
  /** Where it listens; null before. */
  readonly url: string | null;
  /** Takes requests from now on; gives the address. */
  listen(): Promise<string>;
  /** What one operation of this actor works with. */
  contextFor(actor: Actor | null): Promise<Context>;
  /** When nothing is left to do after the commits so far. */
  settled(): Promise<void>;
  /** Lets requests finish, then lets go of everything. */
  close(): Promise<void>;
}

export interface AppOptions {
  readonly log?: Logger;
  /** What is added to the core, by the same registration that the core uses. */
  readonly registrations?: readonly Registration<Context>[];
}

const CORE = [
  rootRegistration,
  entityRegistration,
  entryRegistration,
  userRegistration,
  groupRegistration,
  roleRegistration,
];

/** Acts where nobody does: for what hooks are told after a commit. */
const SYSTEM: Actor = { id: 0, username: 'system', isSuperuser: true, isReadonly: false };
const DRAIN_MS = 5_000;
/** A client that sends its request slower than this is only there to hold a connection. */
const REQUEST_MS = 60_000;
/** What a request may take longer than its operation: its body arrives first. */
const GRACE_MS = 5_000;

/** Opens the database, brings it up to date and composes every part. What was opened is closed again if a later part fails. */
export async function startApp(settings: Settings, options: AppOptions = {}): Promise<App> {
  await using stack = new AsyncDisposableStack();
  const log = options.log ?? pino({ level: settings.logLevel });
  const urls = await openDatabase(settings, stack);
  const describe: DescribeChange = (row, kind, original) => {
    if (row instanceof EntryRecord) return describeFlush('entry', row, kind, original);
    return row instanceof EntityRecord ? describeFlush('entity', row, kind, original) : null;
  };
  const journal = makeJournal({ describe, onError: (error) => log.error({ err: error }, 'After a commit') });
  const orm = await openOrm(urls.pooled, {
    entities: RECORDS,
    subscribers: [journal.subscriber],
    poolSize: settings.poolSize,
    applicationName: 'pagoda',
    statementTimeout: settings.executionTimeout,
    prepareStatements: urls.pooled === urls.direct,
    log: (message) => log.warn(message),
  });
  stack.defer(() => orm.close());
  await migrate(urls.direct);

  const registry = register([...CORE, ...(options.registrations ?? [])]);
  const listener = new Listener(urls.direct, { log: (message) => log.warn(message) });
  await listener.start();
  stack.defer(() => listener.close());
  await listener.ping(orm.em.fork());
  const host: Host = {
    settings,
    log,
    hooks: makeHookBus(registry.hooks, { log, nameKey }),
    catalogs: new CatalogCache(makeLoadCatalog(settings.timeZone), readEpoch),
    entryChanges: await EntryChanges.start(listener),
  };

  let bound: Catalog | null = null;
  /** A handler that waits for its entity finds it as soon as any process has made it. */
  const bindHooks = (catalog: Catalog): void => {
    if (catalog === bound || registry.hooks.length === 0) return;
    bound = catalog;
    host.hooks.bindEntities((name) => catalog.findEntityByName(name)?.id ?? null);
  };
  const makeContext = async (caller: Authenticated | null, requestId: string, requestLog: Logger): Promise<Context> => {
    const em = orm.em.fork();
    const catalog = await host.catalogs.at(em, caller?.epoch ?? 0);
    bindHooks(catalog);
    return { host, actor: caller?.actor ?? null, em, catalog, log: requestLog, requestId, dryRun: false };
  };
  const contextFor = async (actor: Actor | null): Promise<Context> => {
    const em = orm.em.fork();
    const catalog = await host.catalogs.newest(em);
    bindHooks(catalog);
    return { host, actor, em, catalog, log, requestId: 'internal', dryRun: false };
  };

  const afterCommit = makeAfterCommit({
    hooks: host.hooks,
    log,
    operationFor: () => ({ dryRun: false }),
    loadEntries: async (ids) => loadEntryViews(await contextFor(SYSTEM), ids),
    loadEntities: async (ids) => {
      const { catalog } = await contextFor(SYSTEM);
      return ids.map((id) => toEntityView(catalog.getEntity(id)));
    },
    loadUsers: async (ids) => loadUserViews(await contextFor(SYSTEM), ids),
  });
  journal.onBeforeCommit(notifyEntryChanges);
  journal.onCommitted((changes) => afterCommit.dispatch(changes));
  stack.defer(() => afterCommit.drain(DRAIN_MS).then(() => undefined));

  const loggerInstance: FastifyBaseLogger = log;
  const fastify = Fastify({
    loggerInstance,
    trustProxy: trustOf(settings.trustProxy),
    bodyLimit: settings.maxBodyBytes,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: makeRequestIds(),
    forceCloseConnections: 'idle',
    requestTimeout: REQUEST_MS,
  });
  logRequests(fastify, log);
  drainOnClose(fastify, settings.executionTimeout + GRACE_MS);
  allowOrigins(fastify, settings.allowedOrigins);
  const authenticate = makeAuthenticate(orm.em);
  mountHealth(fastify, orm);
  await mountGraphQL(fastify, { settings, log, registry, authenticate, makeContext, isUnavailable: isDatabaseAway });
  mountRoutes(fastify, registry.routes, {
    authenticate,
    makeContext: (caller, request) => makeContext(caller, request.id, request.log as Logger),
    isUnavailable: isDatabaseAway,
    bodyLimit: settings.maxBodyBytes,
  });
  stack.defer(() => fastify.close());

  const resources = stack.move();
  let url: string | null = null;
  return {
    orm,
    host,
    fastify,
    get url() {
      return url;
    },
    listen: async () => (url = await fastify.listen({ host: settings.host, port: settings.port })),
    contextFor,
    settled: () => afterCommit.settled(),
    close: () => resources.disposeAsync(),
  };
}

/** Unique among all processes and restarts, and cheap: an operator finds a request of an answer in the log. */
function makeRequestIds(): () => string {
  const process = randomBytes(6).toString('base64url');
  let count = 0;
  return () => `${process}-${(count += 1).toString(36)}`;
}

/** Fastify counts no proxies by itself: the nearest ones are those with the lowest numbers. */
function trustOf(trusted: Settings['trustProxy']): boolean | string[] | ((address: string, hop: number) => boolean) {
  if (typeof trusted === 'number') return (_address, hop) => hop < trusted;
  return typeof trusted === 'boolean' ? trusted : [...trusted];
}

/** The schema of the core without any plugin, as SDL. */
export function printCoreSchema(): string {
  return printSortedSchema(assembleSchema(CORE));
}

/** The address for requests, and the one that no pooler stands before. */
async function openDatabase(
  settings: Settings,
  stack: AsyncDisposableStack,
): Promise<{ readonly pooled: string; readonly direct: string }> {
  if (settings.databaseUrl !== null) {
    return { pooled: settings.databaseUrl, direct: settings.databaseDirectUrl ?? settings.databaseUrl };
  }
  const embedded = await startEmbeddedPostgres({ dataDir: path.join(settings.dataDir, 'postgres') });
  stack.defer(() => embedded.stop());
  return { pooled: embedded.url, direct: embedded.url };
}

async function migrate(url: string): Promise<void> {
  const orm = await openOrm(url, { entities: [], poolSize: 2, applicationName: 'pagoda migration' });
  try {
    await checkServer(orm.em);
    await migrateUp(orm);
  } finally {
    await orm.close();
  }
}
