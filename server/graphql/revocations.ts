import type { Credential } from '../credential.ts';
import type { Door } from './door.ts';

/** Something that stays open on behalf of somebody. */
export interface Watched {
  readonly credential: Credential;
  /** Whether it was good at least once; the cookie of an old session is nobody's from the start and closes nothing. */
  wasGood: boolean;
  end(reason: string): void;
}

/** Credentials that are looked at together. */
const TOGETHER = 100;

/**
 * Looks again and again whether what holds connections open is still good, and ends those whose token was revoked, whose session is
 * over or whose user is gone. A database that is away ends nothing.
 */
export class Revocations {
  readonly #door: Pick<Door, 'findFault' | 'isUnavailable' | 'log'>;
  readonly #watched = new Set<Watched>();
  readonly #timer: NodeJS.Timeout;
  #isLooking = false;

  constructor(door: Pick<Door, 'findFault' | 'isUnavailable' | 'log'>, interval: number) {
    this.#door = door;
    this.#timer = setInterval(() => void this.#lookOnce(), interval).unref();
  }

  /** Until the returned function is called. */
  watch(watched: Watched): () => void {
    this.#watched.add(watched);
    return () => void this.#watched.delete(watched);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #lookOnce(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      const all = [...Map.groupBy(this.#watched, ({ credential: { kind, secret } }) => `${kind} ${secret}`).values()];
      for (let start = 0; start < all.length; start += TOGETHER) {
        await Promise.all(all.slice(start, start + TOGETHER).map((same) => this.#check(same)));
      }
    } catch (error) {
      if (!this.#door.isUnavailable(error))
        this.#door.log.error({ err: error }, 'Credentials could not be looked at again');
    } finally {
      this.#isLooking = false;
    }
  }

  async #check(same: readonly Watched[]): Promise<void> {
    const [first] = same;
    const fault = first ? await this.#door.findFault(first.credential) : null;
    for (const watched of same) {
      if (fault === null) watched.wasGood = true;
      else if ((watched.wasGood || watched.credential.kind === 'token') && this.#watched.delete(watched))
        watched.end(fault);
    }
  }
}
