import type { Context } from '../../context.ts';
import { SubscriberTooSlow, type GuardedEvent, type ReadEvent, type Reading } from '../../graphql/index.ts';
import { LiveIterator } from '../../live-iterator.ts';
import { canSeeJob } from './job.policy.ts';
import type { Job } from './job-row.ts';

/** A job to which something happened, as it was right after. */
export interface JobUpdate extends GuardedEvent, ReadEvent {
  readonly job: Job;
}

export function jobUpdate(job: Job, reading: Reading): JobUpdate {
  const isVisibleTo = async ({ actor, host }: Context): Promise<boolean> =>
    actor !== null && canSeeJob(actor, job) && !host.jobOperations.isHidden(job.operation);
  return { job, reading, isVisibleTo };
}

type Result = IteratorResult<JobUpdate, undefined>;

const CAPACITY = 1_000;

/** One who watches the jobs of a user. Of each job that changed and was not taken yet only the newest state is kept. */
export class JobUpdates extends LiveIterator<JobUpdate> {
  readonly #release: () => void;
  readonly #pending = new Map<number, JobUpdate>();
  #asking: PromiseWithResolvers<void> | null = null;
  #isEnded = false;
  #isTooSlow = false;

  constructor(release: () => void) {
    super();
    this.#release = release;
  }

  push(update: JobUpdate): void {
    if (this.#isEnded) return;
    // What changed again waits behind the others.
    this.#pending.delete(update.job.id);
    this.#pending.set(update.job.id, update);
    if (this.#pending.size > CAPACITY) {
      this.#isTooSlow = true;
      this.#pending.clear();
      this.#end();
    }
    this.#asking?.resolve();
  }

  async next(): Promise<Result> {
    for (;;) {
      if (this.#isTooSlow) {
        this.#isTooSlow = false;
        throw new SubscriberTooSlow(CAPACITY);
      }
      const [update] = this.#pending.values();
      if (update) {
        this.#pending.delete(update.job.id);
        return { value: update, done: false };
      }
      if (this.#isEnded) return { value: undefined, done: true };
      this.#asking ??= Promise.withResolvers<void>();
      await this.#asking.promise;
      this.#asking = null;
    }
  }

  async return(): Promise<Result> {
    this.#pending.clear();
    this.#end();
    return { value: undefined, done: true };
  }

  #end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#release();
    this.#asking?.resolve();
  }
}
