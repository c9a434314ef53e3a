import type { Context } from '../../context.ts';
import type { FailureLog } from '../hook-run.ts';
import type { HostedPlugin } from './hosted-plugin.ts';
import { runStep, type Step } from './life-cycle.ts';

/**
 * What plugins do when they begin and end. Each plugin does one thing at a time, in order, and waits only for those that it depends on
 * (with `stop`, that depend on it).
 */
export class PluginSteps {
  readonly #log: FailureLog;
  readonly #last = new Map<string, Promise<void>>();

  constructor(log: FailureLog) {
    this.#log = log;
  }

  /** Plugins come behind those that they wait for. Never rejects. */
  async run(step: Step, plugins: readonly HostedPlugin[], ctx: Context, timeout: number): Promise<void> {
    const begun = new Map<HostedPlugin, Promise<void>>();
    for (const hosted of plugins) {
      const { id } = hosted.identity;
      const others = [...begun].filter(([other]) => waitsFor(step, hosted, other)).map(([, done]) => done);
      if (step === 'ready') hosted.life.isStarting = hosted.plugin.ready !== undefined;
      const before = Promise.all([this.#last.get(id), ...others]);
      const done = before.then(() => runStep(step, hosted, { ctx, log: this.#log, timeout }));
      begun.set(hosted, done);
      this.#last.set(id, done);
    }
    await Promise.all(begun.values());
  }

  /** When nothing is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.#last.values());
  }
}

function waitsFor(step: Step, { plugin }: HostedPlugin, { plugin: other }: HostedPlugin): boolean {
  return step === 'ready' ? plugin.dependencies.includes(other.id) : other.dependencies.includes(plugin.id);
}
