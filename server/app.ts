import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { FastifyInstance } from 'fastify';
import pino, { type Logger } from 'pino';
import { mountDoors, followPlugins } from './app.doors.ts';
import { tellHooks } from './app.hooks.ts';
import { loadPlugins, makeOperations, type Additions } from './app.parts.ts';
import { startWorker } from './app.worker.ts';
import type { Settings } from './config.ts';
import type { Actor, Context, Host } from './context.ts';
import {
  describeFlush,
  Listener,
  makeJournal,
  openDatabase,
  openOrm,
  prepareDatabase,
  type Database,
  type DescribeChange,
  type Journal,
} from './db/index.ts';
import { nameKey, whyNotStored } from './domains/attribute/index.ts';
import { CatalogCache, EntityRecord, makeLoadCatalog, readEpoch } from './domains/entity/index.ts';
import { EntryChanges, EntryRecord, notifyEntryChanges } from './domains/entry/index.ts';
import { JobChanges, JobFeeds } from './domains/job/index.ts';
import { currentChain, followPluginTasks, LONGEST_CHAIN, tellOfChanges } from './domains/plugin-models/index.ts';
import { ServerKeys } from './domains/session/index.ts';
import type { MountedGraphQL } from './graphql/index.ts';
import { mountHealth } from './health.ts';
import { makeHttpServer } from './http-server.ts';
import { prepareQueue } from './jobs/index.ts';
import { makeContexts } from './make-contexts.ts';
import { makeHookBus, makeQueueHooks, makeRanges, readDisabled, Topics, type PluginHost } from './plugins/index.ts';
import { RECORDS } from './records.ts';

/** A server that is ready to listen, and everything that commands and tests need of it. */
export interface App {
  readonly orm: MikroORM;
  readonly host: Host;
  readonly plugins: PluginHost;
  readonly fastify: FastifyInstance;
  /** Where it listens; null before. */
  readonly url: string | null;
  /** Takes requests from now on; gives the address. */
  listen(): Promise<string>;
  /** What one operation of this actor works with. */
  contextFor(actor: Actor | null): Promise<Context>;
  /** Carries out one operation of GraphQL without a door. */
  readonly graphql: MountedGraphQL['run'];
  /** When nothing is left to do after the commits so far. */
  settled(): Promise<void>;
  /** Lets requests finish, then lets go of everything. */
  close(): Promise<void>;
}

export interface AppOptions extends Additions {
  readonly log?: Logger;
  /** Whether this process runs what is queued, too; it does not unless told. */
  readonly worker?: boolean;
  /** Whether tasks of plugins get operation numbers also where nobody set a range, to try them. */
  readonly makesRanges?: boolean;
}

/** How long a server that stops waits for after hooks. */
const DRAIN_MS = 5_000;

/** Opens the database, brings it up to date and composes every part. What was opened is closed again if a later part fails. */
export async function startApp(settings: Settings, options: AppOptions = {}): Promise<App> {
  await using stack = new AsyncDisposableStack();
  const log = options.log ?? pino({ level: settings.logLevel });
  const plugins = await loadPlugins(settings, log, options);

  const database = await openDatabase(settings);
  stack.defer(() => database.close());
  const journal = makeJournal({
    describe: describeRow,
    onError: (error) => log.error({ err: error }, 'After a commit'),
  });
  const orm = await openRecords(database, journal, settings, log);
  stack.defer(() => orm.close());
  await prepareDatabase(database.direct);
  await prepareQueue(database.direct, log);

  const listener = new Listener(database.direct, { log: (message) => log.warn(message) });
  await listener.start();
  stack.defer(() => listener.close());
  await listener.ping(orm.em.fork());

  const disabled = await readDisabled(orm.em.fork());
  plugins.restrict(disabled);
  stack.defer(() => plugins.close());
  await plugins.migrate(database.direct, disabled);
  const keys = await ServerKeys.start({
    em: orm.em.fork(),
    secret: settings.secret,
    listener,
    onError: (error) => log.error({ err: error }, 'The keys were replaced and cannot be read'),
  });
  const host = await makeHost(settings, log, plugins, {
    listener,
    keys,
    em: orm.em.fork(),
    // The doors come later, and are there before anybody asks.
    graphql: (context, request) => doors.graphql.run(context, request),
  });
  stack.defer(() => {
    host.jobFeeds.close();
    host.jobChanges.close();
  });
  const { jobOperations: operations } = host;
  const given = settings.operationRanges ?? {};
  const ranges = options.makesRanges ? makeRanges(plugins.current.enabled, given) : given;
  stack.defer(followPluginTasks({ plugins, operations, ranges, log }));
  const contexts = makeContexts(orm.em, host);
  stack.defer(() => plugins.stop(() => contexts.forActor(null)));
  const afterCommit = tellHooks(host, contexts);
  journal.onBeforeCommit(notifyEntryChanges);
  journal.onBeforeCommit(makeQueueHooks({ hooks: host.hooks, currentChain, longestChain: LONGEST_CHAIN }));
  journal.onCommitted((changes) => tellOfChanges(changes, () => afterCommit.dispatch(changes)));
  stack.defer(() => afterCommit.drain(DRAIN_MS).then(() => undefined));

  const fastify = makeHttpServer(settings, log);
  mountHealth(fastify, orm);
  const doors = await mountDoors(fastify, orm, keys, host, contexts, plugins.current.registry);
  stack.defer(() => fastify.close());
  await plugins.start(() => contexts.forActor(null));
  const follower = followPlugins({ orm, host, contexts, plugins, doors });
  stack.defer(() => follower.stop());
  await follower.start(listener);
  if (options.worker) {
    const stop = await startWorker({ orm, database, listener, host, plugins, contexts });
    stack.defer(stop);
  }

  const resources = stack.move();
  let url: string | null = null;
  return {
    orm,
    host,
    plugins,
    fastify,
    get url() {
      return url;
    },
    listen: async () => (url = await fastify.listen({ host: settings.host, port: settings.port })),
    contextFor: contexts.forActor,
    graphql: doors.graphql.run,
    settled: () => afterCommit.settled(),
    close: () => resources.disposeAsync(),
  };
}

/** What the journal follows. */
const describeRow: DescribeChange = (row, kind, original) => {
  if (row instanceof EntryRecord) return describeFlush('entry', row, kind, original);
  return row instanceof EntityRecord ? describeFlush('entity', row, kind, original) : null;
};

function openRecords(database: Database, journal: Journal, settings: Settings, log: Logger): Promise<MikroORM> {
  return openOrm(database.pooled, {
    entities: RECORDS,
    subscribers: [journal.subscriber],
    poolSize: settings.poolSize,
    applicationName: 'pagoda',
    statementTimeout: settings.executionTimeout,
    // A pooler may lend the next transaction another connection, where nothing is prepared.
    prepareStatements: database.pooled === database.direct,
    log: (message) => log.warn(message),
  });
}

async function makeHost(
  settings: Settings,
  log: Logger,
  plugins: PluginHost,
  {
    listener,
    em,
    graphql,
    keys,
  }: { readonly listener: Listener; readonly em: EntityManager } & Pick<Host, 'graphql' | 'keys'>,
): Promise<Host> {
  return {
    settings,
    log,
    plugins,
    hooks: makeHookBus(plugins.current.registry.hooks, {
      log,
      nameKey,
      lend: plugins.lend,
      checkAttr: ({ type, value }) => whyNotStored(type, value, settings.timeZone),
    }),
    catalogs: new CatalogCache(makeLoadCatalog(settings.timeZone), readEpoch),
    entryChanges: await EntryChanges.start(listener),
    jobOperations: makeOperations(),
    keys,
    jobFeeds: await JobFeeds.start(listener, { em, log }),
    jobChanges: await JobChanges.start(listener, { em, log }),
    topics: await Topics.start(listener, { em, log }),
    graphql,
  };
}
