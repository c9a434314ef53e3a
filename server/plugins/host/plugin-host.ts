import type { Plugin } from 'pagoda-plugin-sdk';
import type { Logger } from 'pino';
import type { Context } from '../../context.ts';
import {
  findEntries,
  loadNamed,
  type Candidate,
  type Choice,
  type Discovery,
  type Places,
  type Refusal,
} from '../discovery/index.ts';
import { buildPlugins, type HostParts, type Plugins } from './build-plugins.ts';
import type { HostedPlugin } from './hosted-plugin.ts';
import { lendContexts } from './lend-context.ts';
import type { PluginServices } from './plugin-context.ts';
import { READY_TIMEOUT, runStep, STOP_TIMEOUT } from './life-cycle.ts';
import type { Lend } from '../hook-call.ts';
import { bindOverrides, tellProblems } from '../overrides/index.ts';

/** PLUGINS_STRICT is on and a plugin was refused, or something of what the operator wants of them cannot be. */
export class PluginsRefused extends Error {
  constructor(reasons: readonly string[]) {
    super(`${reasons.join('\n')}\nThe server does not start, because PLUGINS_STRICT is on.`);
    this.name = 'PluginsRefused';
  }
}

export interface PluginHostOptions extends HostParts {
  /** What ENABLED_PLUGINS holds. */
  readonly names: readonly string[];
  readonly places: Places;
  /** Milliseconds that an import may take. */
  readonly loadTimeout: number;
  readonly isStrict: boolean;
  /** Loaded besides what the names say, after it. */
  readonly given: readonly Plugin[];
  readonly log: Logger;
}

/** Ids of plugins that run from now on, and of those that do no more. */
export interface PluginChange {
  readonly came: readonly string[];
  readonly went: readonly string[];
}

/** The plugins as others see them. */
export interface PluginList {
  readonly current: Plugins;
}

/** The plugins of a running server. */
export class PluginHost implements PluginList {
  readonly #log: Logger;
  readonly #services: PluginServices;
  readonly #isOn: boolean;
  readonly #isStrict: boolean;
  #current: Plugins;
  #started: readonly HostedPlugin[] = [];
  readonly #listeners = new Set<(change: PluginChange) => void>();

  private constructor(current: Plugins, { log, services, isStrict }: PluginHostOptions, isOn: boolean) {
    this.#current = current;
    this.#log = log;
    this.#services = services;
    this.#isOn = isOn;
    this.#isStrict = isStrict;
  }

  /** Finds, loads and registers what is enabled. With nothing enabled nothing is looked at, and nothing is said. */
  static async load(options: PluginHostOptions): Promise<PluginHost> {
    const { names, given, log, core } = options;
    if (names.length + given.length === 0) {
      const plugins = buildPlugins({ ...options, core }, [], []);
      tellOrRefuse(options, plugins);
      return new PluginHost(plugins, options, false);
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
    return new PluginHost(plugins, options, true);
  }

  get current(): Plugins {
    return this.#current;
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

  find(id: string): HostedPlugin | undefined {
    return this.#current.enabled.find(({ identity }) => identity.id === id);
  }

  /** To be called when everything is connected: tells so and lets plugins begin. */
  async start(makeContext: () => Promise<Context>, timeout = READY_TIMEOUT): Promise<void> {
    if (!this.#isOn) return;
    const { enabled } = this.#current;
    if (this.#services.inject) {
      this.#services.inject();
      this.#log.info('Successfully injected models into plugin SDK');
    }
    this.#log.info('Connected Entry model signals to hook system');
    this.#log.info('Pagoda bridge manager initialized successfully');
    for (const { plugin, identity } of enabled) {
      this.#log.info(`Registered ${plugin.hooks.length} hooks for plugin ${identity.id}`);
    }
    this.#log.info(`Plugin discovery completed. Found ${enabled.length} plugins.`);
    const ctx = await makeContext();
    const conflicts = bindOverrides(ctx);
    if (this.#isStrict && conflicts.length > 0) {
      throw new PluginsRefused([tellProblems(conflicts.map(({ message }) => message))]);
    }
    this.#log.info('Plugin system initialized successfully');
    const fresh = enabled.filter((one) => !this.#started.includes(one));
    this.#started = enabled;
    await runStep('ready', fresh, { ctx, log: this.#log, timeout });
  }

  /** Lets plugins end what they began, those first that were loaded last. */
  async stop(makeContext: () => Promise<Context>, timeout = STOP_TIMEOUT): Promise<void> {
    const ending = this.#started.toReversed();
    this.#started = [];
    for (const hosted of ending) hosted.end();
    if (ending.length > 0) await runStep('stop', ending, { ctx: await makeContext(), log: this.#log, timeout });
  }
}

async function loadCandidates({ names, given, places, loadTimeout }: PluginHostOptions): Promise<Loaded> {
  const { entries }: Discovery = names.length > 0 ? findEntries(places) : { entries: [], odd: [] };
  const choices = await loadNamed(names, entries, loadTimeout);
  const direct = given.map((plugin): Candidate => ({ entry: plugin.id, plugin, found: null }));
  return {
    candidates: [...choices.filter((choice): choice is Candidate => !isRefusal(choice)), ...direct],
    failed: choices.filter(isRefusal),
  };
}

interface Loaded {
  readonly candidates: readonly Candidate[];
  readonly failed: readonly Refusal[];
}

function tellOrRefuse(
  { log, isStrict }: Pick<PluginHostOptions, 'log' | 'isStrict'>,
  { refused, overrideProblems }: Plugins,
): void {
  const problems = overrideProblems.length > 0 ? [tellProblems(overrideProblems)] : [];
  if (isStrict && refused.length + problems.length > 0) {
    throw new PluginsRefused([...refused.map(lineOf), ...problems]);
  }
  for (const problem of problems) log.warn(problem);
}

function isRefusal(choice: Choice): choice is Refusal {
  return 'reason' in choice;
}

function tellRefused(log: Logger, refused: readonly Refusal[]): void {
  for (const refusal of refused) log.error({ plugin: refusal.plugin?.id ?? refusal.entry }, lineOf(refusal));
}

function lineOf({ entry, reason }: Refusal): string {
  return `Failed to load external plugin ${entry}: ${reason}`;
}
