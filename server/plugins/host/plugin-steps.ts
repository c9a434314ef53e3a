import type { Context } from '../../context.ts';
import type { FailureLog } from '../hook-run.ts';
import type { HostedPlugin } from './hosted-plugin.ts';
import { runStep, type Step } from './life-cycle.ts';

/** What plugins do when they begin and end. Each plugin does one thing at a time, in order; none waits for another. */
export class PluginSteps {
  readonly #log: FailureLog;
  readonly #last = new Map<string, Promise<void>>();

  constructor(log: FailureLog) {
    this.#log = log;
  }

  /** One after the other, in this order. Never rejects. */
  async run(step: Step, plugins: readonly HostedPlugin[], ctx: Context, timeout: number): Promise<void> {
    for (const hosted of plugins) {
      const { id } = hosted.identity;
      const before = this.#last.get(id) ?? Promise.resolve();
      const done = before.then(() => runStep(step, [hosted], { ctx, log: this.#log, timeout }));
      this.#last.set(id, done);
      await done;
    }
  }

  /** When nothing is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.#last.values());
  }
}
