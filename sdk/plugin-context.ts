import type { HookContext } from './hooks.ts';
import type { Models } from './model-protocols.ts';
import type { Topic } from './topic.ts';
import type { UserView } from './views.ts';

/** Writes lines to the log of the server; each names the plugin. `details` are further fields of the line. */
export interface PluginLog {
  debug(message: string, details?: Readonly<Record<string, unknown>>): void;
  info(message: string, details?: Readonly<Record<string, unknown>>): void;
  warn(message: string, details?: Readonly<Record<string, unknown>>): void;
  error(message: string, details?: Readonly<Record<string, unknown>>): void;
}

/** What a resolver, route, override, task or hook of a plugin works with. It lasts as long as the call. */
export interface PluginContext {
  readonly pluginId: string;
  readonly pluginVersion: string;
  /** The user on whose behalf this runs; null for the anonymous, and in `ready` and `stop`. */
  readonly actor: UserView | null;
  /** Stored objects. They act as the actor: what the actor may not see is not there. */
  readonly models: Models;
  readonly log: PluginLog;
  /** Aborted when the time of the call is over. Pass it on to what you wait for. */
  readonly signal: AbortSignal;
  /** The operation will be undone after its answer is built: do nothing that cannot be. */
  readonly dryRun: boolean;
  /** The same as in the log lines of the request; empty where there is none. */
  readonly requestId: string;
  /** What the parser in `options` of the declaration returned; `{}` without one. */
  readonly options: Readonly<Record<string, unknown>>;
  /**
   * Sends a payload to all that listen to a topic of this plugin, on every process of the server; after the commit if called
   * in a transaction. JSON only.
   *
   * @example await ctx.publish(rackFilled, { id: entry.id });
   */
  publish<Payload>(topic: Topic<Payload>, payload: Payload): Promise<void>;
  /**
   * The payloads of a topic of this plugin from now on, for the `subscribe` of a subscription field.
   *
   * @example subscribe: (_parent, _args, ctx) => ctx.subscribe(rackFilled)
   */
  subscribe<Payload>(topic: Topic<Payload>): AsyncIterableIterator<Payload>;
  /**
   * Runs a function whose models see and may do everything. The declaration must say `elevated: true`, and each use is
   * logged with its reason. Throws `PluginSecurityError` without that.
   *
   * @example const total = await ctx.elevated('counts for the status page', () => Entry.objects.count());
   */
  elevated<Result>(reason: string, work: () => Promise<Result>): Promise<Result>;
}

/** What a hook handler of a plugin gets as its second argument. */
export type PluginHookContext = PluginContext & HookContext;
