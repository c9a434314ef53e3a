import type { Writable } from 'node:stream';
import pg from 'pg';
import { findStatementMeter, type StatementMeter } from './statement-meter.ts';

/**
 * What `pg.Client` has and its types do not say. `query` has a dozen overloads that a subclass would have to repeat;
 * what passes through is all the same to us.
 */
interface Passing extends Omit<pg.Client, 'query' | 'connection'> {
  query(statement: unknown, values?: unknown, callback?: unknown): unknown;
  getTransactionStatus(): 'I' | 'T' | 'E' | null;
  readonly connection: {
    readonly stream: Writable;
    readonly parsedStatements: Record<string, string>;
    close(message: { readonly type: 'S'; readonly name: string }): void;
  };
}
const PassingClient = pg.Client as unknown as new (config?: pg.ClientConfig) => Passing;

/** PostgreSQL undid a transaction whose COMMIT was asked for, and says so only in passing. */
export class CommitBecameRollback extends Error {
  constructor() {
    super(
      'A statement of this transaction failed and its error was swallowed, so PostgreSQL undid the transaction at COMMIT. ' +
        'Let the error pass, or run what may fail in a transaction of its own.',
    );
    this.name = 'CommitBecameRollback';
  }
}

/** A connection that lets whoever asked count what goes through it, and that takes no rollback for a commit. */
export class MeteredClient extends PassingClient {
  override query(statement: unknown, values?: unknown, callback?: unknown): unknown {
    const meter = findStatementMeter();
    const isPromised = typeof values !== 'function' && typeof callback !== 'function' && !isSubmittable(statement);
    const answer = isPromised ? this.#promise(statement, values) : super.query(statement, values, callback);
    if (meter) measure(meter, statement, answer);
    return statement === 'commit' && answer instanceof Promise ? answer.then(refuseRollback) : answer;
  }

  /**
   * What pg does when it is given no callback, but for one thing: pg assigns a function literal to a property of the query, and V8
   * makes those in the old space, so that every result lived until the next full garbage collection.
   */
  #promise(statement: unknown, values: unknown): Promise<unknown> {
    const answer = new Promise((resolve, reject) => void super.query(statement, values, settling(resolve, reject)));
    return answer.catch(retrace);
  }
}

function settling(resolve: (result: unknown) => void, reject: (error: Error) => void) {
  return (error: Error | null, result: unknown): void => (error ? reject(error) : resolve(result));
}

/** Gives the error the stack of whoever sent the statement instead of the one of the socket. */
function retrace(error: Error): never {
  Error.captureStackTrace(error);
  throw error;
}

function isSubmittable(statement: unknown): boolean {
  return typeof statement === 'object' && statement !== null && 'submit' in statement;
}

function refuseRollback(result: pg.QueryResult): pg.QueryResult {
  if (result.command === 'ROLLBACK') throw new CommitBecameRollback();
  return result;
}

function measure(meter: StatementMeter, statement: unknown, answer: unknown): void {
  meter.statements.push(textOf(statement));
  if (!(answer instanceof Promise)) return;
  const start = performance.now();
  const finish = (rows: number) => {
    meter.rows += rows;
    meter.milliseconds += performance.now() - start;
  };
  answer.then(
    (result: Partial<pg.QueryResult>) => finish(result.rows?.length ?? 0),
    () => finish(0),
  );
}

export function textOf(statement: unknown): string {
  if (typeof statement === 'object' && statement !== null && 'text' in statement) return String(statement.text);
  return String(statement);
}
