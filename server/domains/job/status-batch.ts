import type { EntityManager } from '@mikro-orm/postgresql';
import { isDatabaseAway } from '../../db/index.ts';
import { setStatuses, type Expected, type Outcome, type StatusChange, type WantedChange } from './job.store.ts';

interface Waiting {
  readonly wanted: WantedChange;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/** In one statement. */
const MOST = 50;

/**
 * What one worker makes of its jobs, outside of any transaction: while one statement is under way, the next changes gather for another.
 * So many short jobs share the cost of a commit, and one alone waits for nobody.
 */
export class StatusBatch {
  readonly #em: EntityManager;
  #waiting: Waiting[] = [];
  #isSending = false;

  constructor(em: EntityManager) {
    this.#em = em;
  }

  /** Waits for whoever has the job locked. */
  async change(id: number, change: StatusChange, expected: Omit<Expected, 'isAlone'>): Promise<Outcome> {
    const done = await this.#add({ id, change, expected: { ...expected, isAlone: true } });
    return done.outcome === 'BUSY'
      ? this.#changeAlone({ id, change, expected: { ...expected, isAlone: false } })
      : done;
  }

  /** BUSY if somebody has the job locked, AWAITED if more is to be done than end it. */
  end(id: number, change: StatusChange, expected: Omit<Expected, 'isAlone'>): Promise<Outcome> {
    return this.#add({ id, change, expected: { ...expected, isAlone: true } });
  }

  #add(wanted: WantedChange): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ wanted, resolve, reject });
      if (this.#isSending) return;
      this.#isSending = true;
      // What comes in the same turn of the event loop goes along.
      setImmediate(() => void this.#sendAll());
    });
  }

  async #sendAll(): Promise<void> {
    while (this.#waiting.length > 0) await this.#send(this.#waiting.splice(0, MOST));
    this.#isSending = false;
  }

  async #send(batch: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await setStatuses(
        this.#em,
        batch.map(({ wanted }) => wanted),
      );
      for (const [place, outcome] of outcomes.entries()) batch[place]?.resolve(outcome);
    } catch (error) {
      // One that PostgreSQL refuses takes no other along.
      for (const { wanted, resolve, reject } of batch) {
        if (batch.length === 1 || isDatabaseAway(error)) reject(error);
        else await this.#changeAlone(wanted).then(resolve, reject);
      }
    }
  }

  async #changeAlone(wanted: WantedChange): Promise<Outcome> {
    const [outcome] = await setStatuses(this.#em, [wanted]);
    if (!outcome) throw new Error(`What became of job ${wanted.id} was not told`);
    return outcome;
  }
}
