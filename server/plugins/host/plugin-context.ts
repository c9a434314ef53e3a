import {
  InterfaceError,
  type HookContext,
  type Models,
  type PluginContext,
  type PluginHookContext,
  type PluginLog,
} from 'pagoda-plugin-sdk';
import type { Logger } from 'pino';
import type { Context } from '../../context.ts';
import { perContext } from '../../per-context.ts';
import type { HandlerCall, Loan } from '../hook-call.ts';
import { resolverTime } from './time-limit.ts';

/** Whose code is called. */
export interface Identity {
  readonly id: string;
  readonly version: string;
  readonly options: PluginContext['options'];
  /** Whether it may act with all rights. */
  readonly isElevated: boolean;
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
  const { changeId, changeIds } = call;
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
    get log() {
      return (log ??= makeLog(ctx.log, id));
    },
    get signal() {
      return call.signal ?? (signal ??= timeOf(ctx));
    },
    publish: () => notYet('publish'),
    subscribe: () => notYet('subscribe'),
    elevated: (reason, work) => services.elevate(ctx, identity, reason, work),
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

function notYet(what: string): never {
  throw new InterfaceError(`ctx.${what} is not there in this version of the server`);
}
