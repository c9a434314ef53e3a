import { withStatementMeter } from '../db/index.ts';

/** The statements that the work sends, begin and commit among them. */
export function countStatements(work: () => Promise<unknown>): Promise<number> {
  return listStatements(work).then((statements) => statements.length);
}

export function listStatements(work: () => Promise<unknown>): Promise<readonly string[]> {
  return withStatementMeter(async (meter) => {
    await work();
    return meter.statements;
  });
}
