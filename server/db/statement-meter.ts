import { AsyncLocalStorage } from 'node:async_hooks';

/** What the database was asked in one stretch of work. */
export interface StatementMeter {
  /** Every statement sent, begin and commit among them. */
  readonly statements: string[];
  rows: number;
  /** Time spent waiting for answers; statements that ran side by side count twice. */
  milliseconds: number;
}

const current = new AsyncLocalStorage<StatementMeter>();
let running = 0;

/** Runs the work and counts the statements that it sends. Costs nothing while nobody asks. */
export async function withStatementMeter<T>(work: (meter: Readonly<StatementMeter>) => Promise<T>): Promise<T> {
  const meter: StatementMeter = { statements: [], rows: 0, milliseconds: 0 };
  running += 1;
  try {
    return await current.run(meter, () => work(meter));
  } finally {
    running -= 1;
  }
}

/** The meter of the work that is sending a statement right now. */
export function findStatementMeter(): StatementMeter | undefined {
  return running === 0 ? undefined : current.getStore();
}
