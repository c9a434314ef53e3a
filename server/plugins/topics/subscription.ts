import { InterfaceError } from 'pagoda-plugin-sdk';
import { EventSource } from '../../graphql/index.ts';
import { LiveIterator } from '../../live-iterator.ts';

type Event = { readonly content: string } | null;
type Result = IteratorResult<unknown, undefined>;

export interface SubscriptionOptions {
  readonly topic: string;
  /** Makes what stands for payloads that were missed; without it the subscription ends with an error then. */
  readonly missed?: (() => unknown) | undefined;
  /** The subscription ends with it. */
  readonly ended: AbortSignal;
  release(subscription: TopicSubscription): void;
}

/** Characters that may wait for a subscriber who takes nothing: payloads may have a million each. */
const MOST_WAITING = 16_000_000;

/** One who listens to a topic. */
export class TopicSubscription extends LiveIterator<unknown> {
  readonly #options: SubscriptionOptions;
  readonly #source = new EventSource<{ readonly event: Event }>({
    weight: { most: MOST_WAITING, of: ({ event }) => event?.content.length ?? 0 },
    overflow: () => ({ event: null }),
  });
  readonly #events = this.#source.subscribe();
  readonly #end = (): void => this.#close();

  constructor(options: SubscriptionOptions) {
    super();
    this.#options = options;
    if (options.ended.aborted) this.#close();
    else options.ended.addEventListener('abort', this.#end);
  }

  push(content: string): void {
    this.#source.publish({ event: { content } });
  }

  /** Something was sent that did not arrive. */
  miss(): void {
    this.#source.publish({ event: null });
  }

  async next(): Promise<Result> {
    const taken = await this.#events.next();
    if (taken.done) return { value: undefined, done: true };
    const { event } = taken.value;
    // Each gets an object of its own.
    if (event) return { value: JSON.parse(event.content), done: false };
    const { missed, topic } = this.#options;
    if (missed) return { value: missed(), done: false };
    await this.return();
    throw new InterfaceError(
      `Something on the topic "${topic}" was missed: read anew what you need and subscribe again`,
    );
  }

  async return(): Promise<Result> {
    this.#close();
    await this.#events.return?.();
    return { value: undefined, done: true };
  }

  #close(): void {
    const { ended, release } = this.#options;
    ended.removeEventListener('abort', this.#end);
    release(this);
    this.#source.close();
  }
}
