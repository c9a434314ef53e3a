import type { EntityManager } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import type { Listener } from '../../db/index.ts';
import { type Reading, Readings } from '../../graphql/index.ts';
import { readChangedJobs, readClock, readJobs } from './job-event.read.ts';
import type { Job } from './job-row.ts';
import { jobUpdate, JobUpdates } from './job-updates.ts';
import { fromTold, JOB_TOLD, type ToldJob } from './told-jobs.ts';

export interface JobChangesOptions {
  readonly em: EntityManager;
  readonly log: Logger;
  /** Milliseconds between two looks for changes of which no NOTIFY told. */
  readonly recheck?: number;
}

const RECHECK_MS = 30_000;
/** A transaction may commit later than one that began after it. */
const OVERLAP_MS = 60_000;
/** Jobs of which is remembered what was told last. */
const MAX_TOLD = 10_000;

/** The jobs of users who watch theirs, each time that something happened to one. */
export class JobChanges {
  readonly #options: JobChangesOptions;
  /** By user, and since when each watches. */
  readonly #watchers = new Map<number, Map<JobUpdates, Date>>();
  /** By job, the number of the event that was told last. */
  readonly #told = new Map<number, number>();
  readonly #readings = new Readings();
  readonly #wanted = new Set<number>();
  #isEverythingWanted = false;
  #newest = new Date(0);
  #isReading = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: JobChangesOptions) {
    this.#options = options;
  }

  static async start(listener: Listener, options: JobChangesOptions): Promise<JobChanges> {
    const changes = new JobChanges(options);
    await listener.listen(JOB_TOLD, (payload) => changes.#hear(fromTold(payload)));
    listener.onReconnect(() => changes.#hear(null));
    changes.#timer = setInterval(() => changes.#hear(null), options.recheck ?? RECHECK_MS).unref();
    return changes;
  }

  /** The users who watch. */
  get size(): number {
    return this.#watchers.size;
  }

  /** Every change of the jobs of one user that is committed after the call. */
  async watch(userId: number): Promise<JobUpdates> {
    const since = await readClock(this.#options.em.fork());
    const ofUser = this.#watchers.get(userId) ?? new Map<JobUpdates, Date>();
    this.#watchers.set(userId, ofUser);
    const updates = new JobUpdates(() => {
      ofUser.delete(updates);
      if (ofUser.size === 0 && this.#watchers.get(userId) === ofUser) this.#watchers.delete(userId);
    });
    ofUser.set(updates, since);
    return updates;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#watchers.clear();
  }

  /** Null for more than can be said. */
  #hear(told: readonly ToldJob[] | null): void {
    if (this.#watchers.size === 0) return;
    if (told) for (const { id, userId } of told) if (this.#watchers.has(userId)) this.#wanted.add(id);
    if (!told) this.#isEverythingWanted = true;
    void this.#readAll();
  }

  async #readAll(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      while (this.#watchers.size > 0 && (this.#wanted.size > 0 || this.#isEverythingWanted)) await this.#readSome();
    } catch (error) {
      // The next NOTIFY, or the next look, makes it good.
      this.#isEverythingWanted = true;
      this.#options.log.warn({ err: error }, 'Jobs that changed could not be read; it is tried again');
    } finally {
      this.#isReading = false;
    }
  }

  async #readSome(): Promise<void> {
    const em = this.#options.em.fork();
    const ids = [...this.#wanted];
    this.#wanted.clear();
    if (ids.length > 0) this.#tellAll(await readJobs(em, ids), true);
    if (!this.#isEverythingWanted) return;
    this.#isEverythingWanted = false;
    const since = new Date(Math.max(this.#newest.getTime() - OVERLAP_MS, this.#oldestWatch()));
    this.#tellAll(await readChangedJobs(em, [...this.#watchers.keys()], since), false);
  }

  #oldestWatch(): number {
    const times = [...this.#watchers.values()].flatMap((ofUser) => [...ofUser.values()].map((time) => time.getTime()));
    return Math.min(...times);
  }

  #tellAll(jobs: readonly Job[], isHeard: boolean): void {
    const reading = this.#readings.next();
    for (const job of jobs) this.#tell(job, reading, isHeard);
  }

  /** Of what was found by looking, nobody is told what happened before he came. */
  #tell(job: Job, reading: Reading, isHeard: boolean): void {
    if (job.updatedTime > this.#newest) this.#newest = job.updatedTime;
    if (this.#told.get(job.id) === job.lastSeq) return;
    this.#told.delete(job.id);
    this.#told.set(job.id, job.lastSeq);
    const [oldest] = this.#told.keys();
    if (this.#told.size > MAX_TOLD && oldest !== undefined) this.#told.delete(oldest);
    const update = jobUpdate(job, reading);
    for (const [updates, since] of this.#watchers.get(job.userId) ?? []) {
      if (isHeard || job.updatedTime >= since) updates.push(update);
    }
  }
}
