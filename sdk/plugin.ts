import { decoratedOf, forgetDecorated, type Decorated } from './decorated.ts';
import { PluginValidationError } from './exceptions.ts';
import type { OverrideHandler, OverrideRegistration } from './override.ts';
import { parseWith, type Parser } from './parser.ts';
import type { PluginContext } from './plugin-context.ts';
import type { PluginDeclaration, PluginHook, PluginRoute } from './plugin-declaration.ts';
import { pluginInfo, type PluginInfo } from './plugin-info.ts';
import type { PluginMigration } from './plugin-storage.ts';
import type { Resolvers } from './registration.ts';
import type { PluginTaskConfig } from './task-config.ts';

const brand = Symbol.for('pagoda-plugin-sdk/1/Plugin');

/**
 * A plugin. Write a value with `definePlugin`, or a class that extends this one whose methods carry the standard decorators
 * `entryHook` and its kin (then compile it: Node cannot run decorators as they are).
 *
 * @example
 * export default class MyPlugin extends Plugin {
 *   override id = 'my-plugin';
 *   override name = 'My Plugin';
 *   \@entryHook('after_create')
 *   log({ entry }: EntryLifecycle, ctx: PluginHookContext) { ctx.log.info(`Entry created: ${entry.name}`); }
 * }
 */
export class Plugin implements PluginDeclaration {
  readonly id: string = '';
  readonly name: string = '';
  readonly version: string = '1.0.0';
  readonly description: string = '';
  readonly author: string = '';
  readonly dependencies: readonly string[] = [];
  declare readonly sdk?: string;
  declare readonly typeDefs?: string | URL;
  declare readonly resolvers?: Resolvers;
  declare readonly wrap?: NonNullable<PluginDeclaration['wrap']>;
  readonly routes: readonly PluginRoute[] = [];
  readonly hooks: readonly PluginHook[] = [];
  readonly overrides: readonly OverrideRegistration[] = [];
  declare readonly params?: Parser<Readonly<Record<string, unknown>>>;
  declare readonly tasks?: PluginTaskConfig;
  declare readonly migrations?: readonly PluginMigration[];
  declare readonly options?: Parser<Readonly<Record<string, unknown>>>;
  readonly elevated: boolean = false;

  static {
    Object.defineProperty(this.prototype, brand, { value: true });
  }

  ready?(ctx: PluginContext): void | Promise<void>;
  stop?(ctx: PluginContext): void | Promise<void>;

  /**
   * Checks the declaration; the host calls it before anything else. May be called again.
   *
   * @throws PluginValidationError for the first rule that is broken.
   */
  validate(): void {
    const broken = findBrokenRule(this);
    if (broken) throw new PluginValidationError(broken);
  }

  /**
   * What the parser in `params` makes of the parameters of an override; the parameters themselves without one. Throws what
   * the parser throws.
   */
  validateParams(params: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    return this.params ? parseWith(this.params, params) : params;
  }

  /** The handler that overrides an operation (in any case), or null. */
  getHandler(operation: string): OverrideHandler | null {
    const wanted = operation.toLowerCase();
    return this.registrations().overrides.find((override) => override.operation === wanted)?.handler ?? null;
  }

  /** The hooks and overrides of the declaration, then those of decorated methods. */
  registrations(): Decorated {
    return registrationsOf(this);
  }

  /** What lists and the command line show of the plugin. */
  getInfo(): PluginInfo {
    return pluginInfo(this);
  }

  /** `<name> v<version> (<id>)`. */
  toString(): string {
    return `${this.name} v${this.version} (${this.id})`;
  }

  /** What `console.log` prints: `<Plugin: <id>>`. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `<Plugin: ${this.id}>`;
  }
}

/**
 * Makes a plugin of its declaration; a module exports what comes back.
 *
 * @throws PluginValidationError for the first rule that the declaration breaks.
 * @example
 * export default definePlugin({
 *   id: 'my-plugin',
 *   name: 'My Plugin',
 *   version: '1.0.0',
 *   hooks: [entryHook('after_create', ({ entry }, ctx) => ctx.log.info(`Entry created: ${entry.name}`))],
 * });
 */
export function definePlugin(declaration: PluginDeclaration): Plugin {
  const given = Object.entries(declaration).filter(([, value]) => value !== undefined);
  const plugin: Plugin = Object.assign(new Plugin(), Object.fromEntries(given));
  plugin.validate();
  return Object.freeze(plugin);
}

/**
 * Whether a value is a plugin, also one that another copy of the SDK made (`instanceof` knows only its own).
 *
 * @example if (!isPlugin(module.default)) throw new Error('The module exports no plugin');
 */
export function isPlugin(value: unknown): value is Plugin {
  return typeof value === 'object' && value !== null && brand in value;
}

/**
 * For the host: the plugin that a module exports, checked, its hooks and overrides including those of decorated methods;
 * null for anything else. A class is instantiated.
 *
 * @param exported A plugin, or a class that extends `Plugin`, of any copy of the SDK.
 * @throws PluginValidationError for the first rule that the declaration breaks, and what the constructor of a class throws.
 * @example const plugin = readPlugin(module.default);
 */
export function readPlugin(exported: unknown): Plugin | null {
  const plugin = isPluginClass(exported) ? new exported() : exported;
  if (!isPlugin(plugin)) return null;
  // The methods of another copy may be older than the rules of this one.
  Plugin.prototype.validate.call(plugin);
  const { hooks, overrides } = registrationsOf(plugin);
  if (!Object.isFrozen(plugin)) {
    Object.defineProperties(plugin, { hooks: { value: hooks }, overrides: { value: overrides } });
    forgetDecorated(plugin);
  }
  return plugin;
}

function registrationsOf(plugin: Plugin): Decorated {
  const { hooks, overrides } = decoratedOf(plugin);
  return { hooks: [...plugin.hooks, ...hooks], overrides: [...plugin.overrides, ...overrides] };
}

function isPluginClass(value: unknown): value is new () => unknown {
  return typeof value === 'function' && typeof value.prototype === 'object' && brand in value.prototype;
}

/** The first rule that a declaration breaks, in the words that authors know; null for a good one. */
function findBrokenRule(plugin: Plugin): string | null {
  const { id, name, version } = plugin;
  if (!id) return 'Plugin ID is required';
  if (!name) return 'Plugin name is required';
  if (!version) return 'Plugin version is required';
  if (!/^[A-Za-z0-9_-]+$/.test(id))
    return 'Plugin ID must contain only alphanumeric characters, hyphens, and underscores';
  const operations = registrationsOf(plugin).overrides.map(({ operation }) => operation);
  const twice = operations.find((operation, index) => operations.indexOf(operation) < index);
  return twice === undefined ? null : `Operation '${twice}' is overridden twice`;
}
