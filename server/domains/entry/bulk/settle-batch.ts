import type { Context } from '../../../context.ts';
import { withTransaction } from '../../../db/index.ts';
import { Rejected, type Problem } from '../../../errors.ts';
import type { BulkRow, Settled } from './bulk-row.store.ts';

/** Does all of the rows or none: gives the id of the entry of each, or throws `Rejected` with paths that begin with `entries` and the index. */
export type DoRows = (tx: Context, rows: readonly BulkRow[]) => Promise<readonly number[]>;

/** So often the rows that are named are left out before those that stay are halved instead. */
const MOST_PASSES = 3;

/**
 * Does as many of the rows as can be done, each try in a savepoint: those that a refusal blames are left out of the next one, and where
 * it blames none, as the handler of a plugin for many at once may, the halves are tried. What is refused as a whole, such as an entity
 * that is gone, is thrown.
 */
export async function settleBatch(
  tx: Context,
  rows: readonly BulkRow[],
  doRows: DoRows,
  passes = MOST_PASSES,
): Promise<readonly Settled[]> {
  if (rows.length === 0) return [];
  try {
    const ids = await withTransaction(tx, (inner) => doRows(inner, rows));
    return rows.map(({ index }, place) => ({ index, entryId: ids[place] ?? 0 }));
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    const blamed = blame(error, rows);
    if (blamed === null) throw error;
    const [only] = rows;
    if (only && rows.length === 1) return [{ index: only.index, problems: ownProblems(error) }];
    return settleParts(tx, rows, blamed, doRows, passes);
  }
}

async function settleParts(
  tx: Context,
  rows: readonly BulkRow[],
  blamed: ReadonlyMap<BulkRow, readonly Problem[]>,
  doRows: DoRows,
  passes: number,
): Promise<readonly Settled[]> {
  if (blamed.size === 0 || passes === 0) {
    const half = Math.ceil(rows.length / 2);
    const first = await settleBatch(tx, rows.slice(0, half), doRows);
    return [...first, ...(await settleBatch(tx, rows.slice(half), doRows))];
  }
  const rest = rows.filter((row) => !blamed.has(row));
  // A name that another one of these rows has may be free once that one is refused, or called otherwise.
  const twins = [...blamed.keys()].filter((row) => blamed.get(row)?.every(({ code }) => code === 'DUPLICATE'));
  const again = twins.length < rows.length ? twins : [];
  const failed = [...blamed]
    .filter(([row]) => !again.includes(row))
    .map(([{ index }, problems]): Settled => ({ index, problems }));
  const done = await settleBatch(tx, rest, doRows, passes - 1);
  return [...failed, ...done, ...(await settleBatch(tx, again, doRows, passes - 1))];
}

/** The problems of each row that has any; empty if a plugin did not say which it means, null if it is no row that is refused. */
function blame({ problems }: Rejected, rows: readonly BulkRow[]): ReadonlyMap<BulkRow, readonly Problem[]> | null {
  const blamed = new Map<BulkRow, Problem[]>();
  for (const problem of problems) {
    const row = problem.path[0] === 'entries' ? rows[Number(problem.path[1])] : undefined;
    if (row) blamed.set(row, [...(blamed.get(row) ?? []), inRow(problem)]);
    else if (!problem.plugin) return null;
  }
  return problems.every(({ path }) => path[0] === 'entries') ? blamed : new Map();
}

/** With the path within the row. */
function inRow(problem: Problem): Problem {
  return problem.path[0] === 'entries' ? { ...problem, path: problem.path.slice(2) } : problem;
}

function ownProblems({ problems }: Rejected): readonly Problem[] {
  return problems.map(inRow);
}
