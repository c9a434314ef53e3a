/** The only reader and writer of `entry_bulk_row`: what a job has to do with each entry, and what came of it. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { query, sql } from '../../../db/index.ts';
import type { Problem } from '../../../errors.ts';

/** A row of the input that is still to be done. */
export interface BulkRow {
  /** Its place in the input, from 0. */
  readonly index: number;
  readonly input: unknown;
}

/** What became of a row: an entry, or nothing and why not. */
export type Settled =
  | { readonly index: number; readonly entryId: number }
  | { readonly index: number; readonly problems: readonly Problem[] };

export async function insertRows(em: EntityManager, jobId: number, inputs: readonly unknown[]): Promise<void> {
  await query(
    em,
    sql`insert into entry_bulk_row (job_id, index, input)
      select ${jobId}, r.place - 1, r.input from jsonb_array_elements(${JSON.stringify(inputs)}::jsonb) with ordinality r (input, place)`,
  );
}

export interface BulkCounts {
  readonly total: number;
  readonly done: number;
  readonly failed: number;
}

export async function countRows(em: EntityManager, jobId: number): Promise<BulkCounts> {
  const [row] = await query<BulkCounts>(
    em,
    sql`select count(*)::int as total, count(entry_id)::int as done, count(problems)::int as failed
      from entry_bulk_row where job_id = ${jobId}`,
  );
  return row ?? { total: 0, done: 0, failed: 0 };
}

/** The first of those that nobody has tried. */
export function readOpenRows(em: EntityManager, jobId: number, limit: number): Promise<readonly BulkRow[]> {
  return query<BulkRow>(
    em,
    sql`select index, input from entry_bulk_row
      where job_id = ${jobId} and entry_id is null and problems is null order by index limit ${limit}`,
  );
}

/** What is done needs its input no more; what failed keeps it for another attempt. */
export async function settleRows(em: EntityManager, jobId: number, settled: readonly Settled[]): Promise<void> {
  const columns = settled.map((one) => ({
    index: one.index,
    entryId: 'entryId' in one ? one.entryId : null,
    problems: 'problems' in one ? JSON.stringify(one.problems) : null,
  }));
  await query(
    em,
    sql`update entry_bulk_row r set entry_id = s.entry_id, problems = s.problems::jsonb,
        input = case when s.entry_id is null then r.input end
      from unnest(${columns.map(({ index }) => index)}::int[], ${columns.map(({ entryId }) => entryId)}::int[],
        ${columns.map(({ problems }) => problems)}::text[]) s (index, entry_id, problems)
      where r.job_id = ${jobId} and r.index = s.index`,
  );
}

/** What failed before is tried again. */
export async function reopenFailedRows(em: EntityManager, jobId: number): Promise<void> {
  await query(em, sql`update entry_bulk_row set problems = null where job_id = ${jobId} and problems is not null`);
}

/** What came of a row, for people and programs. */
export interface Outcome {
  readonly index: number;
  readonly name: string | null;
  readonly givenId: string | null;
  readonly entryId: number | null;
  readonly problems: readonly Problem[] | null;
}

/** The outcomes after a place in the input, in its order. */
export function readOutcomes(
  em: EntityManager,
  jobId: number,
  after: number,
  limit: number,
): Promise<readonly Outcome[]> {
  return query<Outcome>(
    em,
    sql`select index, input ->> 'name' as name, input ->> 'id' as "givenId", entry_id as "entryId", problems
      from entry_bulk_row where job_id = ${jobId} and index > ${after} order by index limit ${limit}`,
  );
}
