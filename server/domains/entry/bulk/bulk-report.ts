import type { EntityManager } from '@mikro-orm/postgresql';
import { readOutcomes, type Outcome } from './bulk-row.store.ts';

const ROWS_AT_ONCE = 1000;

/** What came of each row of the input, in its order, as a JSON array that is never in memory as a whole. */
export async function* bulkReport(em: EntityManager, jobId: number): AsyncGenerator<string> {
  let separator = '[\n';
  for (let after = -1; ;) {
    const outcomes = await readOutcomes(em, jobId, after, ROWS_AT_ONCE);
    if (outcomes.length === 0) break;
    yield separator + outcomes.map((outcome) => JSON.stringify(toReport(outcome))).join(',\n');
    separator = ',\n';
    after = outcomes.at(-1)?.index ?? after;
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

function toReport({ index, name, givenId, entryId, problems }: Outcome): object {
  if (entryId !== null) return { row: index, id: String(entryId), errors: [] };
  const errors = (problems ?? []).map(({ code, message, path, plugin = null }) => ({ code, message, path, plugin }));
  return { row: index, id: givenId, ...(name === null ? {} : { name }), errors };
}
