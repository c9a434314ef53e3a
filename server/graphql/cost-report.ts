import type { ExecutionResult } from 'graphql';
import { withStatementMeter } from '../db/index.ts';

/** A request with this header, and any value but `0`, gets `extensions.cost` in its answer. */
export const COST_HEADER = 'x-pagoda-cost';

/** What an operation was thought to cost and what it did. */
export interface CostReport {
  /** Objects that the answer could have had by its page sizes. */
  readonly predicted: number;
  /** SQL statements, begin and commit among them. */
  readonly statements: number;
  /** Rows that the database gave. */
  readonly rows: number;
  /** Milliseconds from the beginning of the execution to its end. */
  readonly ms: number;
}

export async function withCostReport(
  predicted: number,
  execute: () => Promise<ExecutionResult>,
): Promise<ExecutionResult> {
  const begin = performance.now();
  return withStatementMeter(async (meter) => {
    const result = await execute();
    const ms = Math.round((performance.now() - begin) * 1000) / 1000;
    const cost: CostReport = { predicted, statements: meter.statements.length, rows: meter.rows, ms };
    return { ...result, extensions: { ...result.extensions, cost } };
  });
}
