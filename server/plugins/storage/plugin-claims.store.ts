import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { withLockPatience } from './lock-patience.store.ts';
import { schemaOf } from './storage-names.ts';

/** The first halves of the locks; the second is made of the schema. */
const LOCKS = { named: 7_246_037, running: 7_246_038 } as const;

/** A process has a plugin in its ENABLED_PLUGINS, or runs it. */
export type Claim = keyof typeof LOCKS;

const FIRST_PAUSE_MS = 50;
const LAST_PAUSE_MS = 2000;

/** A power cut ends no connection: PostgreSQL asks after these, and ends one that does not answer for 20 s. */
const HOLD_ON = `
  set tcp_keepalives_idle = 8; set tcp_keepalives_interval = 4; set tcp_keepalives_count = 3;
  set statement_timeout = 0; set lock_timeout = 0; set idle_session_timeout = 0`;

/**
 * What keeps others from dropping the tables of the plugins of this process: shared locks, held as long as a connection of their own.
 * A process that dies lets go of them at once. A connection that is lost comes back by itself; until then they are not held.
 */
export class PluginClaims {
  readonly #url: string;
  readonly #closing = new AbortController();
  readonly #wanted: Record<Claim, readonly string[]> = { named: [], running: [] };
  #held = new Set<string>();
  #client: pg.Client | null = null;
  #last: Promise<void> = Promise.resolve();

  constructor(url: string) {
    this.#url = url;
  }

  /** Claims these plugins and no others. Resolves when that is so: a purge that has begun is waited for. Opens nothing for none. */
  keep(claim: Claim, pluginIds: readonly string[]): Promise<void> {
    this.#wanted[claim] = pluginIds;
    return this.#settle();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#client?.end().catch(() => undefined);
    await this.#last.catch(() => undefined);
    // One that was being opened.
    await this.#client?.end().catch(() => undefined);
  }

  #settle(): Promise<void> {
    this.#last = this.#last.catch(() => undefined).then(() => this.#settleNow());
    return this.#last;
  }

  async #settleNow(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    const wanted = new Set(
      (['named', 'running'] as const).flatMap((claim) =>
        this.#wanted[claim].map((id) => `${LOCKS[claim]} ${schemaOf(id)}`),
      ),
    );
    if (!this.#client && wanted.size === 0) return;
    const client = this.#client ?? (await this.#connect());
    for (const lock of wanted) if (!this.#held.has(lock)) await this.#send(client, 'pg_advisory_lock_shared', lock);
    for (const lock of this.#held) if (!wanted.has(lock)) await this.#send(client, 'pg_advisory_unlock_shared', lock);
  }

  async #send(client: pg.Client, step: `pg_advisory_${'' | 'un'}lock_shared`, lock: string): Promise<void> {
    const [key, schema] = lock.split(' ');
    await client.query(`select ${step}($1, hashtext($2))`, [Number(key), schema]);
    if (step === 'pg_advisory_lock_shared') this.#held.add(lock);
    else this.#held.delete(lock);
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: 'pagoda plugins',
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    });
    client.on('error', () => this.#lose(client));
    client.on('end', () => this.#lose(client));
    try {
      await client.connect();
      await client.query(HOLD_ON);
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
    this.#client = client;
    return client;
  }

  #lose(client: pg.Client): void {
    if (this.#client !== client) return;
    this.#client = null;
    this.#held = new Set();
    void client.end().catch(() => undefined);
    void this.#return();
  }

  async #return(): Promise<void> {
    const { signal } = this.#closing;
    for (let pause = FIRST_PAUSE_MS; !signal.aborted; pause = Math.min(pause * 2, LAST_PAUSE_MS)) {
      await delay(pause, undefined, { signal }).catch(() => undefined);
      const isBack = await this.#settle().then(
        () => true,
        () => false,
      );
      if (isBack) return;
    }
  }
}

/** For the transaction of the client: whether no process claims the plugin so, and none will before the end. */
export async function excludeClaims(client: pg.Client, claim: Claim, pluginId: string): Promise<boolean> {
  const { rows } = await client.query<{ isFree: boolean }>(
    'select pg_try_advisory_xact_lock($1, hashtext($2)) as "isFree"',
    [LOCKS[claim], schemaOf(pluginId)],
  );
  return rows[0]?.isFree === true;
}

/** The same, after waiting for those who are about to let go. */
export async function awaitClaims(
  client: pg.Client,
  claim: Claim,
  pluginId: string,
  milliseconds: number,
): Promise<boolean> {
  const sql = 'select pg_advisory_xact_lock($1, hashtext($2))';
  return withLockPatience(client, milliseconds, () => client.query(sql, [LOCKS[claim], schemaOf(pluginId)]));
}

/** How many processes claim the plugin so. */
export async function countClaims(client: pg.Client, claim: Claim, pluginId: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::integer as count from pg_locks
     where locktype = 'advisory' and granted and mode = 'ShareLock' and objsubid = 2 and classid = $1::bigint::oid
       and objid = (hashtext($2)::bigint & 4294967295)::oid
       and database = (select oid from pg_database where datname = current_database())`,
    [LOCKS[claim], schemaOf(pluginId)],
  );
  return rows[0]?.count ?? 0;
}
