import type { HookContext } from './hooks.ts';
import type { Models } from './model-protocols.ts';
import type { PluginSql } from './plugin-storage.ts';
import type { PluginTimer, TimerWork } from './plugin-timer.ts';
import type { Services } from './services.ts';
import type { SubscribeOptions, Topic } from './topic.ts';
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
  /** What models cannot do, as the actor. */
  readonly services: Services;
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
   * The tables of the plugin: see `PluginSql`. Throws an `InterfaceError` if the declaration has no `migrations`.
   *
   * @example const [{ count }] = await ctx.sql<{ count: number }>`select count(*) from change where entry_id = ${entry.id}`;
   */
  readonly sql: PluginSql;
  /**
   * Runs a function in one transaction: what it writes through `ctx.sql` and the models and what it publishes is kept as a whole, or
   * undone as a whole when it throws. Inside of another transaction it is a part of that which can be undone alone.
   *
   * @example await ctx.transaction(async () => {
   *   await ctx.sql`update stock set amount = amount - 1 where part = ${part}`;
   *   await entry.save();
   * });
   */
  transaction<Result>(work: () => Promise<Result>): Promise<Result>;
  /**
   * Sends a payload to all that listen to a topic of this plugin, on every process of the server; after the commit if called
   * in a transaction, and not at all if that is undone. What one transaction sends arrives in that order. JSON only: throws an
   * `InterfaceError` for anything that would not arrive as it is (a `Date`, a class, NaN), and for more than a megabyte.
   *
   * @example await ctx.publish(rackFilled, { id: entry.id });
   */
  publish<Payload>(topic: Topic<Payload>, payload: Payload): Promise<void>;
  /**
   * The payloads of a topic of this plugin from now on, for the `subscribe` of a subscription field. It ends when the plugin is
   * disabled, and with its client. Nothing is stored: see `SubscribeOptions` for what happens when payloads are missed.
   *
   * @example subscribe: (_parent, _args, ctx) => ctx.subscribe(rackFilled)
   */
  subscribe<Payload>(topic: Topic<Payload>, options?: SubscribeOptions<Payload>): AsyncIterableIterator<Payload>;
  /**
   * Calls a function once, after so many milliseconds. A throw is logged with the name of the plugin and counted, and ends nothing.
   * The timer ends with the plugin. Each process of the server has its own.
   *
   * @example ctx.setTimeout((later) => later.log.info('A minute has passed'), 60_000);
   */
  setTimeout(work: TimerWork, milliseconds: number): PluginTimer;
  /**
   * The same again and again, for example from `ready`. A call that takes longer is waited for: calls never overlap.
   *
   * @example ready: (ctx) => void ctx.setInterval((tick) => tick.sql`delete from change where time < now() - interval '1 year'`, 3_600_000)
   */
  setInterval(work: TimerWork, milliseconds: number): PluginTimer;
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
