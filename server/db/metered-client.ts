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

/** A connection that lets whoever asked count what goes through it. */
export class MeteredClient extends PassingClient {
  override query(statement: unknown, values?: unknown, callback?: unknown): unknown {
    const meter = findStatementMeter();
    const answer = super.query(statement, values, callback);
    if (meter) measure(meter, statement, answer);
    return answer;
  }
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
  if (typeof statement === 'string') return statement;
  if (typeof statement === 'object' && statement !== null) {
    if ('text' in statement) return String(statement.text);
    if ('cursor' in statement || '_cursor' in statement) return 'cursor';
  }
  return String(statement);
}
