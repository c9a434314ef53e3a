import { findBatchLoad } from './batch-resolver.ts';
import { PluginLoadError, PluginSecurityError } from './exceptions.ts';
import type { HookName } from './hook-names.ts';
import type { HookPayloads, HookResult } from './hook-payloads.ts';
import { callHook } from './harness-hooks.ts';
import { callRoute, type HarnessRequest } from './harness-routes.ts';
import { runTask, type HarnessJob, type TaskRun } from './harness-tasks.ts';
import { makeHarnessSql, type AnswerSql, type SentStatement } from './harness-sql.ts';
import { HarnessTimers, type HarnessTimer } from './harness-timers.ts';
import { HarnessTopics } from './harness-topics.ts';
import type { Models } from './model-protocols.ts';
import * as standIns from './models.ts';
import { parseWith } from './parser.ts';
import { readPlugin, type Plugin } from './plugin.ts';
import type { PluginContext, PluginLog } from './plugin-context.ts';
import type { RouteResponse } from './route.ts';
import type { Services } from './services.ts';
import type { UserView } from './views.ts';

/** A line that the plugin wrote to the log. */
export interface LogLine {
  readonly level: keyof PluginLog;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Something that the plugin published. */
export interface PublishedEvent {
  readonly topic: string;
  readonly payload: unknown;
}

/** What the plugin finds around it. */
export interface HarnessOptions {
  /** Who acts; a superuser `admin` with the id 1 unless told, null for the anonymous. */
  readonly actor?: UserView | null;
  /** What stands in `PLUGIN_OPTIONS` for it. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** What `ctx.models` holds; unless told what `injectModels` gave, for which see there. */
  readonly models?: Models;
  readonly dryRun?: boolean;
  /**
   * Answers for the tables of the plugin; `ctx.sql` throws without it.
   *
   * @example sql: ({ text }) => (text.startsWith('select') ? [{ count: 3 }] : [])
   */
  readonly sql?: AnswerSql;
  /**
   * Answers for `ctx.services.graphql`, which throws without it.
   *
   * @example graphql: async () => ({ data: { entry: null }, errors: [] })
   */
  readonly graphql?: Services['graphql'];
}

/** A plugin with a host around it. */
export interface Harness {
  readonly plugin: Plugin;
  readonly ctx: PluginContext;
  readonly log: readonly LogLine[];
  readonly published: readonly PublishedEvent[];
  /** What it asked its tables. */
  readonly statements: readonly SentStatement[];
  /** The timers that it made and that wait. No clock runs: see `runTimers`. */
  readonly timers: readonly HarnessTimer[];
  /** Calls each timer that waits, once, as if its time had come. What one throws comes out. */
  runTimers(): Promise<void>;
  /** Runs a task once, with a job that remembers what the task did: see `runTask`. */
  runTask(name: string, job?: HarnessJob): Promise<TaskRun>;
  /** Runs the handlers of a hook: see `callHook`. */
  hook<N extends HookName>(name: N, payload: HookPayloads[N]): Promise<HookResult<N> | void>;
  /** Sends a request to its routes: see `callRoute`. */
  request(method: string, path: string, request?: HarnessRequest): Promise<RouteResponse>;
  /** Calls a resolver such as `Query.hello`. Batch resolvers get all of `parents`; of others each is asked on its own. */
  resolve(field: string, parents?: readonly unknown[], args?: unknown): Promise<readonly unknown[]>;
}

/**
 * Puts a plugin into an in-memory host: reads it as the server does, and gives it a context that remembers what it does.
 *
 * @param exported What the module of the plugin exports.
 * @throws PluginLoadError when that is no plugin, PluginValidationError when its declaration breaks a rule, and what the
 *   parser of its options throws.
 * @example
 * const { request } = makeHarness(plugin);
 * assert.deepEqual((await request('GET', 'greet/Ada/')).body, { greeting: 'Hello, Ada!' });
 */
export function makeHarness(exported: unknown, options: HarnessOptions = {}): Harness {
  const plugin = readPlugin(exported);
  if (!plugin)
    throw new PluginLoadError('This is no plugin: export what definePlugin returns, or a class that extends Plugin');
  const memory: Memory = { log: [], statements: [], topics: new HarnessTopics(), timers: new HarnessTimers() };
  const { log, statements, topics, timers } = memory;
  const ctx = makeContext(plugin, options, memory);
  return {
    plugin,
    ctx,
    log,
    published: topics.published,
    statements,
    get timers() {
      return timers.waiting;
    },
    runTimers: () => timers.run(ctx),
    runTask: (name, job) => runTask(plugin, ctx, name, job),
    hook: (name, payload) => callHook(plugin, ctx, name, payload),
    request: (method, path, request) => callRoute(plugin, ctx, method, path, request),
    resolve: (field, parents = [undefined], args = {}) => resolve(plugin, ctx, field, parents, args),
  };
}

/** What the plugin did. */
interface Memory {
  readonly log: LogLine[];
  readonly statements: SentStatement[];
  readonly topics: HarnessTopics;
  readonly timers: HarnessTimers;
}

function makeContext(
  plugin: Plugin,
  {
    actor = { id: 1, username: 'admin', isSuperuser: true },
    options = {},
    models = standIns,
    dryRun = false,
    sql,
    graphql,
  }: HarnessOptions,
  { log, statements, topics, timers }: Memory,
): PluginContext {
  const writer =
    (level: keyof PluginLog) =>
    (message: string, details: LogLine['details'] = {}): void =>
      void log.push({ level, message, details });
  return {
    pluginId: plugin.id,
    pluginVersion: plugin.version,
    actor,
    models,
    log: { debug: writer('debug'), info: writer('info'), warn: writer('warn'), error: writer('error') },
    signal: new AbortController().signal,
    dryRun,
    requestId: 'test',
    options: plugin.options ? parseWith(plugin.options, options) : {},
    services: { graphql: graphql ?? noGraphQL },
    sql: makeHarnessSql(sql, statements),
    transaction: (work) => work(),
    publish: async ({ name }, payload) => topics.publish(name, payload),
    subscribe: ({ name }) => topics.subscribe(name),
    setTimeout: (work, milliseconds) => timers.add(work, milliseconds, false),
    setInterval: (work, milliseconds) => timers.add(work, milliseconds, true),
    elevated: async (reason, work) => {
      if (!plugin.elevated)
        throw new PluginSecurityError(`"${plugin.id}" does not declare \`elevated: true\` (${reason})`);
      return work();
    },
  };
}

function noGraphQL(): never {
  throw new PluginLoadError(
    'The in-memory host has no schema: pass `graphql`, which answers for it, or test with a server',
  );
}

async function resolve(
  { resolvers = {} }: Plugin,
  ctx: PluginContext,
  field: string,
  parents: readonly unknown[],
  args: unknown,
): Promise<readonly unknown[]> {
  const [type = '', name = ''] = field.split('.');
  const resolver: unknown = Reflect.get(Object(resolvers[type]), name);
  if (typeof resolver !== 'function') throw new PluginLoadError(`There is no resolver ${field}`);
  const load = findBatchLoad(resolver);
  if (load) return load(parents, args, ctx);
  return Promise.all(parents.map((parent) => resolver(parent, args, ctx, {})));
}
