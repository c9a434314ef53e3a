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

/** Whose code is called. */
export interface Identity {
  readonly id: string;
  readonly version: string;
  readonly options: PluginContext['options'];
}

/** What the host has for all plugins. */
export interface PluginServices {
  readonly models: Models;
  /** Puts the models behind the names that plugins import; null where there are none to put. */
  readonly inject: (() => void) | null;
  /** Whether routes may be called. */
  areReady(): boolean;
  /** Surrounds every call of a plugin's code: what it does is done in this context and blamed on this plugin. */
  enter<T>(ctx: Context, pluginId: string, call: () => T): T;
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
  { id, version, options }: Identity,
  { models }: PluginServices,
  call: Partial<HookContext>,
): PluginContext & HookContext {
  let log: PluginLog | null = null;
  let signal: AbortSignal | null = null;
  const { changeId, changeIds } = call;
  return {
    pluginId: id,
    pluginVersion: version,
    actor: actorOf(ctx),
    models,
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
    elevated: () => notYet('elevated'),
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

/** As long as an operation may take. */
function timeOf({ host }: Context): AbortSignal {
  const { executionTimeout } = host.settings;
  return executionTimeout > 0 ? AbortSignal.timeout(executionTimeout) : new AbortController().signal;
}

function notYet(what: string): never {
  throw new InterfaceError(`ctx.${what} is not there in this version of the server`);
}
