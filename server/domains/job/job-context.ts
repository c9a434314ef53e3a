import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor, Context } from '../../context.ts';
import { query, sql, withTransaction } from '../../db/index.ts';
import { findErrorCode } from '../../error-code.ts';
import { SYSTEM } from '../../system-actor.ts';
import { WRITABLE } from '../access/index.ts';
import { endAttempt, guardAttempt, LOCK_NOT_AVAILABLE } from './attempt.store.ts';
import { storable, type EventOutbox } from './event-outbox.ts';
import { restate, type Held } from './job-event.store.ts';
import type { LogLevel } from './job-event.ts';
import { requireProgress, requireText } from './job-arguments.ts';
import { storeResult, type ResultSource } from './job-result.store.ts';
import type { Job } from './job-row.ts';
import { AttemptEnded, canBecome, IllegalTransition, isFinal, type JobState } from './job-status.ts';
import { requireTarget } from './job-target.ts';
import type { ResultFile } from './result-file.ts';

export interface JobContextOptions {
  readonly job: Job;
  readonly held: Held;
  readonly em: EntityManager;
  readonly signal: AbortSignal;
  readonly outbox: EventOutbox;
  /** A new context of the job's user. */
  readonly makeContext: () => Promise<Context>;
  readonly maxResultBytes: number;
  readonly resultLifetime: number;
}

export interface JobUpdate {
  /** For people: what it does now, or what came of it. */
  readonly text?: string;
  /** The object that it is about from now on, which must be committed; null leaves it. */
  readonly targetId?: number | null;
  /** Who must be able to do with the target what the operation demands: the job's user unless told. */
  readonly actor?: Actor | null;
}

/** What the work of a job is given: its parameters, and how it tells of itself. Whatever an attempt writes after it is over is refused. */
export class JobContext {
  readonly job: Job;
  /** Aborted when somebody cancels the job, its time is up, the server stops, or another worker has taken it over. */
  readonly signal: AbortSignal;
  readonly #options: JobContextOptions;
  #isToldToStop = false;

  constructor(options: JobContextOptions) {
    this.job = options.job;
    this.signal = options.signal;
    this.#options = options;
  }

  get id(): number {
    return this.job.id;
  }

  get attempt(): number {
    return this.job.attempt;
  }

  /** As they are stored; `defineOperation` gives `run` the parsed ones. */
  get params(): unknown {
    return this.job.params;
  }

  /** A context of the job's user, for services. Each of its transactions is refused once the attempt is over. */
  async context(): Promise<Context> {
    const ctx = await this.#options.makeContext();
    return { ...ctx, guard: (tx) => guardAttempt(tx, this.#options.held) };
  }

  /** Work in one transaction, which is kept only if the attempt is not over. */
  async transaction<T>(work: (tx: Context) => Promise<T>): Promise<T> {
    return withTransaction(await this.context(), work);
  }

  /** Whether it is to stop: somebody cancelled the job, or the attempt is over for another reason. */
  async isCanceled(): Promise<boolean> {
    if (!this.#isToldToStop) {
      const found = this.signal.aborted ? null : await this.#find();
      this.#isToldToStop = !found || found.cancelTime !== null;
    }
    return this.#isToldToStop;
  }

  /** Whether the work has heard from `isCanceled` that it is to stop: what it did until it returns may be a part. */
  get isToldToStop(): boolean {
    return this.#isToldToStop;
  }

  /** Whether the work may go on. In the original protocol it is asked first; here a job begins only when it is ready. */
  async proceedIfReady(): Promise<boolean> {
    return !(await this.isCanceled());
  }

  /**
   * Stores a text or a target, or an end: after a final status nothing that the attempt writes is kept.
   *
   * @throws AttemptEnded when it is over; IllegalTransition for PREPARING; Rejected NOT_FOUND or PERMISSION_DENIED for the target;
   * TypeError for what is no text; Error for an end inside of a transaction of the job.
   */
  async update(status: JobState, { text, targetId, actor }: JobUpdate = {}): Promise<void> {
    const { held, em, outbox } = this.#options;
    const told = text === undefined ? undefined : storable(requireText('job.update', 'text', text));
    if (status === 'PREPARING' || !(status === 'PROCESSING' || canBecome('PROCESSING', status))) {
      throw new IllegalTransition(this.id, 'PROCESSING', status);
    }
    if (typeof targetId === 'number') await this.#requireTarget(targetId, actor);
    await outbox.flush();
    if (!isFinal(status)) {
      if (await restate(em, held, { text: told, targetId })) return;
      throw new AttemptEnded(this.id, this.attempt);
    }
    const ending = { to: status, ...(told === undefined ? {} : { text: told }), targetId };
    const ended = await em
      .transactional(async (tx) => {
        await query(tx, `select set_config('lock_timeout', $1, true)`, [String(LOCK_LIMIT_MS)]);
        return endAttempt(tx, held, () => ending);
      })
      .catch(tellOpenTransaction);
    if (!ended) throw new AttemptEnded(this.id, this.attempt);
    outbox.close();
  }

  /**
   * How far it is. Call it as often as you like: at most ten reports a second are stored, the last one always. More done than the total
   * is told as all of it.
   *
   * @throws TypeError, RangeError for numbers that are none, infinite or negative.
   */
  progress(done: number, total: number | null = null, text: string | null = null): void {
    this.#options.outbox.progress(requireProgress(done, total, text));
  }

  /** A line for whoever watches the job. Throws TypeError for what is no text. */
  log(level: LogLevel, message: string): void {
    this.#options.outbox.log(level, requireText('job.log', 'message', message));
  }

  /**
   * Stores the file that can be downloaded when the job is done; another one replaces it. What is given as a function reads the database as
   * it is when the storing begins, through the entity manager that it gets. Throws `Rejected` if it is too large, TypeError for what is
   * neither text nor bytes.
   */
  async storeResult(file: ResultFile, content: ResultSource): Promise<void> {
    const { em, held, maxResultBytes, resultLifetime } = this.#options;
    return storeResult(em, held, file, content, { maxBytes: maxResultBytes, lifetime: resultLifetime });
  }

  async #requireTarget(id: number, given: Actor | null | undefined): Promise<void> {
    const ctx = await this.context();
    const operation = ctx.host.jobOperations.find(this.job.operation);
    // What the clock started acts as nobody, and is about whatever there is.
    const actor = given ?? ctx.actor ?? SYSTEM;
    await requireTarget({ ...ctx, actor }, id, { targetLevel: operation?.targetLevel ?? WRITABLE });
  }

  async #find(): Promise<{ readonly cancelTime: string | null } | null> {
    const { em, held } = this.#options;
    const [row] = await query<{ cancelTime: string | null }>(
      em,
      sql`select cancel_time as "cancelTime" from job
        where id = ${held.id} and attempt = ${held.attempt} and worker_id = ${held.workerId} and status = 'PROCESSING'`,
    );
    return row ?? null;
  }
}

/** A transaction that makes a successor may hold the row as long. */
const LOCK_LIMIT_MS = 5000;

function tellOpenTransaction(error: unknown): never {
  if (findErrorCode(error) !== LOCK_NOT_AVAILABLE) throw error;
  const message = 'A transaction of the job is still open: end it first, then say how the job ended';
  throw new Error(message, { cause: error });
}
