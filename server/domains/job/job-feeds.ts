import type { EntityManager } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import type { Listener } from '../../db/index.ts';
import { readLastSeqs } from './job-event.read.ts';
import { JobEventFeed } from './job-event-feed.ts';
import { JobEventStream } from './job-event-stream.ts';
import { fromTold, JOB_TOLD } from './told-jobs.ts';

export interface JobFeedsOptions {
  readonly em: EntityManager;
  readonly log: Logger;
  /** Milliseconds between two looks for events of which no NOTIFY told. */
  readonly recheck?: number;
}

const RECHECK_MS = 10_000;

interface Watched {
  readonly feed: JobEventFeed;
  watchers: number;
}

/** The jobs that somebody watches in this process. Rows are the truth: a NOTIFY only says when to read. */
export class JobFeeds {
  readonly #options: JobFeedsOptions;
  readonly #watched = new Map<number, Watched>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: JobFeedsOptions) {
    this.#options = options;
  }

  static async start(listener: Listener, options: JobFeedsOptions): Promise<JobFeeds> {
    const feeds = new JobFeeds(options);
    await listener.listen(JOB_TOLD, (payload) => feeds.#refresh(fromTold(payload)?.map(({ id }) => id)));
    listener.onReconnect(() => feeds.#refresh());
    feeds.#timer = setInterval(() => void feeds.#recheck(), options.recheck ?? RECHECK_MS).unref();
    return feeds;
  }

  /** The jobs that are watched. */
  get size(): number {
    return this.#watched.size;
  }

  /** The stored events of a job after a number and then each new one; nothing that was committed before the call is missed. */
  async watch(jobId: number, after: number): Promise<JobEventStream> {
    const watched = this.#watched.get(jobId) ?? this.#open(jobId);
    watched.watchers += 1;
    const stream = new JobEventStream(watched.feed, after, () => this.#leave(jobId, watched));
    await watched.feed.refresh();
    return stream;
  }

  close(): void {
    clearInterval(this.#timer);
    for (const { feed } of this.#watched.values()) feed.close();
  }

  #open(jobId: number): Watched {
    const { em, log } = this.#options;
    const watched = { feed: new JobEventFeed({ jobId, em: em.fork(), log }), watchers: 0 };
    this.#watched.set(jobId, watched);
    return watched;
  }

  #leave(jobId: number, watched: Watched): void {
    watched.watchers -= 1;
    if (watched.watchers > 0) return;
    watched.feed.close();
    if (this.#watched.get(jobId) === watched) this.#watched.delete(jobId);
  }

  #refresh(ids: Iterable<number> = this.#watched.keys()): void {
    for (const id of ids) void this.#watched.get(id)?.feed.refresh();
  }

  /** What is not known to have changed is not read. */
  async #recheck(): Promise<void> {
    const ids = [...this.#watched.keys()];
    if (ids.length === 0) return;
    try {
      const lastSeqs = await readLastSeqs(this.#options.em.fork(), ids);
      this.#refresh(ids.filter((id) => lastSeqs.get(id) !== this.#watched.get(id)?.feed.lastSeq));
    } catch (error) {
      this.#options.log.debug({ err: error }, 'Jobs that are watched could not be looked at again');
    }
  }
}
