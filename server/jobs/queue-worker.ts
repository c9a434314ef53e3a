import { setTimeout as delay } from 'node:timers/promises';
import { Presence } from './presence.ts';
import type { QueueLog } from './queue-logger.ts';
import { makeQueuePool } from './queue-pool.ts';
import { startQueueRunner } from './queue-runner.ts';
import type { QueueTask } from './queue-task.ts';
import type { Recurring } from './recurring.ts';

export interface QueueWorkerOptions {
  /** Straight to PostgreSQL: no pooler may stand between. */
  readonly url: string;
  /** Asked before each look into the queue, so what is not named at the moment waits there. */
  readonly tasks: () => readonly QueueTask[];
  /** What is queued by itself, asked as often. Nothing unless told. */
  readonly recurring?: () => readonly Recurring[];
  /** How many run at once. */
  readonly concurrency: number;
  readonly log: QueueLog;
  /** Called with the ids of dead workers whose work was freed. */
  readonly onDead?: (workerIds: readonly string[]) => void;
  /** Milliseconds between two looks for what became due; 2,000 unless told. */
  readonly pollInterval?: number;
  /** Milliseconds between two looks for dead workers, and for whether the own connection answers; 5,000 unless told. */
  readonly sweepInterval?: number;
}

const FIRST_PAUSE_MS = 100;
const LAST_PAUSE_MS = 10_000;
const NOTHING_RECURS: readonly Recurring[] = [];
/** A run that lasted this long was a good one: what ends it is new. */
const GOOD_RUN_MS = 60_000;
/** Beside the one that listens. Short tasks need two each: one ends while the next is taken; long ones need none meanwhile. */
const MOST_CONNECTIONS = 10;

/** Runs what is queued, for as long as it is not stopped: when PostgreSQL goes away it begins again as soon as it is back. */
export class QueueWorker {
  readonly #options: QueueWorkerOptions;
  readonly #stopping = new AbortController();
  /** Grace time of the stop, known once it is asked for. */
  #grace = 0;
  #supervised: Promise<void> = Promise.resolve();
  #workerId: string | null = null;

  private constructor(options: QueueWorkerOptions) {
    this.#options = options;
  }

  /** Resolves when it runs, or when the first try has failed and the next is under way. */
  static async start(options: QueueWorkerOptions): Promise<QueueWorker> {
    const worker = new QueueWorker(options);
    const tried = Promise.withResolvers<void>();
    worker.#supervised = worker.#supervise(tried.resolve);
    await tried.promise;
    return worker;
  }

  /** As it stands in the locks that it holds; null while it does not run. */
  get workerId(): string | null {
    return this.#workerId;
  }

  /**
   * Takes nothing new from now on. What is under way may end for half of the time, then it is asked to by its signal; what still runs
   * at the end is handed back to the queue.
   */
  async stop(graceMs: number): Promise<void> {
    this.#grace = graceMs;
    this.#stopping.abort();
    await this.#supervised;
  }

  async #supervise(tried: () => void): Promise<void> {
    const { log } = this.#options;
    const { signal } = this.#stopping;
    let pause = FIRST_PAUSE_MS;
    for (let isFirst = true; !signal.aborted; isFirst = false) {
      const began = performance.now();
      try {
        const cause = await this.#runOnce(() => {
          log.info(isFirst ? `Worker runs, ${this.#options.concurrency} at once` : 'Worker runs again');
          tried();
        });
        if (signal.aborted) return;
        log.warn({ err: cause }, `Worker ended: ${cause.message}`);
      } catch (error) {
        log.warn({ err: error }, `Worker cannot run: ${error instanceof Error ? error.message : String(error)}`);
      }
      tried();
      if (performance.now() - began > GOOD_RUN_MS) pause = FIRST_PAUSE_MS;
      await delay(pause, undefined, { signal }).catch(() => undefined);
      pause = Math.min(pause * 2, LAST_PAUSE_MS);
    }
  }

  /** From its start to its end, and gives what ended it. */
  async #runOnce(running: () => void): Promise<Error> {
    const { url, concurrency, log, tasks, recurring = () => NOTHING_RECURS } = this.#options;
    const { pollInterval = 2000, sweepInterval = 5000, onDead } = this.#options;
    await using stack = new AsyncDisposableStack();
    const presence = await Presence.take(url);
    stack.defer(() => presence.leave());
    const { workerId } = presence;
    const sweep = async (): Promise<void> => {
      const dead = await presence.freeDead();
      if (dead.length === 0) return;
      log.warn({ workers: dead }, `What ${dead.length} workers had begun when they died is free again`);
      onDead?.(dead);
    };
    const size = Math.min(2 * concurrency, MOST_CONNECTIONS) + 1;
    const pool = makeQueuePool(url, { size, applicationName: 'pagoda worker', log, isLazy: true });
    const endPool = (): void => void pool.end().catch(() => undefined);
    const abort = new AbortController();
    const { signal } = abort;
    const options = { pool, workerId, tasks, recurring, concurrency, pollInterval, signal, log };
    const runner = await startQueueRunner(options).catch((error: unknown) => {
      endPool();
      throw error;
    });
    const ended = runner.promise.then(
      () => new Error('the queue runner ended'),
      (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
    );
    const timer = setInterval(() => void sweep(), sweepInterval);
    stack.defer(() => clearInterval(timer));
    this.#workerId = workerId;
    stack.defer(() => void (this.#workerId = null));
    await sweep();
    running();

    const cause = await Promise.race([ended, presence.lost, this.#askedToStop()]);
    if (cause !== null) {
      abort.abort(cause);
      // What ends meanwhile is still told to the queue.
      void runner
        .stop()
        .catch(() => undefined)
        .finally(endPool);
      return cause;
    }
    const stopped = runner.stop().catch(() => undefined);
    void stopped.finally(endPool);
    await this.#wind(stopped, abort, presence);
    return new Error('it was stopped');
  }

  #askedToStop(): Promise<null> {
    const { signal } = this.#stopping;
    return new Promise((resolve) => {
      if (signal.aborted) resolve(null);
      else signal.addEventListener('abort', () => resolve(null), { once: true });
    });
  }

  async #wind(stopped: Promise<void>, abort: AbortController, presence: Presence): Promise<void> {
    const half = this.#grace / 2;
    if (await isWithin(half, stopped)) return;
    abort.abort(new Error('The worker stops'));
    if (await isWithin(half, stopped)) return;
    this.#options.log.warn({}, 'What was still running when the worker stopped is handed back to the queue');
    await presence.freeOwn().catch(() => undefined);
  }
}

async function isWithin(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  const timer = new AbortController();
  const late = delay(milliseconds, false, { signal: timer.signal }).catch(() => false);
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    timer.abort();
  }
}
