import type { Logger } from 'pino';
import type { Context } from '../../context.ts';
import type { Lend } from '../hook-call.ts';
import { tellConflicts, tellProblems } from '../overrides/index.ts';
import { buildPlugins, type HostParts, type Plugins } from './build-plugins.ts';
import type { Disabled } from './disabled.store.ts';
import { registerEntityNames } from './entity-name.store.ts';
import type { HostedPlugin } from './hosted-plugin.ts';
import { lendContexts } from './lend-context.ts';
import { atMost, READY_GRACE, READY_TIMEOUT, START_GRACE, STOP_TIMEOUT } from './life-cycle.ts';
import { loadCandidates, type Wanted } from './load-candidates.ts';
import { namedEntities } from './named-entities.ts';
import { PluginSteps } from './plugin-steps.ts';
import { PluginTables } from './plugin-tables.ts';
import { refusePlugins } from './refuse-plugins.ts';
import { restrictPlugins, type KnownMisfits } from './restrict-plugins.ts';
import { mustBeWhole, PluginsRefused, tellOrRefuse, tellRefused } from './tell-refused.ts';
import { tellUnresolved } from './unresolved-fields.ts';
import type { UncaughtErrors } from './uncaught-errors.ts';

export interface PluginHostOptions extends HostParts, Wanted {
  readonly isStrict: boolean;
  readonly log: Logger;
  readonly uncaught: UncaughtErrors;
}

/** Ids of plugins that run from now on, and of those that do no more. */
export interface PluginChange {
  readonly came: readonly string[];
  readonly went: readonly string[];
}

/** The plugins as others see them. */
export interface PluginList {
  readonly current: Plugins;
  readonly uncaught: Pick<UncaughtErrors, 'of'>;
  /** What would run if these were switched off. */
  preview(disabled: readonly Disabled[]): Plugins;
  /** Resolves when what was stored until now about what is switched off is in force here. */
  refresh(): Promise<void>;
}

/** The parts of the server that plugins add to. */
export interface Doors {
  /** Makes everything ready for other plugins, and throws if it cannot. What it returns puts that in place, at once. */
  prepare(plugins: Plugins): () => void;
}

/** The plugins of a running server. */
export class PluginHost implements PluginList {
  readonly #options: PluginHostOptions;
  /** When nothing is switched off. */
  readonly #all: Plugins;
  readonly #steps: PluginSteps;
  readonly #listeners = new Set<(change: PluginChange) => void>();
  readonly #hosted = new Map<string, HostedPlugin>();
  readonly #misfits: KnownMisfits = new Map();
  readonly #tables = new PluginTables();
  #current: Plugins;
  #doors: Doors = { prepare: () => () => undefined };
  #refresh: () => Promise<void> = async () => undefined;
  #started: readonly HostedPlugin[] = [];

  private constructor(all: Plugins, options: PluginHostOptions) {
    this.#options = options;
    this.#all = all;
    this.#current = all;
    this.#steps = new PluginSteps(options.log);
    this.#remember();
  }

  /** Finds, loads and registers what is enabled. With nothing enabled nothing is looked at, and nothing is said. */
  static async load(options: PluginHostOptions): Promise<PluginHost> {
    const { names, given, log } = options;
    if (names.length + given.length === 0) {
      const plugins = buildPlugins(options, [], []);
      tellOrRefuse(options, plugins);
      return new PluginHost(plugins, options);
    }
    log.info('Initializing plugin system...');
    log.info('Starting plugin discovery...');
    const { candidates, failed } = await loadCandidates(options);
    for (const { entry } of candidates) log.info(`Loaded external plugin: ${entry}`);
    tellRefused(log, failed);
    const plugins = buildPlugins(options, candidates, failed);
    for (const { identity } of plugins.enabled) log.info(`Registered plugin: ${identity.id} v${identity.version}`);
    tellRefused(
      log,
      plugins.refused.filter((refusal) => !failed.includes(refusal)),
    );
    tellOrRefuse(options, plugins);
    const enabled = plugins.enabled.map(({ plugin }) => plugin);
    for (const plugin of enabled) {
      for (const sentence of tellUnresolved(plugin, enabled)) log.warn({ plugin: plugin.id }, sentence);
    }
    return new PluginHost(plugins, options);
  }

  get current(): Plugins {
    return this.#current;
  }

  get uncaught(): UncaughtErrors {
    return this.#options.uncaught;
  }

  /**
   * Calls back each time plugins came or went while the server runs, in the turn in which that happens; `current` is what it is from
   * then on. Returns how to end that.
   */
  onChange(listener: (change: PluginChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** For the hook bus. */
  readonly lend: Lend<Context> = lendContexts((id) => this.find(id));

  /** One that was disabled is found too: calls that had begun end as they began. */
  find(id: string): HostedPlugin | undefined {
    return this.#hosted.get(id);
  }

  preview(disabled: readonly Disabled[]): Plugins {
    return restrictPlugins(
      this.#options,
      refusePlugins(this.#all, this.#tables.unfit),
      this.#current,
      disabled,
      this.#misfits,
    );
  }

  /** For the start, before anything is connected: leaves out what is switched off. */
  restrict(disabled: readonly Disabled[]): void {
    this.#current = this.preview(disabled);
    this.#remember();
    for (const { plugin, reason } of this.#current.disabled) {
      this.#options.log.info({ plugin: plugin.id }, `Plugin ${plugin.id} does not run: ${reason}`);
    }
  }

  /** For the start, after `restrict`: makes the tables of those that run, here and whenever one is switched on. Who cannot get them is refused. */
  async migrate(databaseUrl: string, disabled: readonly Disabled[]): Promise<void> {
    await this.#tables.open(databaseUrl, this.#all);
    await this.#makeTables(this.#current.enabled);
    if (this.#tables.unfit.size === 0) return;
    this.#current = this.preview(disabled);
    if (this.#options.isStrict) mustBeWhole(this.#current);
    await this.#tables.keep(this.#current.enabled);
  }

  /** From now on changes reach these doors, and `refresh` is how to ask for the stored state. */
  connect(doors: Doors, refresh: () => Promise<void>): void {
    this.#doors = doors;
    this.#refresh = refresh;
  }

  refresh(): Promise<void> {
    return this.#refresh();
  }

  /** To be called when everything is connected: tells so and lets plugins begin. */
  async start(makeContext: () => Promise<Context>, timeout = READY_TIMEOUT): Promise<void> {
    const { names, given, services, log, isStrict } = this.#options;
    if (names.length + given.length === 0) return;
    const { enabled } = this.#current;
    if (services.inject) {
      services.inject();
      log.info('Successfully injected models into plugin SDK');
    }
    log.info('Connected Entry model signals to hook system');
    log.info('Pagoda bridge manager initialized successfully');
    for (const { plugin, identity } of enabled) {
      log.info(`Registered ${plugin.hooks.length} hooks for plugin ${identity.id}`);
    }
    log.info(`Plugin discovery completed. Found ${enabled.length} plugins.`);
    const ctx = await makeContext();
    await this.#registerNames(ctx, enabled);
    const conflicts = tellConflicts(ctx);
    if (isStrict && conflicts.length > 0) {
      throw new PluginsRefused([tellProblems(conflicts.map(({ message }) => message))]);
    }
    log.info('Plugin system initialized successfully');
    if (enabled.some(({ plugin }) => plugin.tasks)) log.info('Plugin tasks registered successfully');
    const fresh = enabled.filter((one) => !this.#started.includes(one));
    this.#started = enabled;
    await atMost(START_GRACE, this.#steps.run('ready', fresh, ctx, timeout));
    for (const { identity } of fresh.filter(({ life }) => life.isStarting)) {
      const message = `Plugin ${identity.id} is not ready. The server does not wait for it: what only it can answer is 503 until it is`;
      log.warn({ plugin: identity.id }, message);
    }
  }

  /**
   * Lets those run that are not switched off. Everything that plugins add changes in one turn, and before that nothing: if the new
   * state cannot be built all stays as it was. Not to be called again before it is done.
   */
  async apply(disabled: readonly Disabled[], makeContext: () => Promise<Context>): Promise<void> {
    try {
      await this.#change(disabled, makeContext);
    } finally {
      await this.#tables.keep(this.#current.enabled);
    }
  }

  async #change(disabled: readonly Disabled[], makeContext: () => Promise<Context>): Promise<void> {
    const before = this.#current;
    for (const { pluginId } of disabled) this.#tables.unfit.delete(pluginId);
    await this.#makeTables(
      this.preview(disabled).enabled.filter((one) => !before.enabled.includes(one)),
      before.enabled,
    );
    const next = this.preview(disabled);
    const came = next.enabled.filter((one) => !before.enabled.includes(one));
    const went = before.enabled.filter((one) => !next.enabled.includes(one));
    if (came.length + went.length === 0) {
      this.#current = { ...before, disabled: next.disabled, refused: next.refused };
      return;
    }
    const swap = this.#doors.prepare(next);
    const ctx = await makeContext();
    await this.#registerNames(ctx, came);
    this.#started = [...this.#started, ...came];
    await atMost(READY_GRACE, this.#steps.run('ready', came, ctx, READY_TIMEOUT));

    this.#current = next;
    this.#remember();
    swap();
    for (const hosted of went) hosted.end();
    tellConflicts(ctx);
    this.#tell({ came: idsOf(came), went: idsOf(went) });

    this.#started = this.#started.filter((one) => !went.includes(one));
    void this.#tables.keepWhile(this.#steps.run('stop', went.toReversed(), ctx, STOP_TIMEOUT), went);
  }

  /** Lets plugins end what they began, those first that were loaded last. */
  async stop(makeContext: () => Promise<Context>, timeout = STOP_TIMEOUT): Promise<void> {
    const ending = this.#started.toReversed();
    this.#started = [];
    for (const hosted of ending) hosted.end();
    if (ending.length > 0) await this.#steps.run('stop', ending, await makeContext(), timeout);
    await this.#steps.settled();
  }

  /** Lets others purge what plugins have; to be called after `stop`, also when the start failed. */
  async close(): Promise<void> {
    await this.#tables.close();
  }

  async #makeTables(hosted: readonly HostedPlugin[], others: readonly HostedPlugin[] = []): Promise<void> {
    const failed = await this.#tables.make(hosted, others);
    const refused = [...failed].map(([{ entry, found, plugin }, reason]) => ({ entry, found, plugin, reason }));
    tellRefused(this.#options.log, refused);
  }

  #registerNames({ em }: Context, hosted: readonly HostedPlugin[]): Promise<void> {
    return registerEntityNames(em, namedEntities(hosted, this.#all.overridesSet, this.#options.nameKey));
  }

  #remember(): void {
    for (const hosted of this.#current.enabled) this.#hosted.set(hosted.identity.id, hosted);
  }

  #tell(change: PluginChange): void {
    const { log } = this.#options;
    for (const id of change.came) log.info({ plugin: id }, `Plugin ${id} is enabled`);
    for (const id of change.went) {
      const reason = this.#current.disabled.find(({ plugin }) => plugin.id === id)?.reason ?? 'it was refused';
      log.info({ plugin: id }, `Plugin ${id} is disabled: ${reason}`);
    }
    for (const listener of this.#listeners) {
      try {
        listener(change);
      } catch (error) {
        log.error({ err: error, ...change }, 'Somebody who follows the plugins failed');
      }
    }
  }
}

function idsOf(plugins: readonly HostedPlugin[]): readonly string[] {
  return plugins.map(({ identity }) => identity.id);
}
