import type { Told } from './job-event.store.ts';
import type { LogLevel } from './job-event.ts';
import type { Progress } from './job-row.ts';

export interface EventOutboxOptions {
  /** Stores events in order; false when nothing more is taken. Called again with the same if it throws. */
  readonly send: (told: readonly Told[]) => Promise<boolean>;
  /** Called once when nothing more is taken. */
  readonly onClosed: () => void;
  /** Milliseconds between two times that something is stored. */
  readonly interval?: number;
  /** Log lines at most. */
  readonly maxLines?: number;
}

/** A little more than a tenth of a second: the first and the last report come on top. */
const INTERVAL_MS = 110;
const MAX_LINES = 100_000;
/** In one statement. */
const MAX_BATCH = 500;
const MAX_MESSAGE = 10_000;

/**
 * What a job tells on its way to the database, at most ten times a second: of progress only the newest report is kept, log lines all.
 * The first report goes out at once, the last one always.
 */
export class EventOutbox {
  readonly #options: EventOutboxOptions;
  readonly #interval: number;
  #lines: Told[] = [];
  #progress: Progress | null = null;
  #taken = 0;
  #isClosed = false;
  #timer: NodeJS.Timeout | undefined;
  /** The time of the timer has come: what is told meanwhile waits for the next, however slow the database is. */
  #isDue = false;
  #lastSent = -Infinity;
  #sending: Promise<void> = Promise.resolve();

  constructor(options: EventOutboxOptions) {
    this.#options = options;
    this.#interval = options.interval ?? INTERVAL_MS;
  }

  progress(progress: Progress): void {
    if (this.#isClosed) return;
    this.#progress = { ...progress, text: progress.text === null ? null : storable(progress.text) };
    this.#schedule();
  }

  log(level: LogLevel, message: string): void {
    const { maxLines = MAX_LINES } = this.#options;
    this.#taken += 1;
    if (this.#isClosed || this.#taken > maxLines + 1) return;
    const isOver = this.#taken > maxLines;
    const line = isOver ? `There are more than ${maxLines} lines; the rest is left out` : storable(message);
    this.#lines.push({ kind: 'LOG', level: isOver ? 'WARN' : level, message: line });
    this.#schedule();
  }

  /** Whether nothing more is taken. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Everything told so far is stored when it resolves. Rejects if that is not possible. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const sent = this.#sending.catch(() => undefined).then(() => this.#sendAll());
    this.#sending = sent;
    await sent;
  }

  /** Takes nothing more, and forgets what was not stored. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#lines = [];
    this.#progress = null;
  }

  #schedule(): void {
    if (this.#timer || this.#isDue) return;
    const wait = Math.max(0, this.#lastSent + this.#interval - performance.now());
    this.#timer = setTimeout(() => void this.#sendDue(), wait);
  }

  async #sendDue(): Promise<void> {
    this.#timer = undefined;
    this.#isDue = true;
    // What was not stored is tried again with the next.
    await this.flush().catch(() => undefined);
    this.#isDue = false;
    if (!this.#isClosed && (this.#progress !== null || this.#lines.length > 0)) this.#schedule();
  }

  /** What has been told by now. What is told meanwhile has a time of its own. */
  async #sendAll(): Promise<void> {
    let left = this.#lines.length;
    const progress = this.#progress;
    for (let isProgressLeft = progress !== null; !this.#isClosed && (left > 0 || isProgressLeft);) {
      const batch = this.#lines.slice(0, Math.min(left, MAX_BATCH));
      const isLast = batch.length === left;
      this.#lastSent = performance.now();
      const isTaken = await this.#options.send(isLast && progress ? [...batch, { kind: 'PROGRESS', progress }] : batch);
      this.#lines.splice(0, batch.length);
      left -= batch.length;
      if (isLast) isProgressLeft = false;
      // A newer report may have come meanwhile.
      if (isLast && progress === this.#progress) this.#progress = null;
      if (isTaken || this.#isClosed) continue;
      this.close();
      this.#options.onClosed();
    }
  }
}

/** PostgreSQL stores neither NUL nor half of a surrogate pair. */
export function storable(text: string): string {
  const cut = text.length > MAX_MESSAGE ? `${text.slice(0, MAX_MESSAGE)}…` : text;
  return cut.replaceAll('\0', '').toWellFormed();
}
