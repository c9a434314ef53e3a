import pg from 'pg';
import { MeteredClient } from './metered-client.ts';

/** How many statements one connection remembers; the one that was not used for longest gives way. */
const REMEMBERED = 500;
/** Characters of the longest statement that is remembered. Longer ones come from large filters, of which no two are alike. */
const LONGEST = 10_000;

export interface PreparingConfig extends pg.ClientConfig {
  readonly prepare?: boolean;
}

/**
 * A connection that prepares every statement with values when it sends it the second time, unless its option `prepare` is off:
 * a pooler that lends its connections per transaction wants that.
 */
export class PreparingClient extends MeteredClient {
  /** By text: the name of a prepared statement, or null for a text seen once. The least recently used comes first. */
  readonly #names = new Map<string, string | null>();
  readonly #prepares: boolean;
  #count = 0;

  constructor(config: PreparingConfig = {}) {
    super(config);
    this.#prepares = config.prepare ?? true;
  }

  override query(statement: unknown, values?: unknown, callback?: unknown): unknown {
    const isPlain = typeof statement === 'string' && Array.isArray(values) && values.length > 0;
    if (!isPlain || !this.#prepares || statement.length > LONGEST) return super.query(statement, values, callback);
    const name = this.#nameOf(statement);
    if (name === null) return super.query(statement, values, callback);
    const answer = super.query({ name, text: statement, values }, callback);
    if (!(answer instanceof Promise)) return answer;
    return answer.catch((error: unknown) => {
      if (!(error instanceof pg.DatabaseError)) this.#dropName(statement, name);
      if (!isOutdatedPlan(error) && !isMissingStatement(error)) throw error;
      this.#forget(statement);
      // In a transaction every further statement would be refused.
      if (this.getTransactionStatus() !== 'I') throw error;
      return super.query(statement, values);
    });
  }

  #nameOf(text: string): string | null {
    const known = this.#names.get(text);
    // Which was used last matters once one must give way.
    if (typeof known === 'string' && this.#names.size < REMEMBERED / 2) return known;
    this.#names.delete(text);
    const name = known === undefined ? null : (known ?? this.#nextName());
    this.#names.set(text, name);
    if (this.#names.size > REMEMBERED) this.#forgetOldest();
    return name;
  }

  /** A name is never used twice, so that nothing can be taken for something else. */
  #nextName(): string {
    this.#count += 1;
    return `s${this.#count}`;
  }

  /** A value that cannot be sent: pg has closed the statement and takes it for prepared all the same. */
  #dropName(text: string, name: string): void {
    if (this.#names.get(text) === name) this.#names.delete(text);
  }

  #forgetOldest(): void {
    for (const text of this.#names.keys()) {
      this.#forget(text);
      return;
    }
  }

  #forget(text: string): void {
    const name = this.#names.get(text);
    this.#names.delete(text);
    if (!name) return;
    // Sent along with the next statement, so it costs no round trip.
    this.connection.close({ type: 'S', name });
    delete this.connection.parsedStatements[name];
  }
}

/** It was not made because the statement before it, which should have made it, was cancelled; or something closed it. */
function isMissingStatement(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '26000';
}

/** A table changed under a prepared statement, as in an upgrade while this server still runs. */
function isOutdatedPlan(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '0A000' && error.routine === 'RevalidateCachedQuery';
}
