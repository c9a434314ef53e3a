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
    const answer = super.query(statement, values, callback);
    if (meter) measure(meter, statement, answer);
    return statement === 'commit' && answer instanceof Promise ? answer.then(refuseRollback) : answer;
  }
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

function textOf(statement: unknown): string {
  if (typeof statement === 'object' && statement !== null && 'text' in statement) return String(statement.text);
  return String(statement);
}
