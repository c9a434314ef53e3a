import { setTimeout as delay } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import type { Context } from '../../context.ts';
import { isDatabaseAway } from '../../db/index.ts';
import { Rejected } from '../../errors.ts';
import { tame, wordsFor } from '../../tame.ts';
import { endAttempt, endAttemptAlone, replaceAttempt, type Ending, type NextAttempt } from './attempt.store.ts';
import { byForce } from './by-force.ts';
import { EventOutbox, storable } from './event-outbox.ts';
import { JobContext } from './job-context.ts';
import { appendTold, type Held } from './job-event.store.ts';
import { DEFAULT_BACKOFF, type JobOperation } from './job-operation.ts';
import type { Job } from './job-row.ts';
import { AttemptEnded } from './job-status.ts';
import type { StatusBatch } from './status-batch.ts';

export interface AttemptSettings {
  /** Milliseconds from the wish to cancel until the attempt is over. */
  readonly jobCancelGrace: number;
  readonly jobResultBytes: number;
  readonly jobResultLifetime: number;
}

export interface AttemptOptions {
  readonly em: EntityManager;
  readonly statuses: StatusBatch;
  readonly log: Logger;
  readonly settings: AttemptSettings;
  readonly operation: JobOperation;
  readonly job: Job;
  readonly held: Held;
  readonly timeout: number;
  readonly makeContext: () => Promise<Context>;
}

/** How a run comes to its end: by itself, or because something else comes first. */
type End =
  | { readonly by: 'return'; readonly value: unknown }
  | { readonly by: 'throw'; readonly error: unknown }
  | { readonly by: 'timeout' | 'cancel' | 'stop' | 'loss' };

/** One attempt at a job on this worker, from its claim to its end. */
export class Attempt {
  readonly held: Held;
  readonly #options: AttemptOptions;
  readonly #abort = new AbortController();
  readonly #stopping = new Error('The worker stops');
  readonly #outbox: EventOutbox;
  readonly #interrupted = Promise.withResolvers<End>();
  readonly #worked = Promise.withResolvers<void>();
  #grace: NodeJS.Timeout | undefined;
  #isCanceled = false;

  constructor(options: AttemptOptions) {
    const { em, held } = options;
    this.#options = options;
    this.held = held;
    this.#outbox = new EventOutbox({
      send: (told) => appendTold(em, held, told),
      onClosed: () => this.lose(),
    });
  }

  get operation(): number {
    return this.#options.operation.number;
  }

  /** Resolves when the work is over, or will not be waited for; that is stored soon after. */
  get worked(): Promise<void> {
    return this.#worked.promise;
  }

  /** Resolves when the attempt is over in the database, whatever the work still does. */
  async run(): Promise<void> {
    const { timeout, log, job } = this.#options;
    const limit = setTimeout(() => this.#interrupt('timeout', 'The time of the job is up'), Math.min(timeout, LONGEST));
    try {
      const end = await Promise.race([this.#work(), this.#interrupted.promise]);
      this.#worked.resolve();
      await this.#conclude(end);
    } catch (error) {
      log.error({ err: error, job: job.id, attempt: job.attempt }, `How job ${job.id} ended could not be stored`);
    } finally {
      this.#worked.resolve();
      clearTimeout(limit);
      clearTimeout(this.#grace);
      this.#outbox.close();
      this.#abort.abort(new Error('The attempt is over'));
    }
  }

  /** Somebody wants it to stop: it may end by itself for the grace time. */
  cancel(): void {
    if (this.#isCanceled) return;
    this.#isCanceled = true;
    this.#grace = setTimeout(() => this.#interrupted.resolve({ by: 'cancel' }), this.#options.settings.jobCancelGrace);
    this.#abort.abort(new Error('The job was canceled'));
  }

  /** The worker stops: asks the work to end. */
  warn(): void {
    this.#abort.abort(this.#stopping);
  }

  /** The worker stops now: the job is handed back. */
  stop(): void {
    this.#interrupt('stop', 'The worker stops');
  }

  /** The attempt is over already, by the hand of somebody else. */
  lose(): void {
    this.#interrupt('loss', 'The attempt is over');
  }

  #interrupt(by: 'timeout' | 'stop' | 'loss', message: string): void {
    this.#interrupted.resolve({ by });
    this.#abort.abort(new Error(message));
  }

  async #work(): Promise<End> {
    const { em, job, held, operation, makeContext, settings } = this.#options;
    const context = new JobContext({
      job,
      held,
      em,
      signal: this.#abort.signal,
      outbox: this.#outbox,
      makeContext,
      maxResultBytes: settings.jobResultBytes,
      resultLifetime: settings.jobResultLifetime,
    });
    try {
      const value = await operation.start(context);
      if (context.isToldToStop && this.#abort.signal.reason === this.#stopping) return { by: 'stop' };
      if (value !== undefined && !this.#outbox.isClosed) await storeValue(context, operation, value);
      return { by: 'return', value };
    } catch (thrown) {
      const error = tame(thrown);
      // It ended because it was asked to: that is no failure of its own.
      const isAsked = error === this.#stopping || (error instanceof Error && error.cause === this.#stopping);
      return isAsked ? { by: 'stop' } : { by: 'throw', error };
    }
  }

  async #conclude(end: End): Promise<void> {
    const { em, log, held, statuses } = this.#options;
    if (end.by === 'loss') return;
    if (end.by === 'throw' && !(end.error instanceof AttemptEnded) && !this.#isOfCancel(end.error)) {
      log.warn({ err: end.error, job: held.id, attempt: held.attempt }, `Job ${held.id} failed`);
    }
    await untilStored(async () => {
      // What was told before the end stands before it.
      if (end.by === 'return' || end.by === 'throw') await this.#outbox.flush();
      const isDone = end.by === 'return' && (await endAttemptAlone(statuses, held, { to: 'DONE' }));
      if (!isDone) await byForce(em, held.id, (tx) => this.#store(tx, end));
    });
  }

  /** Work that throws what its signal gave it does as it was asked: nobody has to look into that. */
  #isOfCancel(error: unknown): boolean {
    const { reason } = this.#abort.signal;
    return this.#isCanceled && (error === reason || (error instanceof Error && error.cause === reason));
  }

  #store(tx: EntityManager, end: End): Promise<Job | null> {
    const { held } = this.#options;
    const canceled: Ending = { to: 'CANCELED' };
    switch (end.by) {
      case 'return':
        return endAttempt(tx, held, ({ cancelTime }) => (cancelTime ? canceled : { to: 'DONE' }));
      case 'throw':
        return replaceAttempt(tx, held, (job) => (job.cancelTime ? canceled : this.#afterFailure(job, end.error)));
      case 'timeout':
        return endAttempt(tx, held, () => ({
          to: 'TIMEOUT',
          message: `It took longer than ${this.#options.timeout / 1000} s`,
        }));
      case 'stop':
        return replaceAttempt(tx, held, (job) =>
          job.cancelTime ? canceled : afterLoss(job, 'The server that ran it was stopped'),
        );
      default:
        return endAttempt(tx, held, () => canceled);
    }
  }

  #afterFailure({ failures, attempt }: Job, error: unknown): Ending | NextAttempt {
    const { retry } = this.#options.operation;
    const message = messageFor(error);
    if (failures + 1 >= retry.attempts) return { to: 'ERROR', text: message };
    const wait = this.#waitAfter(failures + 1);
    const sentence = /[.!?。]$/.test(message) ? message : `${message}.`;
    const after = `Attempt ${attempt} failed: ${sentence} Another one begins in ${wait / 1000} s`;
    return { message: storable(after), delay: wait, cause: 'failure' };
  }

  /** Whatever its own rule gives, the job is not left as it is. */
  #waitAfter(failures: number): number {
    const { log, operation, job } = this.#options;
    try {
      const wait: unknown = operation.retry.backoff(failures);
      if (typeof wait === 'number' && wait <= LONGEST_WAIT) return Math.max(0, wait);
      log.warn(
        { job: job.id },
        `The backoff of ${operation.name} gave ${wordsFor(wait)} and no milliseconds up to a year`,
      );
    } catch (error) {
      log.warn({ err: tame(error), job: job.id }, `The backoff of ${operation.name} failed`);
    }
    return DEFAULT_BACKOFF(failures);
  }
}

/** Of milliseconds until a job is tried again. */
const LONGEST_WAIT = 365 * 24 * 3_600_000;
/** Timers count to this. */
const LONGEST = 2_147_483_647;
/** A job that takes down every worker it meets must not do so for ever. */
const MAX_LOSSES = 25;

/** What becomes of a job whose worker is gone. */
export function afterLoss({ onLost, losses, attempt }: Job, cause: string): Ending | NextAttempt {
  if (onLost === 'error')
    return { to: 'ERROR', text: `${cause}; how far it came is in its log. Run it again if that does no harm` };
  if (losses + 1 >= MAX_LOSSES)
    return { to: 'ERROR', text: `${cause}, as it happened ${losses} times before: the job may be the cause` };
  return { message: `${cause} in attempt ${attempt}; it begins anew`, delay: 0, cause: 'loss' };
}

function messageFor(error: unknown): string {
  if (error instanceof Rejected) return storable(error.problems.map(({ message }) => message).join('; '));
  const message = error instanceof Error ? error.message : wordsFor(error);
  return storable(message || 'It failed and did not say why');
}

function storeValue(context: JobContext, { name }: JobOperation, value: unknown): Promise<void> {
  const json = jsonOf(name, value);
  if (json === undefined) return Promise.resolve();
  return context.storeResult({ name: `job-${context.id}.json`, contentType: 'application/json' }, json);
}

function jsonOf(operation: string, value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (thrown) {
    const error = tame(thrown);
    const reason = error instanceof Error ? error.message : wordsFor(error);
    // oxlint-disable-next-line preserve-caught-error -- what was thrown may bite whoever reads it
    throw new Error(`What ${operation} returned cannot be written as JSON: ${reason}`, { cause: error });
  }
}

const FIRST_PAUSE_MS = 50;
const LAST_PAUSE_MS = 2000;
const PATIENCE_MS = 60_000;

/** A database that restarts comes back. After that long others have taken the job over. */
async function untilStored(store: () => Promise<unknown>): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LAST_PAUSE_MS)) {
    try {
      await store();
      return;
    } catch (error) {
      if (!isDatabaseAway(error) || performance.now() > end) throw error;
      await delay(pause);
    }
  }
}
