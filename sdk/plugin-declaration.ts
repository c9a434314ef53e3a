import type { AnyHookRegistration } from './hooks.ts';
import type { OverrideRegistration } from './override.ts';
import type { Parser } from './parser.ts';
import type { PluginContext, PluginHookContext } from './plugin-context.ts';
import type { PluginMigration } from './plugin-storage.ts';
import type { PluginTaskConfig } from './task-config.ts';
import type { Resolvers } from './registration.ts';
import type { Route } from './route.ts';

/** A route of a plugin. Its path is relative to `/api/v2/plugins/<plugin id>/`: `greet/:name/`, without a slash before it. */
export type PluginRoute = Route<PluginContext>;

/** A hook handler of a plugin, made by `entryHook` and its kin or written as an object. */
export type PluginHook = AnyHookRegistration<PluginHookContext>;

/**
 * A function around a resolver of the core or of another plugin. It calls `next` for what is inside, with its own arguments
 * or others, once, several times or not at all.
 *
 * @example 'Query.entries': (next, parent, args, ctx, info) => next(parent, { ...args, isActive: true }, ctx, info)
 */
export type ResolverWrapper = (
  next: (parent: unknown, args: Readonly<Record<string, unknown>>, ctx: PluginContext, info: unknown) => unknown,
  parent: unknown,
  args: Readonly<Record<string, unknown>>,
  ctx: PluginContext,
  info: unknown,
) => unknown;

/** A wrapper with its place: lower `priority` is further outside; 100 unless told. */
export interface OrderedWrapper {
  readonly priority: number;
  readonly wrapper: ResolverWrapper;
}

/** Everything that a plugin is. It is inert: nothing happens until the host reads it. */
export interface PluginDeclaration {
  /** Letters, digits, `-` and `_`. In the address of its routes, in log lines and errors; no two plugins have the same. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** Of the plugin, as in its package.json. */
  readonly version: string;
  readonly description?: string;
  readonly author?: string;
  /** The ids of plugins that must be loaded before this one. Without them it is refused. */
  readonly dependencies?: readonly string[];
  /** Which versions of the SDK it works with, as npm writes ranges: `^1.0.0`. Any unless told. */
  readonly sdk?: string;
  /** SDL that adds to the schema, or the address of a file with it. Describe every element: that is its reference. */
  readonly typeDefs?: string | URL;
  /** One for each field of `typeDefs` that is more than the property of its parent with the same name. They get a `PluginContext`. */
  readonly resolvers?: Resolvers;
  /** Functions around existing resolvers, by `Type.field`. */
  readonly wrap?: Readonly<Record<`${string}.${string}`, ResolverWrapper | OrderedWrapper>>;
  /** REST routes under `/api/v2/plugins/<id>/`. */
  readonly routes?: readonly PluginRoute[];
  /** Handlers that take part in operations on entries and entities. */
  readonly hooks?: readonly PluginHook[];
  /** Handlers that stand in for operations on entries of the entities that the operator names. */
  readonly overrides?: readonly OverrideRegistration[];
  /** Parses the parameters of overrides, per entity. They arrive as they are without it. */
  readonly params?: Parser<Readonly<Record<string, unknown>>>;
  /** Background tasks. */
  readonly tasks?: PluginTaskConfig;
  /**
   * Makes tables in a PostgreSQL schema of the plugin's own, which `ctx.sql` reaches: `plugin_<id>`, small, with `-` as `_`. They run in this order
   * before `ready`, each once per database, and stay when the plugin is disabled. One that ran must stay in the list as it was: add
   * another to change something. One that fails, was changed or is missing refuses the plugin.
   *
   * @example migrations: [{ name: '0001-create', sql: 'create table change (id bigint generated always as identity primary key, note text)' }]
   */
  readonly migrations?: readonly PluginMigration[];
  /** Parses the values of `PLUGIN_OPTIONS` and `PLUGIN_<ID>_…`. There are no options without it. */
  readonly options?: Parser<Readonly<Record<string, unknown>>>;
  /** Whether it uses `ctx.elevated`. Shown to the operator; without it that throws. */
  readonly elevated?: boolean;
  /** Runs once per process when models are there and before the first call. Has 30 seconds; a throw is logged. */
  readonly ready?: (ctx: PluginContext) => void | Promise<void>;
  /** Runs when the plugin is disabled or the server stops. Has 5 seconds; a throw is logged. */
  readonly stop?: (ctx: PluginContext) => void | Promise<void>;
}
