/** Bulk changes of entries as jobs: batch after batch, each in a transaction that also says how far the job is. */
import { setTimeout as delay } from 'node:timers/promises';
import { Rejected } from '../../../errors.ts';
import { defineOperation, type JobContext, type JobOperation } from '../../job/index.ts';
import { createEntries } from '../entry.create.ts';
import { deleteEntries } from '../entry.delete.ts';
import { updateEntries } from '../entry.update.ts';
import { withoutRetry } from '../without-retry.ts';
import { bulkReport } from './bulk-report.ts';
import { parseBulkParams, parseChoice, parseNew, parseUpdate, type BulkParams } from './bulk-input.ts';
import { countRows, readOpenRows, reopenFailedRows, settleRows, type BulkCounts } from './bulk-row.store.ts';
import { settleBatch, type DoRows } from './settle-batch.ts';

const ROWS_AT_ONCE = 500;

interface BulkKind {
  readonly number: number;
  readonly name: string;
  /** What is told of the entries that are done. */
  readonly verb: string;
  readonly work: (entity: string) => DoRows;
}

export const BULK_CREATE = bulkOperation({
  number: 33,
  name: 'BULK_CREATE_ENTRY',
  verb: 'Created',
  work: (entity) => async (tx, rows) => {
    const created = await createEntries(tx, { entity, entries: rows.map(({ input }) => parseNew(input)) });
    return created.map(({ id }) => id);
  },
});

export const BULK_UPDATE = bulkOperation({
  number: 31,
  name: 'BULK_EDIT_ENTRY',
  verb: 'Updated',
  work: (entity) => async (tx, rows) => {
    const written = await updateEntries(tx, { entity, entries: rows.map(({ input }) => parseUpdate(input)) });
    return written.map(({ id }) => id);
  },
});

export const BULK_DELETE = bulkOperation({
  number: 34,
  name: 'BULK_DELETE_ENTRY',
  verb: 'Deleted',
  work: (entity) => async (tx, rows) => {
    const entries = rows.map(({ input }) => parseChoice(input));
    await deleteEntries(tx, { entity, entries });
    return entries.map(({ id }) => Number(id));
  },
});

function bulkOperation({ number, name, verb, work }: BulkKind): JobOperation {
  return defineOperation<BulkParams>({
    number,
    name,
    isCancelable: true,
    isDownloadable: true,
    // No row is done twice, whoever goes on with it.
    onLost: 'retry',
    retry: { attempts: 3 },
    parseParams: parseBulkParams,
    run: (job, { entity }) => withoutRetry(job, () => runBulk(job, verb, work(entity))),
  });
}

async function runBulk(job: JobContext, verb: string, doRows: DoRows): Promise<void> {
  let counts = await job.transaction(async ({ em }) => {
    await reopenFailedRows(em, job.id);
    return countRows(em, job.id);
  });
  const tell = (): void => job.progress(counts.done + counts.failed, counts.total, summary(verb, counts));
  tell();
  try {
    for (;;) {
      job.signal.throwIfAborted();
      const batch = await settleNext(job, doRows);
      if (!batch) break;
      counts = { ...counts, done: counts.done + batch.done, failed: counts.failed + batch.failed };
      tell();
    }
  } catch (error) {
    // What is committed stays, so it is said how much that is.
    await job.update('PROCESSING', { text: summary(verb, counts) }).catch(() => undefined);
    throw error;
  }
  const { em } = await job.context();
  await job.storeResult({ name: `job-${job.id}.json`, contentType: 'application/json' }, bulkReport(em, job.id));
  await job.update(endOf(counts), { text: summary(verb, counts) });
}

function endOf({ total, failed }: BulkCounts): 'DONE' | 'WARNING' | 'ERROR' {
  if (failed === 0) return 'DONE';
  return failed === total ? 'ERROR' : 'WARNING';
}

function summary(verb: string, { done, failed, total }: BulkCounts): string {
  const told = `${verb} ${done} of ${total} entries`;
  return failed === 0 ? told : `${told}; ${failed} failed`;
}

const MOST_TRIES = 4;
const PAUSE_MS = 50;

/** One batch in one transaction. Others who write the same at that moment are given way to a few times. Null when nothing is left. */
async function settleNext(job: JobContext, doRows: DoRows): Promise<Pick<BulkCounts, 'done' | 'failed'> | null> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await job.transaction(async (tx) => {
        const rows = await readOpenRows(tx.em, job.id, ROWS_AT_ONCE);
        if (rows.length === 0) return null;
        const settled = await settleBatch(tx, rows, doRows);
        await settleRows(tx.em, job.id, settled);
        const done = settled.filter((one) => 'entryId' in one).length;
        return { done, failed: settled.length - done };
      });
    } catch (error) {
      if (tries === MOST_TRIES || !isPassing(error)) throw error;
      await delay(PAUSE_MS * tries, undefined, { signal: job.signal });
    }
  }
}

/** A name that was taken, an entry that was locked or an entity that was changed at this very moment. */
function isPassing(error: unknown): boolean {
  return error instanceof Rejected && error.problems.every(({ code }) => code === 'CONFLICT' || code === 'DUPLICATE');
}
