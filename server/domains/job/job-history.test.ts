import { expect, test } from '@jest/globals';
import { query, sql } from '../../db/index.ts';
import { createJob, findResult, runJob } from './index.ts';
import { pruneJobs, pruneResults } from './job-history.store.ts';
import { changeStatus } from './job.store.ts';
import { makeJobWorld } from './test/job-world.ts';

const world = await makeJobWorld();
const { ctx, operation, orm, row } = world;
const em = () => orm.em.fork();
const plain = operation(() => undefined);
const leaving = operation(() => ({ left: true }), { isDownloadable: true });

/** A job that has ended, with two events. */
async function ended(age: string): Promise<number> {
  const { id } = await createJob(await ctx(), { operation: plain });
  await em().transactional((tx) => changeStatus(tx, id, () => ({ to: 'CANCELED' })));
  await query(em(), sql`update job set ended_time = now() - ${age}::interval where id = ${id}`);
  return id;
}

const left = async (ids: readonly number[]): Promise<readonly number[]> => {
  const rows = await query<{ id: number }>(em(), sql`select id from job where id = any(${ids}::int[]) order by id`);
  return rows.map(({ id }) => id);
};

test('old jobs go with their events, the oldest first, in batches of so many jobs or events; others stay', async () => {
  const young = await ended('1 day');
  const old = [await ended('5 days'), await ended('4 days'), await ended('3 days')];
  expect(await pruneJobs(em(), 2, { jobs: 1, events: 100 })).toBe(1);
  expect(await left(old)).toEqual(old.slice(1));
  // The first has more than that: one goes in any case.
  expect(await pruneJobs(em(), 2, { jobs: 10, events: 1 })).toBe(1);
  expect(await left(old)).toEqual(old.slice(2));
  expect(await pruneJobs(em(), 2)).toBe(1);
  expect(await pruneJobs(em(), 2)).toBe(0);
  expect(await left([...old, young])).toEqual([young]);
  expect(await query(em(), sql`select seq from job_event where job_id = any(${old}::int[])`)).toEqual([]);
});

test('while one process deletes, no other one does', async () => {
  const old = await ended('3 days');
  await em().transactional(async (tx) => {
    expect(await pruneJobs(tx, 1000)).toBe(0);
    expect(await pruneJobs(em(), 2)).toBe(0);
    expect(await pruneResults(em())).toBe(0);
  });
  expect(await left([old])).toEqual([old]);
  expect(await pruneJobs(em(), 2)).toBe(1);
});

test('a worker deletes old jobs and results that are kept no longer', async () => {
  const [{ id: kept }, old] = [await createJob(await ctx(), { operation: leaving }), await ended('3 days')];
  const first = await world.startWorker({ jobHistory: 2 });
  await runJob(await ctx(), kept);
  await world.ended(kept);
  await first.stop();
  expect(await findResult(em(), kept)).not.toBeNull();
  await query(em(), sql`update job_result set expires_time = now() - interval '1 s' where job_id = ${kept}`);
  const second = await world.startWorker({ jobHistory: 2 });
  // The first one may have deleted the job already; a worker that stops leaves the rest to others.
  while ((await left([old])).length > 0 || (await findResult(em(), kept))) await second.jobs.beat();
  await second.stop();
  expect(await left([old, kept])).toEqual([kept]);
  expect(await query(em(), sql`select index from job_result_chunk where job_id = ${kept}`)).toEqual([]);
  expect(await row(kept)).toMatchObject({ status: 'DONE' });
});
