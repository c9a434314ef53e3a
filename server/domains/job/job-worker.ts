import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import type { Actor, Context } from '../../context.ts';
import type { Settings } from '../../config.ts';
import type { Listener } from '../../db/index.ts';
import type { QueueTask, Recurring, TaskRun } from '../../jobs/index.ts';
import { SYSTEM } from '../../system-actor.ts';
import { findActor } from '../user/index.ts';
import { claimAttempt, refuseAttempt } from './attempt.store.ts';
import type { JobOperation } from './job-operation.ts';
import { isOfCore, type JobOperations } from './job-operations.ts';
import { askToStop, JOB_CANCEL } from './job-cancel.store.ts';
import { jobTask, queueReady, type JobPayload } from './job-wait.store.ts';
import { beat, leave, readHeld, type HeldJob, type WorkerIdentity } from './job-worker.store.ts';
import { prune } from './prune.ts';
import { queueMissing } from './job-sweep.store.ts';
import { endLost, reap, repair, WORKER_LIFETIME } from './reap.ts';
import { recurringOf, recurringTask } from './recurring.ts';
import { Attempt } from './run-attempt.ts';
import { StatusBatch } from './status-batch.ts';

type JobSettings = Pick<
  Settings,
  'jobHeartbeat' | 'jobTimeout' | 'jobCancelGrace' | 'jobResultBytes' | 'jobResultLifetime' | 'jobHistory'
>;

/** What the queue may give it. */
interface Offer {
  readonly runnable: readonly JobOperation[];
  readonly tasks: readonly QueueTask[];
  readonly recurring: readonly Recurring[];
}

/** Any number of the core: they are queued under one name. */
const CORE = 1;

export interface JobWorkerOptions {
  readonly em: EntityManager;
  readonly listener: Listener;
  readonly log: Logger;
  readonly settings: JobSettings;
  readonly operations: JobOperations;
  readonly contextFor: (actor: Actor | null) => Promise<Context>;
}

/** Runs jobs in this process: `tasks` are what the queue calls. Says with heartbeats that it lives, and takes over from those who do not. */
export class JobWorker {
  readonly identity: WorkerIdentity = { id: randomUUID(), host: hostname(), pid: process.pid };
  readonly #options: JobWorkerOptions;
  readonly #statuses: StatusBatch;
  readonly #attempts = new Map<number, Attempt>();
  readonly #runs = new Set<Promise<void>>();
  #queueWorkerId: string | null = null;
  #stopListening: () => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;
  #beating: Promise<void> = Promise.resolve();
  #offered: Offer | null = null;
  /** Deletes what is old; heartbeats do not wait for that. */
  #pruning: Promise<void> | null = null;
  readonly #stopped = new AbortController();
  #isStopping = false;
  #isPaused = false;
  /** When the last heartbeat was stored. */
  #lastBeat = -Infinity;
  /** Before that nobody is taken for dead. */
  #reapFrom = 0;
  #nextRepair = 0;
  /** Held in the database but not here, as of the last heartbeat. */
  #astray: readonly HeldJob[] = [];

  private constructor(options: JobWorkerOptions) {
    // Of its own: what a job tells inside of a transaction must not become part of that.
    this.#options = { ...options, em: options.em.fork() };
    this.#statuses = new StatusBatch(this.#options.em);
  }

  /** By the names under which jobs are queued that can be run here at the moment. */
  tasks(): readonly QueueTask[] {
    return this.#offer().tasks;
  }

  /** What is to be queued by itself. */
  recurring(): readonly Recurring[] {
    return this.#offer().recurring;
  }

  /** Asked before each job, so it is made only when something changed. */
  #offer(): Offer {
    const { runnable } = this.#options.operations;
    if (this.#offered?.runnable === runnable) return this.#offered;
    const own = runnable.filter(({ number }) => !isOfCore(number));
    const tasks = [
      this.#task(CORE),
      ...own.map(({ number }) => this.#task(number)),
      ...runnable.flatMap((operation) => recurringTask(operation, this.#options) ?? []),
    ];
    return (this.#offered = { runnable, tasks, recurring: runnable.flatMap((one) => recurringOf(one) ?? []) });
  }

  #task(operation: number): QueueTask {
    return { name: jobTask(operation), run: (payload, run) => this.#run(payload as JobPayload, run) };
  }

  static async start(options: JobWorkerOptions): Promise<JobWorker> {
    const worker = new JobWorker(options);
    await worker.beat();
    worker.#stopListening = await options.listener.listen(JOB_CANCEL, (id) =>
      worker.#attempts.get(Number(id))?.cancel(),
    );
    worker.#schedule();
    return worker;
  }

  /** What runs is asked to end, nothing new is begun; `stop` hands back what has not ended by then. */
  windDown(): void {
    this.#isStopping = true;
  }

  /** No heartbeat leaves it any more, as if its process hung. For tests. */
  pause(): void {
    this.#isPaused = true;
    this.#stopListening();
    clearTimeout(this.#timer);
  }

  /** Call it after the queue has stopped. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#stopListening();
    clearTimeout(this.#timer);
    this.#stopped.abort();
    await this.#beating;
    await this.#pruning;
    for (const attempt of this.#attempts.values()) attempt.stop();
    await Promise.allSettled(this.#runs);
    await leave(this.#options.em, this.identity.id).catch(() => undefined);
  }

  /** Asks those jobs here to stop whose operation cannot be run any more. */
  async stopSuspended(): Promise<void> {
    const { em, operations } = this.#options;
    for (const [id, attempt] of this.#attempts) {
      if (operations.findRunnable(attempt.operation)) continue;
      await em.transactional((tx) => askToStop(tx, id, 'What runs it was disabled'));
      attempt.cancel();
    }
  }

  /** What a dead worker had taken from the queue and not begun is queued again at once. */
  async requeue(): Promise<void> {
    const { em, log } = this.#options;
    const missing = await queueMissing(em, 0);
    if (missing.length > 0) log.warn({ jobs: missing }, 'Jobs that a dead worker had taken are in the queue again');
  }

  /** One heartbeat, and what is done with it. For the timer, and for tests. */
  async beat(): Promise<void> {
    const { em, settings } = this.#options;
    const lifetime = settings.jobHeartbeat * WORKER_LIFETIME;
    const asked = performance.now();
    await beat(em, this.identity, this.#queueWorkerId, lifetime);
    // Whoever was away so long, or whose database was, does not know who else lives: all have the same time to say so.
    const gap = asked - this.#lastBeat;
    if (Number.isFinite(gap) && gap > lifetime / 2) this.#reapFrom = asked + lifetime;
    this.#lastBeat = performance.now();
    await this.#compare();
    if (asked >= this.#reapFrom) await reap(this.#options, this.identity.id);
    if (asked < this.#nextRepair) return;
    this.#nextRepair = asked + Math.max(30_000, lifetime);
    await repair(this.#options);
    this.#prune();
  }

  #prune(): void {
    const { log } = this.#options;
    this.#pruning ??= prune(this.#options, this.#stopped.signal)
      .catch((error: unknown) => log.warn({ err: error }, 'Old jobs could not be deleted; it is tried again'))
      .finally(() => (this.#pruning = null));
  }

  /** A NOTIFY may be lost, and an attempt be over without its worker. */
  async #compare(): Promise<void> {
    const { em } = this.#options;
    await this.stopSuspended();
    const mine = new Map(this.#attempts);
    const held = new Map((await readHeld(em, this.identity.id)).map((job) => [job.id, job]));
    for (const [id, attempt] of mine) {
      const found = held.get(id);
      if (found?.attempt !== attempt.held.attempt) attempt.lose();
      else if (found.isCanceled) attempt.cancel();
    }
    const astray = [...held.values()].filter(({ id }) => !this.#attempts.has(id));
    const isAstrayStill = ({ id, attempt }: HeldJob) =>
      this.#astray.some((job) => job.id === id && job.attempt === attempt);
    for (const job of astray.filter(isAstrayStill)) await endLost(em, job, 'How it ended could not be stored');
    this.#astray = astray;
  }

  #schedule(): void {
    const { settings, log } = this.#options;
    this.#timer = setTimeout(() => {
      this.#beating = this.beat()
        .catch((error: unknown) => log.warn({ err: error }, 'A heartbeat of the worker failed'))
        .finally(() => {
          if (!this.#isPaused && (!this.#isStopping || this.#attempts.size > 0)) this.#schedule();
        });
    }, settings.jobHeartbeat).unref();
  }

  async #run(payload: JobPayload, run: TaskRun): Promise<void> {
    this.#queueWorkerId = run.workerId;
    if (performance.now() - this.#lastBeat > (this.#options.settings.jobHeartbeat * WORKER_LIFETIME) / 2)
      await this.beat();
    const attempt = await this.#claim(payload);
    if (!attempt) return;
    const { id } = attempt.held;
    this.#attempts.set(id, attempt);
    // The queue aborts also when it has lost its connection. The attempt has not: it is held by its row and by heartbeats.
    const onAbort = (): void => (this.#isStopping ? attempt.warn() : undefined);
    run.signal.addEventListener('abort', onAbort);
    const running = attempt.run().finally(() => {
      this.#runs.delete(running);
      if (this.#attempts.get(id) === attempt) this.#attempts.delete(id);
    });
    this.#runs.add(running);
    // The queue has done its part: the row of the job knows more. So the next one begins in the statement that ends this one.
    await attempt.worked;
    run.signal.removeEventListener('abort', onAbort);
  }

  async #claim({ id, attempt, operation: number }: JobPayload): Promise<Attempt | null> {
    const { em, log, settings, operations } = this.#options;
    const held = { id, attempt, workerId: this.identity.id };
    const operation = operations.findRunnable(number);
    if (!operation && !isOfCore(number)) {
      // It was there when the queue was asked. The name that it is queued under is not asked for any more.
      await em.transactional((tx) => queueReady(tx, [id]));
      return null;
    }
    if (!operation) {
      log.warn({ job: id }, `Job ${id} is of operation ${number}, which this worker does not know`);
      await em.transactional((tx) => refuseAttempt(tx, held, number));
      return null;
    }
    const timeout = operation.timeout ?? settings.jobTimeout * 1000;
    const claim = { timeout, onLost: operation.onLost };
    const job = await claimAttempt(this.#statuses, held, claim);
    if (!job) return null;
    const makeContext = () => this.#contextOf(job.userId);
    return new Attempt({ em, statuses: this.#statuses, log, settings, operation, job, held, timeout, makeContext });
  }

  async #contextOf(userId: number): Promise<Context> {
    const { em, contextFor } = this.#options;
    if (userId === SYSTEM.id) return contextFor(null);
    const actor = await findActor(em, userId);
    if (!actor) throw new Error('The user who started the job is no longer active');
    return contextFor(actor);
  }
}
