import type { EntityManager } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import type { Listener } from '../../db/index.ts';
import { fromNotification, PLUGIN_MESSAGE, type Message } from './message.ts';
import { readMessage } from './message.store.ts';
import { TopicSubscription, type SubscriptionOptions } from './subscription.ts';

export interface TopicsOptions {
  /** For what was too long for NOTIFY. */
  readonly em: EntityManager;
  readonly log: Pick<Logger, 'error'>;
}

/** What plugins publish, on whichever process, from now on. */
export class Topics {
  readonly #options: TopicsOptions;
  readonly #subscriptions = new Map<string, Set<TopicSubscription>>();
  /** Topics on which something is being read, and until when. What comes after it waits. */
  readonly #reading = new Map<string, Promise<void>>();

  constructor(options: TopicsOptions) {
    this.#options = options;
  }

  static async start(listener: Listener, options: TopicsOptions): Promise<Topics> {
    const topics = new Topics(options);
    await listener.listen(PLUGIN_MESSAGE, (payload) => topics.#hear(payload));
    listener.onReconnect(() => {
      for (const key of topics.#subscriptions.keys()) topics.#miss(key);
    });
    return topics;
  }

  /** How many listen. */
  get size(): number {
    return [...this.#subscriptions.values()].reduce((sum, each) => sum + each.size, 0);
  }

  subscribe(pluginId: string, options: Omit<SubscriptionOptions, 'release'>): TopicSubscription {
    const key = keyOf({ pluginId, topic: options.topic });
    const listening = this.#subscriptions.get(key) ?? new Set();
    const release = (subscription: TopicSubscription): void => {
      listening.delete(subscription);
      if (listening.size === 0 && this.#subscriptions.get(key) === listening) this.#subscriptions.delete(key);
    };
    const subscription = new TopicSubscription({ ...options, release });
    if (options.ended.aborted) return subscription;
    this.#subscriptions.set(key, listening.add(subscription));
    return subscription;
  }

  #hear(payload: string): void {
    const message = fromNotification(payload);
    if (!message) return;
    const key = keyOf(message);
    if (!this.#subscriptions.has(key)) return;
    const before = this.#reading.get(key);
    if (!before && typeof message.content === 'string') this.#spread(key, message.content);
    else
      this.#follow(
        key,
        (before ?? Promise.resolve()).then(() => this.#readAndSpread(key, message)),
      );
  }

  #follow(key: string, reading: Promise<void>): void {
    this.#reading.set(key, reading);
    void reading.then(() => {
      if (this.#reading.get(key) === reading) this.#reading.delete(key);
    });
  }

  async #readAndSpread(key: string, { pluginId, topic, content }: Message): Promise<void> {
    try {
      this.#spread(key, typeof content === 'string' ? content : await readMessage(this.#options.em, content.row));
    } catch (error) {
      this.#options.log.error({ err: error, plugin: pluginId }, `What was published on ${topic} could not be read`);
      this.#miss(key);
    }
  }

  #spread(key: string, content: string): void {
    for (const subscription of this.#subscriptions.get(key) ?? []) subscription.push(content);
  }

  #miss(key: string): void {
    for (const subscription of this.#subscriptions.get(key) ?? []) subscription.miss();
  }
}

function keyOf({ pluginId, topic }: Pick<Message, 'pluginId' | 'topic'>): string {
  return `${pluginId} ${topic}`;
}
