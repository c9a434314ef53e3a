import type {
  GraphQLAnswer,
  HookContext,
  Models,
  PluginContext,
  PluginHookContext,
  PluginLog,
  PluginSql,
  SubscribeOptions,
  TimerWork,
  Topic,
} from 'pagoda-plugin-sdk';
import type { Logger } from 'pino';
import type { Context } from '../../context.ts';
import { perContext } from '../../per-context.ts';
import type { HandlerCall, Loan } from '../hook-call.ts';
import { causeOf } from '../hook-failure.ts';
import { makeSql } from '../storage/index.ts';
import { startTimer, type TimerOptions } from '../timers/index.ts';
import { publish } from '../topics/index.ts';
import { runGraphQL } from './run-graphql.ts';
import { resolverTime } from './time-limit.ts';

/** Whose code is called. */
export interface Identity {
  readonly id: string;
  readonly version: string;
  readonly options: PluginContext['options'];
  /** Whether it may act with all rights. */
  readonly isElevated: boolean;
  /** Whether it has tables of its own. */
  readonly hasStorage: boolean;
  /** What went wrong outside of hooks, which have their own figures. */
  readonly tally: { timerFailures: number };
  /** Aborted when the plugin is disabled and when the server stops. Another is made when it is enabled again. */
  readonly ended: AbortSignal;
}

/** What the host has for all plugins. */
export interface PluginServices {
  readonly models: Models;
  /** Puts the models behind the names that plugins import; null where there are none to put. */
  readonly inject: (() => void) | null;
  /** Whether routes may be called. */
  areReady(): boolean;
  /** Surrounds every call of a plugin's code but those of hooks: what it does with models is done in this context. */
  enter<T>(ctx: Context, pluginId: string, call: () => T): T;
  /** The same for a call that is one transaction as a whole, from when it first asks the database something. */
  enterMutation(ctx: Context, pluginId: string, call: () => unknown): unknown;
  /** Work in the transaction of the call that this is part of, or in one of its own; with the milliseconds that are left of the call. */
  transact<T>(work: (tx: Context, remaining: number) => Promise<T>): Promise<T>;
  /** An operation as the actor, in the transaction of the call or without one. */
  operate<T>(work: (ctx: Context, isInTransaction: boolean) => Promise<T>): Promise<T>;
  /** The same for work of a plugin: its models are part of it. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** A context for what a plugin does later, by itself. */
  renew(ctx: Pick<Context, 'host' | 'em'>): Promise<Context>;
  /** The same for a call of a hook handler. */
  lend(ctx: Context, identity: Identity, call: HandlerCall): Required<Pick<Loan, 'run' | 'end'>>;
  /** Runs work of a plugin whose models have all rights. */
  elevate<T>(ctx: Context, identity: Identity, reason: string, work: () => Promise<T>): Promise<T>;
}

export type ContextOf = (ctx: Context) => PluginContext;

/** Gives what resolvers and routes of one plugin get in place of the host's context; one for each of those. */
export function makeContextOf(identity: Identity, services: PluginServices): ContextOf {
  return perContext((ctx) => Object.freeze(makeContext(ctx, identity, services, {})));
}

/** What a hook handler gets: as long as its call, with the signal of that. */
export function makeHookContext(
  ctx: Context,
  identity: Identity,
  services: PluginServices,
  call: HookContext,
): PluginHookContext {
  return makeContext(ctx, identity, services, call);
}

function makeContext(
  ctx: Context,
  identity: Identity,
  services: PluginServices,
  call: Partial<HookContext>,
): PluginContext & HookContext {
  const { id, version, options } = identity;
  let log: PluginLog | null = null;
  let signal: AbortSignal | null = null;
  let sql: PluginSql | null = null;
  const { changeId, changeIds, changeTime, changeTimes } = call;
  return {
    pluginId: id,
    pluginVersion: version,
    actor: actorOf(ctx),
    models: services.models,
    options,
    dryRun: ctx.dryRun,
    requestId: ctx.requestId === 'internal' ? '' : ctx.requestId,
    ...(changeId === undefined ? {} : { changeId }),
    ...(changeIds === undefined ? {} : { changeIds }),
    ...(changeTime === undefined ? {} : { changeTime }),
    ...(changeTimes === undefined ? {} : { changeTimes }),
    get log() {
      return (log ??= makeLog(ctx.log, id));
    },
    get signal() {
      return call.signal ?? (signal ??= timeOf(ctx));
    },
    get sql() {
      return (sql ??= makeSql(id, identity.hasStorage, (work) =>
        services.transact((tx, remaining) => work(tx.em, Number.isFinite(remaining) ? remaining : 0)),
      ));
    },
    services: {
      graphql: <Data>(source: string, variables: Readonly<Record<string, unknown>> = {}) =>
        // The plugin says what it asked for.
        services.operate((own, isIn) => runGraphQL(own, isIn, source, variables)) as Promise<GraphQLAnswer<Data>>,
    },
    transaction: (work) => services.transaction(work),
    publish: ({ name }, payload) =>
      publish({ pluginId: id, topic: name, payload }, (work) => services.transact(({ em }) => work(em))),
    subscribe: <Payload>({ name }: Topic<Payload>, { missed }: SubscribeOptions<Payload> = {}) =>
      // What is published on a topic has the type of the topic.
      ctx.host.topics.subscribe(id, { topic: name, missed, ended: identity.ended }) as AsyncIterableIterator<Payload>,
    setTimeout: (work, milliseconds) =>
      startTimer({ milliseconds, repeats: false, ...timerOf(ctx, identity, services, work) }),
    setInterval: (work, milliseconds) =>
      startTimer({ milliseconds, repeats: true, ...timerOf(ctx, identity, services, work) }),
    elevated: (reason, work) => services.elevate(ctx, identity, reason, work),
  };
}

/** What a timer calls, each time with a context of its own, and where its failures go. */
function timerOf(
  { host, em }: Context,
  identity: Identity,
  services: PluginServices,
  work: TimerWork,
): Pick<TimerOptions, 'ended' | 'run' | 'fail'> {
  const { id, ended, tally } = identity;
  return {
    ended,
    async run() {
      const fresh = await services.renew({ host, em });
      const ctx = makeContext(fresh, identity, services, { signal: ended });
      await services.enter(fresh, id, async () => work(ctx));
    },
    fail(error) {
      tally.timerFailures += 1;
      const details = { err: error, plugin: id, failures: tally.timerFailures };
      host.log.error(details, `Plugin ${id} failed in a timer: ${causeOf(error)}`);
    },
  };
}

function actorOf({ actor }: Context): PluginContext['actor'] {
  if (!actor) return null;
  const { id, username, isSuperuser } = actor;
  return Object.freeze({ id, username, isSuperuser });
}

function makeLog(log: Logger, plugin: string): PluginLog {
  const child = log.child({ plugin });
  return {
    debug: (message, details = {}) => child.debug(details, message),
    info: (message, details = {}) => child.info(details, message),
    warn: (message, details = {}) => child.warn(details, message),
    error: (message, details = {}) => child.error(details, message),
  };
}

/** As long as a resolver may take. */
function timeOf({ host }: Context): AbortSignal {
  const time = resolverTime(host.settings);
  return time > 0 ? AbortSignal.timeout(time) : new AbortController().signal;
}
