import type { QueryResult } from 'pg';
import { ENTER, enterValues, FENCED, LEAVE, oneStatement, requireWhole, type Fence, type Left } from './fenced.ts';
import { textOf } from './metered-client.ts';
import { PreparingClient } from './preparing-client.ts';

const ONLY_READS = /^\s*select\b/i;

const NOTIFY = 'select pg_notify($1, $2)';
/** NOTIFY takes effect at COMMIT, so it may wait for it. Of a savepoint that is undone it would be left over. */
export const NOTIFY_AT_COMMIT = `${NOTIFY} /* at commit */`;

/**
 * A connection that saves transactions two round trips: BEGIN is sent along with the first statement, notifications along with COMMIT.
 * Needs pg's `pipeline`.
 */
export class TransactionClient extends PreparingClient {
  /** The answer to a BEGIN that nobody has waited for yet. */
  #opening: Promise<unknown> | null = null;
  #notifications: unknown[] = [];

  override query(statement: unknown, values?: unknown, callback?: unknown): unknown {
    if (typeof values === 'function' || typeof callback === 'function') return super.query(statement, values, callback);
    if (statement === 'begin') return this.#begin();
    if (statement === NOTIFY_AT_COMMIT) return this.#notifyLater(values);
    const opening = this.#opening;
    this.#opening = null;
    if (statement === FENCED) return (opening ?? Promise.resolve()).then(() => this.#queryFenced(values));
    return opening ? this.#queryFirst(opening, statement, values) : this.#querySoon(statement, values);
  }

  #begin(): Promise<unknown> {
    this.#sendTogether();
    const opening = Promise.resolve(super.query('begin'));
    opening.catch(() => undefined);
    this.#opening = opening;
    return Promise.resolve(nothing('BEGIN'));
  }

  /** Should BEGIN fail, what has been sent behind it is on its own: only a read may be. */
  #queryFirst(opening: Promise<unknown>, statement: unknown, values: unknown): Promise<unknown> {
    if (!ONLY_READS.test(textOf(statement))) return opening.then(() => this.#querySoon(statement, values));
    return lastOf([opening, super.query(statement, values)]);
  }

  /** If the fence cannot be entered, PostgreSQL refuses what comes after it. */
  async #queryFenced(values: unknown): Promise<unknown> {
    // The caller's side has types.
    const [fence, text, parameters] = values as readonly [Fence, string, readonly unknown[]];
    this.#sendTogether();
    const [entered, answer, left] = await Promise.allSettled([
      super.query(ENTER, enterValues(fence)),
      super.query(oneStatement(text, parameters)),
      super.query(LEAVE),
    ]);
    if (entered.status === 'rejected') throw entered.reason;
    if (answer.status === 'rejected') throw answer.reason;
    if (left.status === 'rejected') throw left.reason;
    // LEAVE gives one row.
    requireWhole(fence, (left.value as QueryResult<Left>).rows[0]);
    return answer.value;
  }

  #querySoon(statement: unknown, values: unknown): unknown {
    const isEnd = statement === 'commit' || statement === 'rollback';
    if (!isEnd || this.#notifications.length === 0) return super.query(statement, values);
    const notifications = this.#notifications;
    this.#notifications = [];
    if (statement === 'rollback') return super.query(statement, values);
    this.#sendTogether();
    // If one of these fails, PostgreSQL makes a rollback of the COMMIT.
    return lastOf([...notifications.map((each) => super.query(NOTIFY, each)), super.query(statement, values)]);
  }

  #notifyLater(values: unknown): Promise<unknown> {
    this.#notifications.push(values);
    return Promise.resolve(nothing('SELECT'));
  }

  /** One write for all statements up to the point where the work must wait for an answer. */
  #sendTogether(): void {
    const { stream } = this.connection;
    stream.cork();
    process.nextTick(() => stream.uncork());
  }
}

function nothing(command: string) {
  return { command, rowCount: 0, rows: [] };
}

async function lastOf(answers: readonly unknown[]): Promise<unknown> {
  return (await Promise.all(answers)).at(-1);
}
