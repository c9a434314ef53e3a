import { setTimeout as delay } from 'node:timers/promises';
import type { Listener } from '../../db/index.ts';
import { PLUGINS_CHANGED } from './disabled.store.ts';

export interface FollowOptions {
  readonly listener: Pick<Listener, 'listen' | 'onReconnect'>;
  /** Reads what is stored and puts it in force. */
  readonly update: () => Promise<void>;
  /** Hears that this failed; it is tried again. */
  onError(error: unknown): void;
  /** Milliseconds before another attempt. */
  readonly pause?: number;
}

/** Keeps what is in force here the same as what is stored. The rows are the truth: NOTIFY only says that there is something to read. */
export class FollowDisabled {
  readonly #update: () => Promise<void>;
  readonly #onError: (error: unknown) => void;
  readonly #pause: number;
  readonly #closing = new AbortController();
  readonly #stops: (() => void)[] = [];
  #last: Promise<void> = Promise.resolve();
  /** One that has not begun yet: it will read whatever is stored by then. */
  #queued: Promise<void> | null = null;

  constructor({ update, onError, pause = 500 }: Omit<FollowOptions, 'listener'>) {
    this.#update = update;
    this.#onError = onError;
    this.#pause = pause;
  }

  /** Resolves when what was stored before is in force. */
  async start(listener: FollowOptions['listener']): Promise<void> {
    const hear = (): void => void this.#updateUntilDone();
    this.#stops.push(await listener.listen(PLUGINS_CHANGED, hear), listener.onReconnect(hear));
    // What came between the reading at the start and now was not heard.
    await this.refresh();
  }

  /** Resolves when what is stored at the time of the call is in force; rejects if that fails. */
  refresh(): Promise<void> {
    if (this.#queued) return this.#queued;
    const queued = this.#last
      .catch(() => undefined)
      .then(() => {
        this.#queued = null;
        return this.#closing.signal.aborted ? undefined : this.#update();
      });
    this.#queued = queued;
    this.#last = queued;
    return queued;
  }

  /** Resolves when nothing changes any more. */
  async stop(): Promise<void> {
    this.#closing.abort();
    for (const stop of this.#stops) stop();
    await this.#last.catch(() => undefined);
  }

  async #updateUntilDone(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      try {
        await this.refresh();
        return;
      } catch (error) {
        this.#onError(error);
        await delay(this.#pause, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}
