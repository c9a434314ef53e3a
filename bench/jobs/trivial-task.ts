import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';

/** Counts how often it was run, which is all that it does. */
export class TrivialTask {
  readonly #pool: pg.Pool;
  #left = 0;
  #ran = Promise.withResolvers<void>();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  readonly run = (): void => {
    this.#left -= 1;
    if (this.#left === 0) this.#ran.resolve();
  };

  /** From now on counts so many runs; resolves after the last one has begun. */
  expect(runs: number): Promise<void> {
    this.#left = runs;
    this.#ran = Promise.withResolvers();
    return this.#ran.promise;
  }

  /** The queue forgets what has ended. */
  async untilQueueIsEmpty(): Promise<void> {
    for (;;) {
      const { rows } = await this.#pool.query<{ isEmpty: boolean }>(
        'select not exists (select from graphile_worker._private_jobs) as "isEmpty"',
      );
      if (rows[0]?.isEmpty) return;
      await delay(2);
    }
  }
}
