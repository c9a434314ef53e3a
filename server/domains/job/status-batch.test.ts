import { expect, test } from '@jest/globals';
import { query } from '../../db/index.ts';
import { createJob } from './index.ts';
import { makeJobWorld } from './test/job-world.ts';
import { StatusBatch } from './status-batch.ts';

const { ctx, operation, orm, row, story } = await makeJobWorld();
const plain = operation(() => undefined);

const em = orm.em.fork();
const batch = new StatusBatch(em);
const create = async () => (await createJob(await ctx(), { operation: plain })).id;
const free = { attempt: 1, workerId: null };
const claim = (id: number) =>
  batch.change(id, { to: 'PROCESSING', patch: { worker_id: 'w' } }, { from: ['PREPARING'], held: free });
const end = (id: number) =>
  batch.end(id, { to: 'DONE' }, { from: ['PROCESSING'], held: { attempt: 1, workerId: 'w' } });
const outcomes = async (changes: readonly Promise<{ readonly outcome: string }>[]) =>
  (await Promise.all(changes)).map(({ outcome }) => outcome);

test('changes of one moment share a transaction, and each has its own outcome', async () => {
  const [first, second, third] = [await create(), await create(), await create()];
  await claim(third);
  const wanted = [claim(first), end(third), claim(2_000_000), end(second), claim(second)];
  expect(await outcomes(wanted)).toEqual(['CHANGED', 'CHANGED', 'GONE', 'NOT_HELD', 'CHANGED']);
  const [times] = await query<{ count: number }>(
    em,
    `select count(distinct xmin::text) as count from job where id = any($1::int[])`,
    [[first, second, third]],
  );
  expect(times?.count).toBe(1);
  expect(await story(third)).toEqual(['STATUS PREPARING', 'STATUS PROCESSING', 'STATUS DONE']);
});

test('of two that claim one attempt one has it', async () => {
  const id = await create();
  expect((await outcomes([claim(id), claim(id)])).sort()).toEqual(['CHANGED', 'NOT_HELD']);
  expect(await row(id)).toMatchObject({ status: 'PROCESSING', workerId: 'w' });
});

test('a job that somebody has locked holds up no other: a claim waits by itself, an end is for the caller', async () => {
  const [locked, running, other] = [await create(), await create(), await create()];
  await claim(running);
  const release = Promise.withResolvers<void>();
  const isLocked = Promise.withResolvers<void>();
  const holding = orm.em.fork().transactional(async (tx) => {
    await query(tx, 'select id from job where id = any($1::int[]) for key share', [[locked, running]]);
    isLocked.resolve();
    await release.promise;
  });
  await isLocked.promise;
  const claimed = claim(locked);
  expect(await outcomes([claim(other), end(running)])).toEqual(['CHANGED', 'BUSY']);
  expect(await row(locked)).toMatchObject({ status: 'PREPARING' });
  release.resolve();
  await holding;
  expect(await claimed).toMatchObject({ outcome: 'CHANGED', job: { id: locked, status: 'PROCESSING' } });
});

test('the end of a job that others wait for is for the caller', async () => {
  const id = await create();
  await claim(id);
  await createJob(await ctx(), { operation: plain, dependsOn: id });
  expect(await outcomes([end(id)])).toEqual(['AWAITED']);
  expect(await row(id)).toMatchObject({ status: 'PROCESSING' });
});
