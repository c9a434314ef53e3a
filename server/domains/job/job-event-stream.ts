import { LiveIterator } from '../../live-iterator.ts';
import type { JobEventFeed, ToldEvent } from './job-event-feed.ts';

type Result = IteratorResult<ToldEvent, undefined>;

/** One who watches a job: a place among its events, however slowly he goes on. One `next` at a time. */
export class JobEventStream extends LiveIterator<ToldEvent> {
  readonly #feed: JobEventFeed;
  readonly #release: () => void;
  #seq: number;
  #isEnded = false;
  #wake: (() => void) | null = null;

  constructor(feed: JobEventFeed, after: number, release: () => void) {
    super();
    this.#feed = feed;
    this.#seq = after;
    this.#release = release;
  }

  async next(): Promise<Result> {
    while (!this.#isEnded) {
      const found = this.#feed.peek(this.#seq);
      if (found === 'OVER') break;
      if (found === 'LATER') {
        await this.#news();
        continue;
      }
      const event = found === 'OLDER' ? await this.#feed.readAfter(this.#seq) : found;
      if (!event || this.#isEnded) break;
      this.#seq = event.seq;
      return { value: event, done: false };
    }
    return this.return();
  }

  async return(): Promise<Result> {
    if (!this.#isEnded) {
      this.#isEnded = true;
      this.#wake?.();
      this.#release();
    }
    return { value: undefined, done: true };
  }

  /** Until something is new, or the end. */
  #news(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const wake = (): void => {
      this.#feed.stopWaiting(wake);
      this.#wake = null;
      resolve();
    };
    this.#wake = wake;
    this.#feed.wait(wake);
    return promise;
  }
}
