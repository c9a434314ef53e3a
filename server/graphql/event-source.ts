import { LiveIterator } from '../live-iterator.ts';

export interface EventSourceOptions<T> {
  /** Events that a subscriber may be behind. */
  readonly capacity?: number;
  /** What the events together may weigh that a subscriber is behind; no limit unless given. */
  readonly weight?: { readonly most: number; of(event: T): number };
  /** Takes the place of everything that a subscriber missed because it was too slow. Without it the subscription ends with an error. */
  readonly overflow?: () => T;
}

const CAPACITY = 1_000;

/** A subscriber did not take its events for too long. */
export class SubscriberTooSlow extends Error {
  constructor(capacity: number) {
    super(
      `The subscription was ended: ${capacity} events were waiting and none was taken. Subscribe again, and read what you missed.`,
    );
    this.name = 'SubscriberTooSlow';
  }
}

/** Hands events to any number of subscribers as async iterators. None of them can make the process hold more than its capacity. */
export class EventSource<T> {
  readonly #options: EventSourceOptions<T>;
  readonly #subscribers = new Map<Subscription<T>, (event: T) => boolean>();
  #isClosed = false;

  constructor(options: EventSourceOptions<T> = {}) {
    this.#options = options;
  }

  /** How many are listening. */
  get size(): number {
    return this.#subscribers.size;
  }

  publish(event: T): void {
    for (const [subscription, isWanted] of this.#subscribers) if (isWanted(event)) subscription.push(event);
  }

  /** Every event from now on, not from the first `next`. */
  subscribe(isWanted: (event: T) => boolean = () => true): AsyncIterableIterator<T, undefined> {
    const subscription = new Subscription<T>(this.#options, () => void this.#subscribers.delete(subscription));
    if (this.#isClosed) subscription.end();
    else this.#subscribers.set(subscription, isWanted);
    return subscription;
  }

  /** Ends every subscription after the events it still has. */
  close(): void {
    this.#isClosed = true;
    for (const subscription of this.#subscribers.keys()) subscription.end();
  }
}

type Result<T> = IteratorResult<T, undefined>;

class Subscription<T> extends LiveIterator<T> {
  readonly #capacity: number;
  readonly #weight: EventSourceOptions<T>['weight'];
  readonly #overflow: (() => T) | undefined;
  readonly #release: () => void;
  readonly #asking: PromiseWithResolvers<Result<T>>[] = [];
  #waiting: T[] = [];
  /** Of what waits. */
  #sum = 0;
  #isEnded = false;
  #failure: Error | undefined;

  constructor({ capacity = CAPACITY, weight, overflow }: EventSourceOptions<T>, release: () => void) {
    super();
    this.#capacity = capacity;
    this.#weight = weight;
    this.#overflow = overflow;
    this.#release = release;
  }

  push(event: T): void {
    if (this.#isEnded) return;
    const asking = this.#asking.shift();
    if (asking) return asking.resolve({ value: event, done: false });
    const sum = this.#sum + this.#weigh(event);
    if (this.#waiting.length >= this.#capacity || sum > (this.#weight?.most ?? Infinity)) return this.#forget();
    this.#waiting.push(event);
    this.#sum = sum;
  }

  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#release();
    for (const asking of this.#asking.splice(0)) asking.resolve({ value: undefined, done: true });
  }

  async next(): Promise<Result<T>> {
    const [event] = this.#waiting.splice(0, 1);
    if (event !== undefined) {
      this.#sum -= this.#weigh(event);
      return { value: event, done: false };
    }
    if (this.#failure) throw this.#takeFailure(this.#failure);
    if (this.#isEnded) return { value: undefined, done: true };
    const asking = Promise.withResolvers<Result<T>>();
    this.#asking.push(asking);
    return asking.promise;
  }

  async return(): Promise<Result<T>> {
    this.#waiting = [];
    this.end();
    return { value: undefined, done: true };
  }

  #weigh(event: T): number {
    return this.#weight?.of(event) ?? 0;
  }

  #forget(): void {
    this.#waiting = this.#overflow ? [this.#overflow()] : [];
    this.#sum = this.#waiting.reduce((sum, event) => sum + this.#weigh(event), 0);
    if (this.#overflow) return;
    this.#failure = new SubscriberTooSlow(this.#capacity);
    this.end();
  }

  #takeFailure(failure: Error): Error {
    this.#failure = undefined;
    return failure;
  }
}
