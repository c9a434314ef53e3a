import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** The first key of the advisory locks that workers hold; the second is made of their id. */
const PRESENCE_LOCK = 7_246_040;
const PREFIX = 'pagoda-';

/** A power cut ends no connection. PostgreSQL asks after these, and takes the lock from one that does not answer for 20 s. */
const NOTICE_DEATH = `
  set tcp_keepalives_idle = 8; set tcp_keepalives_interval = 4; set tcp_keepalives_count = 3;
  set statement_timeout = 0; set idle_session_timeout = 0`;

/** Dead is whose lock can be had. Only ids of ours: other programs may use the same queue. */
const FREE_DEAD = `
  with holders as materialized (
    select distinct locked_by as id from graphile_worker.jobs where locked_by like '${PREFIX}%' and locked_by <> $2
  ), dead as materialized (
    select array_agg(id) as ids from holders where pg_try_advisory_xact_lock($1, hashtext(id))
  )
  select ids, graphile_worker.force_unlock_workers(ids), pg_notify('jobs:insert', '{"count":1000}')
  from dead where ids is not null`;

/**
 * The proof that a worker lives: a lock that is held as long as its connection. When its process dies, PostgreSQL lets go of it at
 * once, so what the dead one had begun is free for others without waiting for a clock. A worker that lost its connection must take
 * itself for dead too, since others do.
 */
export class Presence {
  readonly workerId: string;
  readonly #client: pg.Client;
  readonly #lost = Promise.withResolvers<Error>();

  private constructor(url: string, answerLimit: number) {
    const name = randomUUID();
    this.workerId = `${PREFIX}${name}`;
    this.#client = new pg.Client({
      connectionString: url,
      application_name: `pagoda worker ${name}`,
      connectionTimeoutMillis: answerLimit,
      query_timeout: answerLimit,
      keepAlive: true,
    });
    this.#client.on('error', (error) => this.#lost.resolve(error));
    this.#client.on('end', () => this.#lost.resolve(new Error('the connection ended')));
  }

  static async take(url: string, answerLimit = 8000): Promise<Presence> {
    const presence = new Presence(url, answerLimit);
    try {
      await presence.#client.connect();
      await presence.#client.query(NOTICE_DEATH);
      await presence.#client.query('select pg_advisory_lock($1, hashtext($2))', [PRESENCE_LOCK, presence.workerId]);
    } catch (error) {
      await presence.leave();
      throw error;
    }
    return presence;
  }

  /** Resolves when the lock is held no longer. */
  get lost(): Promise<Error> {
    return this.#lost.promise;
  }

  /** Frees what dead workers had taken, and gives their ids. */
  async freeDead(): Promise<readonly string[]> {
    try {
      const { rows } = await this.#client.query(FREE_DEAD, [PRESENCE_LOCK, this.workerId]);
      return rows[0]?.ids ?? [];
    } catch (error) {
      this.#lost.resolve(error instanceof Error ? error : new Error(String(error)));
      return [];
    }
  }

  async freeOwn(): Promise<void> {
    await this.#client.query('select graphile_worker.force_unlock_workers(array[$1])', [this.workerId]);
  }

  async leave(): Promise<void> {
    await this.#client.end().catch(() => undefined);
  }
}
