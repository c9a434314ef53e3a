import type { EntityManager } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import type { Context } from '../../context.ts';
import { rejected } from '../../errors.ts';
import { type GuardedEvent, type ReadEvent, Readings } from '../../graphql/index.ts';
import { EventWindow } from './event-window.ts';
import type { JobEvent } from './job-event.ts';
import { readEventBatch, type EventBatch } from './job-event.read.ts';
import { canSeeJob } from './job.policy.ts';

/** An event of a job that ends the subscription of whoever may not see the job any more. */
export type ToldEvent = JobEvent & GuardedEvent & ReadEvent;

export interface FeedOptions {
  readonly jobId: number;
  readonly em: EntityManager;
  readonly log: Logger;
}

const BATCH = 500;
/** Of older events; many who begin at the same place read the same pages. */
const PAGE = 100;
const MAX_PAGES = 4;
const FIRST_PAUSE_MS = 50;
const LAST_PAUSE_MS = 2_000;

/**
 * The events of one job for all who watch it in this process: each new one is read once. It holds the newest ones and a few pages of
 * older ones; whoever is behind those costs nothing but his place.
 */
export class JobEventFeed {
  readonly #options: FeedOptions;
  readonly #waiting = new Set<() => void>();
  readonly #pages = new Map<number, Promise<readonly ToldEvent[]>>();
  readonly #readings = new Readings();
  #window: EventWindow<ToldEvent> | null = null;
  #isOver = false;
  #isClosed = false;
  #failure: unknown = null;
  /** Something may have happened since the last reading began. */
  #isStale = false;
  #reading: Promise<void> | null = null;

  constructor(options: FeedOptions) {
    this.#options = options;
  }

  /** The number of the newest event that is known. */
  get lastSeq(): number {
    return this.#window?.lastSeq ?? -1;
  }

  /** Resolves when everything is known that was committed before the call. Never rejects. */
  refresh(): Promise<void> {
    this.#isStale = true;
    this.#reading ??= this.#readAll().finally(() => (this.#reading = null));
    return this.#reading;
  }

  /** What follows a number: an event, one that has to be read first, nothing yet, or nothing more. */
  peek(seq: number): ToldEvent | 'OLDER' | 'LATER' | 'OVER' {
    if (this.#failure) throw this.#failure;
    if (!this.#window) return this.#isOver ? 'OVER' : 'LATER';
    if (seq < this.#window.base) return 'OLDER';
    return this.#window.find(seq + 1) ?? (this.#isOver ? 'OVER' : 'LATER');
  }

  /** The event that follows a number, when it is one of the older ones; null when the job is gone. */
  async readAfter(seq: number): Promise<ToldEvent | null> {
    const index = Math.floor(seq / PAGE);
    const isNext = (event: ToldEvent): boolean => event.seq === seq + 1;
    const known = this.#pages.get(index);
    const found = known && (await known).find(isNext);
    if (found) return found;
    // A page may have been read before it was full.
    if (this.#pages.get(index) === known) this.#pages.delete(index);
    const page = this.#pages.get(index) ?? this.#readPage(index);
    return (await page).find(isNext) ?? null;
  }

  /** Calls when something is new. */
  wait(call: () => void): void {
    this.#waiting.add(call);
  }

  stopWaiting(call: () => void): void {
    this.#waiting.delete(call);
  }

  /** Nobody watches any more. */
  close(): void {
    this.#isClosed = true;
  }

  async #readAll(): Promise<void> {
    try {
      while (this.#isStale && !this.#isClosed) {
        this.#isStale = false;
        this.#take(await this.#read(this.#window?.lastSeq ?? 0, this.#window ? BATCH : 0));
        this.#wakeAll();
      }
    } catch (error) {
      this.#options.log.error({ err: error, jobId: this.#options.jobId }, 'The events of a job cannot be sent on');
      this.#failure = error;
      this.#wakeAll();
    }
  }

  #wakeAll(): void {
    for (const call of [...this.#waiting]) call();
  }

  /** Of the first reading only where the job stands. */
  #take(batch: EventBatch | null): void {
    if (!batch) {
      this.#isOver = true;
      return;
    }
    const { head, events } = batch;
    this.#window ??= new EventWindow(head.lastSeq);
    this.#window.append(this.#guarded(events, head.userId));
    const isBehind = head.lastSeq > this.#window.lastSeq;
    this.#isOver = head.isOver && !isBehind;
    if (isBehind) this.#isStale = true;
  }

  /** Those who watch hear nothing of a database that is away for a moment. */
  async #read(after: number, limit: number): Promise<EventBatch | null> {
    const { em, jobId, log } = this.#options;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LAST_PAUSE_MS)) {
      try {
        return await readEventBatch(em, jobId, after, limit);
      } catch (error) {
        if (this.#isClosed) return null;
        log.warn({ err: error, jobId }, 'The events of a job could not be read; it is tried again');
        const { promise, resolve } = Promise.withResolvers<void>();
        setTimeout(resolve, pause).unref();
        await promise;
      }
    }
  }

  #readPage(index: number): Promise<readonly ToldEvent[]> {
    const page = this.#read(index * PAGE, PAGE).then((batch) =>
      batch ? this.#guarded(batch.events, batch.head.userId) : [],
    );
    this.#pages.set(index, page);
    const [oldest] = this.#pages.keys();
    if (this.#pages.size > MAX_PAGES && oldest !== undefined) this.#pages.delete(oldest);
    return page;
  }

  #guarded(events: readonly JobEvent[], userId: number): readonly ToldEvent[] {
    const isVisibleTo = async ({ actor }: Context): Promise<boolean> => {
      if (actor && canSeeJob(actor, { userId })) return true;
      throw rejected('NOT_FOUND', `There is no job with id ${this.#options.jobId}`, ['id']);
    };
    const reading = this.#readings.next();
    return events.map((event) => ({ ...event, isVisibleTo, reading }));
  }
}
