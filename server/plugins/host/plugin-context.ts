import {
  topic,
  type GraphQLAnswer,
  type HookContext,
  type Models,
  type PluginContext,
  type PluginHookContext,
  type PluginLog,
  type PluginSql,
  type SubscribeOptions,
  type TimerWork,
  type Topic,
} from 'pagoda-plugin-sdk';
import type { Logger } from 'pino';
import type { Context } from '../../context.ts';
import { perContext } from '../../per-context.ts';
import type { HandlerCall, Loan } from '../hook-call.ts';
import { tame } from '../../tame.ts';
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
  return new LentContext(ctx, identity, services, call);
}

/**
 * A class, because every object literal that has a getter has a shape of its own. Shapes outlive the small garbage collections, and
 * with them would everything that the getter knows: the request and all its rows.
 */
class LentContext implements PluginContext, HookContext {
  readonly pluginId: string;
  readonly pluginVersion: string;
  readonly actor: PluginContext['actor'];
  readonly models: Models;
  readonly options: PluginContext['options'];
  readonly dryRun: boolean;
  readonly requestId: string;
  declare readonly changeId?: string;
  declare readonly changeIds?: readonly string[];
  declare readonly changeTime?: Date;
  declare readonly changeTimes?: readonly Date[];
  readonly #ctx: Context;
  readonly #identity: Identity;
  readonly #services: PluginServices;
  readonly #call: Partial<HookContext>;
  #log: PluginLog | null = null;
  #signal: AbortSignal | null = null;
  #sql: PluginSql | null = null;

  constructor(ctx: Context, identity: Identity, services: PluginServices, call: Partial<HookContext>) {
    this.pluginId = identity.id;
    this.pluginVersion = identity.version;
    this.actor = actorOf(ctx);
    this.models = services.models;
    this.options = identity.options;
    this.dryRun = ctx.dryRun;
    this.requestId = ctx.requestId === 'internal' ? '' : ctx.requestId;
    if (call.changeId !== undefined) this.changeId = call.changeId;
    if (call.changeIds !== undefined) this.changeIds = call.changeIds;
    if (call.changeTime !== undefined) this.changeTime = call.changeTime;
    if (call.changeTimes !== undefined) this.changeTimes = call.changeTimes;
    this.#ctx = ctx;
    this.#identity = identity;
    this.#services = services;
    this.#call = call;
  }

  get log(): PluginLog {
    return (this.#log ??= makeLog(this.#ctx.log, this.pluginId));
  }

  get signal(): AbortSignal {
    return this.#call.signal ?? (this.#signal ??= timeOf(this.#ctx));
  }

  get sql(): PluginSql {
    return (this.#sql ??= makeSql(this.pluginId, this.#identity.hasStorage, (work) =>
      this.#services.transact((tx, remaining) => work(tx.em, Number.isFinite(remaining) ? remaining : 0)),
    ));
  }

  // Functions of their own, because plugins take them out of the context.

  readonly services: PluginContext['services'] = {
    graphql: <Data>(source: string, variables: Readonly<Record<string, unknown>> = {}) =>
      // The plugin says what it asked for.
      this.#services.operate((own, isIn) => runGraphQL(own, isIn, source, variables)) as Promise<GraphQLAnswer<Data>>,
  };

  readonly transaction: PluginContext['transaction'] = (work) => this.#services.transaction(work);

  readonly publish: PluginContext['publish'] = ({ name }, payload) =>
    publish({ pluginId: this.pluginId, topic: topic(name).name, payload }, (work) =>
      this.#services.transact(({ em }) => work(em)),
    );

  readonly subscribe: PluginContext['subscribe'] = <Payload>(
    { name }: Topic<Payload>,
    { missed }: SubscribeOptions<Payload> = {},
  ) => {
    const { topics } = this.#ctx.host;
    const found = topics.subscribe(this.pluginId, { topic: topic(name).name, missed, ended: this.#identity.ended });
    // What is published on a topic has the type of the topic.
    return found as AsyncIterableIterator<Payload>;
  };

  readonly setTimeout: PluginContext['setTimeout'] = (work, milliseconds) =>
    startTimer({ milliseconds, repeats: false, ...timerOf(this.#ctx, this.#identity, this.#services, work) });

  readonly setInterval: PluginContext['setInterval'] = (work, milliseconds) =>
    startTimer({ milliseconds, repeats: true, ...timerOf(this.#ctx, this.#identity, this.#services, work) });

  readonly elevated: PluginContext['elevated'] = (reason, work) =>
    this.#services.elevate(this.#ctx, this.#identity, reason, work);
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
      if (ended.aborted) return;
      const ctx = makeContext(fresh, identity, services, { signal: ended });
      await services.enter(fresh, id, async () => work(ctx));
    },
    fail(thrown) {
      const error = tame(thrown);
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
