import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { EntityManager } from '@mikro-orm/postgresql';
import pg from 'pg';
import { query } from './query.ts';

export interface ListenerOptions {
  readonly log?: (message: string) => void;
  /** Milliseconds between two questions whether the connection still answers. */
  readonly heartbeat?: number;
  /** Milliseconds after which a connection that does not answer is given up. */
  readonly answerLimit?: number;
}

type Hear = (payload: string) => void;
type Stop = () => void;

interface Channel {
  readonly hearers: Set<Hear>;
  readonly isListening: Promise<void>;
}

const FIRST_PAUSE_MS = 50;
const LAST_PAUSE_MS = 2000;
const PING_CHANNEL = 'pagoda_ping';

/**
 * The one connection of the process that listens to NOTIFY. It comes back by itself when it is lost; what was sent
 * meanwhile is lost too, so whoever listens re-reads its rows on `onReconnect`.
 */
export class Listener {
  readonly #url: string;
  readonly #log: (message: string) => void;
  readonly #heartbeat: number;
  readonly #answerLimit: number;
  readonly #channels = new Map<string, Channel>();
  readonly #reconnected = new Set<() => void>();
  readonly #closing = new AbortController();
  /** The connection that listens, or the one that will. */
  #connected: Promise<pg.Client> | null = null;
  #client: pg.Client | null = null;
  /** Statements go one after the other. */
  #sending: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(url: string, options: ListenerOptions = {}) {
    this.#url = url;
    this.#log = options.log ?? (() => undefined);
    this.#heartbeat = options.heartbeat ?? 30_000;
    this.#answerLimit = options.answerLimit ?? 10_000;
  }

  /** The first connection; if it fails the caller hears why. */
  async start(): Promise<void> {
    this.#connected = this.#connect();
    await this.#connected;
    this.#timer = setInterval(() => void this.#send('select 1'), this.#heartbeat).unref();
  }

  /** Resolves when everything sent from now on will be heard. */
  async listen(channel: string, hear: Hear): Promise<Stop> {
    const known = this.#channels.get(channel);
    const { hearers, isListening } = known ?? { hearers: new Set(), isListening: this.#send(listenTo(channel)) };
    if (!known) this.#channels.set(channel, { hearers, isListening });
    hearers.add(hear);
    await isListening;
    return () => {
      if (!hearers.delete(hear) || hearers.size > 0) return;
      this.#channels.delete(channel);
      void this.#send(`un${listenTo(channel)}`);
    };
  }

  /** Called each time after the connection was lost and every channel is listened to again. */
  onReconnect(reconnected: () => void): Stop {
    this.#reconnected.add(reconnected);
    return () => void this.#reconnected.delete(reconnected);
  }

  /** Proves that what the entity manager sends arrives here. */
  async ping(em: EntityManager, limitMs = 2000): Promise<void> {
    const mark = randomUUID();
    const arrival = Promise.withResolvers<void>();
    const stop = await this.listen(PING_CHANNEL, (payload) => {
      if (payload === mark) arrival.resolve();
    });
    const limit = setTimeout(() => arrival.reject(new NotifyDoesNotArrive(limitMs)), limitMs);
    try {
      await Promise.all([arrival.promise, query(em, 'select pg_notify($1, $2)', [PING_CHANNEL, mark])]);
    } finally {
      clearTimeout(limit);
      stop();
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    clearInterval(this.#timer);
    const client = this.#client;
    this.#client = null;
    await client?.end();
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: 'pagoda listener',
      connectionTimeoutMillis: this.#answerLimit,
      query_timeout: this.#answerLimit,
      keepAlive: true,
    });
    client.on('error', (error) => this.#lose(client, error));
    client.on('end', () => this.#lose(client));
    client.on('notification', ({ channel, payload = '' }) => this.#spread(channel, payload));
    try {
      await client.connect();
      for (const channel of this.#channels.keys()) await client.query(listenTo(channel));
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
    this.#client = client;
    return client;
  }

  #lose(client: pg.Client, error?: Error): void {
    if (this.#client !== client) return;
    this.#client = null;
    this.#log(`The connection that listens to NOTIFY was lost${error ? `: ${error.message}` : ''}`);
    void client.end().catch(() => undefined);
    this.#connected = this.#reconnect();
    this.#connected.catch(() => undefined);
  }

  async #reconnect(): Promise<pg.Client> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LAST_PAUSE_MS)) {
      await delay(pause, undefined, { signal: this.#closing.signal });
      const client = await this.#connect().catch(() => null);
      if (!client) continue;
      if (this.#closing.signal.aborted) await this.close();
      this.#log('The connection that listens to NOTIFY is back');
      for (const reconnected of this.#reconnected) this.#attempt(reconnected);
      return client;
    }
  }

  #send(text: string): Promise<void> {
    this.#sending = this.#sending.then(() => this.#sendNow(text));
    return this.#sending;
  }

  /** A new connection listens to every channel, so what could not be sent over the old one is made good. */
  async #sendNow(text: string): Promise<void> {
    try {
      const client = await this.#connected;
      await client?.query(text).catch(async (error: Error) => {
        this.#lose(client, error);
        await this.#connected;
      });
    } catch (error) {
      if (!this.#closing.signal.aborted) throw error;
    }
  }

  #spread(channel: string, payload: string): void {
    for (const hear of this.#channels.get(channel)?.hearers ?? []) this.#attempt(() => hear(payload));
  }

  #attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#log(`Somebody who listens to NOTIFY failed: ${String(error)}`);
    }
  }
}

function listenTo(channel: string): string {
  return `listen ${pg.escapeIdentifier(channel)}`;
}

/** LISTEN and NOTIFY do not meet. */
export class NotifyDoesNotArrive extends Error {
  constructor(limitMs: number) {
    super(
      `A NOTIFY sent over DATABASE_URL did not arrive over DATABASE_DIRECT_URL within ${limitMs / 1000} s, so no client ` +
        'would see live updates. If a connection pooler stands between, set DATABASE_DIRECT_URL to the PostgreSQL behind it.',
    );
    this.name = 'NotifyDoesNotArrive';
  }
}
