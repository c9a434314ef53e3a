import type { JobEvent } from './job-event.ts';

const MAX_EVENTS = 500;
const MAX_CHARACTERS = 1_000_000;
/** Of an event without a message. */
const BARE_CHARACTERS = 200;

/** The newest events of a job, one after the other, as far as they fit. */
export class EventWindow<E extends JobEvent> {
  #events: E[] = [];
  #base: number;
  #size = 0;

  /** Begins behind this number. */
  constructor(base: number) {
    this.#base = base;
  }

  /** The number before that of the oldest event that it has. */
  get base(): number {
    return this.#base;
  }

  get lastSeq(): number {
    return this.#base + this.#events.length;
  }

  /** @throws Error for an event that is not the next one: then the table has a gap, and nothing may be sent on. */
  append(events: readonly E[]): void {
    for (const event of events) {
      if (event.seq !== this.lastSeq + 1) {
        throw new Error(`Event ${event.seq} of job ${event.jobId} follows ${this.lastSeq}: there is a gap`);
      }
      this.#events.push(event);
      this.#size += sizeOf(event);
    }
    let gone = 0;
    while (this.#events.length - gone > MAX_EVENTS || (this.#size > MAX_CHARACTERS && gone < this.#events.length - 1)) {
      const oldest = this.#events[gone];
      if (oldest) this.#size -= sizeOf(oldest);
      gone += 1;
    }
    if (gone === 0) return;
    this.#events = this.#events.slice(gone);
    this.#base += gone;
  }

  /** Undefined for one that is no longer or not yet here. */
  find(seq: number): E | undefined {
    return this.#events[seq - this.#base - 1];
  }
}

function sizeOf({ message }: JobEvent): number {
  return BARE_CHARACTERS + (message?.length ?? 0);
}
