import type { PluginContext } from './plugin-context.ts';
import type { PluginTimer, TimerWork } from './plugin-timer.ts';

/** A timer that the plugin made and did not stop. */
export interface HarnessTimer {
  readonly milliseconds: number;
  readonly repeats: boolean;
}

interface Held extends HarnessTimer {
  readonly work: TimerWork;
}

// Timers that wait for the test instead of the clock.
export class HarnessTimers {
  readonly #held: Held[] = [];

  get waiting(): readonly HarnessTimer[] {
    return this.#held.map(({ milliseconds, repeats }) => ({ milliseconds, repeats }));
  }

  add(work: TimerWork, milliseconds: number, repeats: boolean): PluginTimer {
    const held = { work, milliseconds, repeats };
    const stop = (): void => this.#remove(held);
    this.#held.push(held);
    return { stop, [Symbol.dispose]: stop };
  }

  // Calls each timer that waits now, once, one after the other. What one throws comes out.
  async run(ctx: PluginContext): Promise<void> {
    for (const held of [...this.#held]) {
      if (!this.#held.includes(held)) continue;
      if (!held.repeats) this.#remove(held);
      await held.work(ctx);
    }
  }

  #remove(held: Held): void {
    const index = this.#held.indexOf(held);
    if (index >= 0) this.#held.splice(index, 1);
  }
}
