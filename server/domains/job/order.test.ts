import { expect, test } from '@jest/globals';
import { query, sql, withTransaction } from '../../db/index.ts';
import { createEntity } from '../entity/index.ts';
import { cancelJob, createJob, rerunJob, runJob, startJob } from './index.ts';
import { changeStatus } from './job.store.ts';
import { endForgotten, queueMissing, releaseStranded } from './job-sweep.store.ts';
import { makeJobWorld } from './test/job-world.ts';

const { admin, ctx, operation, orm, queued, row } = await makeJobWorld();
const serial = operation(() => undefined, { isCancelable: true });
const parallel = operation(() => undefined, { isParallelizable: true });
let entities = 0;

async function target(): Promise<number> {
  entities += 1;
  return (await createEntity(await ctx(admin), { name: `Entity ${entities}` })).id;
}

async function start(operationNumber: number, targetId: number | null, dependsOn?: number): Promise<number> {
  return (await startJob(await ctx(), { operation: operationNumber, targetId, dependsOn })).id;
}

const em = () => orm.em.fork();
const isQueued = async (id: number): Promise<boolean> => (await row(id)).queuedAttempt === (await row(id)).attempt;

/** As a worker would. */
async function end(id: number, to: 'DONE' | 'ERROR' | 'TIMEOUT' = 'DONE'): Promise<void> {
  await em().transactional((tx) => changeStatus(tx, id, () => ({ to: 'PROCESSING' })));
  await em().transactional((tx) => changeStatus(tx, id, () => ({ to })));
}

async function waitsFor(id: number): Promise<readonly number[]> {
  const rows = await query<{ id: number }>(
    em(),
    sql`select predecessor_id as id from job_wait where job_id = ${id} order by 1`,
  );
  return rows.map((wait) => wait.id);
}

test('jobs on the same target and operation come one after the other; what waits is not in the queue', async () => {
  const [one, other] = [await target(), await target()];
  const before = await queued();
  const ids = [await start(serial, one), await start(serial, one), await start(serial, one)];
  const elsewhere = await start(serial, other);
  expect(await Promise.all(ids.map(isQueued))).toEqual([true, false, false]);
  expect(await isQueued(elsewhere)).toBe(true);
  expect(await queued()).toBe(before + 2);
  await end(ids[0] ?? 0);
  expect(await Promise.all(ids.map(isQueued))).toEqual([true, true, false]);
  await end(ids[1] ?? 0, 'ERROR');
  expect(await Promise.all(ids.map(isQueued))).toEqual([true, true, true]);
  expect(await queued()).toBe(before + 4);
});

test('without a target, or when they are parallel, they do not wait', async () => {
  const one = await target();
  await start(parallel, one);
  expect(await isQueued(await start(parallel, one))).toBe(true);
  await start(serial, null);
  expect(await isQueued(await start(serial, null))).toBe(true);
});

test.each(['DONE', 'ERROR', 'TIMEOUT'] as const)(
  'a predecessor that is named is waited for until it is %s',
  async (how) => {
    const first = await start(parallel, null);
    const second = await start(parallel, null, first);
    expect(await isQueued(second)).toBe(false);
    await end(first, how);
    expect(await isQueued(second)).toBe(true);
    expect(await isQueued(await start(parallel, null, first))).toBe(true);
  },
);

test('one that waits for two begins after the later one, though both end at once', async () => {
  const one = await target();
  const [named, before] = [await start(parallel, null), await start(serial, one)];
  const job = await start(serial, one, named);
  expect(await waitsFor(job)).toEqual([named, before]);
  for (const id of [named, before])
    await em().transactional((tx) => changeStatus(tx, id, () => ({ to: 'PROCESSING' })));
  const finish = (id: number) => em().transactional((tx) => changeStatus(tx, id, () => ({ to: 'DONE' })));
  await Promise.all([finish(named), finish(before)]);
  expect(await isQueued(job)).toBe(true);
});

test('a cancelled predecessor lets the next one go on', async () => {
  const one = await target();
  const [first, second] = [await start(serial, one), await start(serial, one)];
  await cancelJob(await ctx(), first);
  expect(await isQueued(second)).toBe(true);
});

test('one that is released before it is run waits for that alone', async () => {
  const one = await target();
  const first = await start(serial, one);
  const { id } = await createJob(await ctx(), { operation: serial, targetId: one });
  await end(first);
  expect(await isQueued(id)).toBe(false);
  await runJob(await ctx(), id);
  expect(await isQueued(id)).toBe(true);
});

test('a rerun is the last in line', async () => {
  const one = await target();
  const [first, second] = [await start(serial, one), await start(serial, one)];
  await cancelJob(await ctx(), first);
  await rerunJob(await ctx(), first);
  expect(await waitsFor(first)).toEqual([second]);
  const third = await start(serial, one);
  expect(await waitsFor(third)).toEqual([first]);
  await end(second);
  expect([await isQueued(first), await isQueued(third)]).toEqual([true, false]);
});

test('creation and the end of the predecessor do not miss each other, whichever comes first', async () => {
  for (let round = 0; round < 40; round += 1) {
    const one = await target();
    const first = await start(serial, one);
    await em().transactional((tx) => changeStatus(tx, first, () => ({ to: 'PROCESSING' })));
    const [contexts] = [await Promise.all([ctx(), ctx(), ctx()])];
    const [, ...made] = await Promise.all([
      em().transactional((tx) => changeStatus(tx, first, () => ({ to: 'DONE' }))),
      ...contexts.map((each) => startJob(each, { operation: serial, targetId: one })),
    ]);
    // Exactly one of the three is in the queue, and each of the others waits for another one.
    const jobs = await Promise.all(made.map(({ id }) => row(id)));
    const line = await Promise.all(
      jobs.map(async ({ id }) => ({ isQueued: await isQueued(id), waits: await waitsFor(id) })),
    );
    expect(line.filter((job) => job.isQueued)).toHaveLength(1);
    expect(new Set(line.flatMap(({ waits }) => waits)).size).toBe(2);
  }
});

test('run and the end of the predecessor do not miss each other', async () => {
  for (let round = 0; round < 40; round += 1) {
    const one = await target();
    const first = await start(serial, one);
    await em().transactional((tx) => changeStatus(tx, first, () => ({ to: 'PROCESSING' })));
    const { id } = await createJob(await ctx(), { operation: serial, targetId: one });
    const context = await ctx();
    await Promise.all([
      em().transactional((tx) => changeStatus(tx, first, () => ({ to: 'DONE' }))),
      runJob(context, id),
    ]);
    expect(await isQueued(id)).toBe(true);
  }
});

test('the end of a predecessor waits for a transaction that makes a successor, and then releases it', async () => {
  const one = await target();
  const first = await start(serial, one);
  await em().transactional((tx) => changeStatus(tx, first, () => ({ to: 'PROCESSING' })));
  let isOver = false;
  let ending: Promise<unknown> = Promise.resolve();
  const second = await withTransaction(await ctx(), async (tx) => {
    const job = await startJob(tx, { operation: serial, targetId: one });
    ending = em()
      .transactional((own) => changeStatus(own, first, () => ({ to: 'DONE' })))
      .then(() => (isOver = true));
    await query(tx.em, 'select pg_sleep(0.05)');
    expect(isOver).toBe(false);
    return job;
  });
  await ending;
  expect(await isQueued(second.id)).toBe(true);
});

test('the sweep puts right what cannot happen: a wait for what has ended, and a job that the queue lost', async () => {
  const one = await target();
  const [first, second] = [await start(serial, one), await start(serial, one)];
  await query(em(), sql`update job set status = 'DONE' where id = ${first}`);
  expect(await releaseStranded(orm.em)).toEqual([second]);
  expect(await isQueued(second)).toBe(true);
  await query(em(), 'delete from graphile_worker._private_jobs where key = $1', [`job:${second}`]);
  const before = await queued();
  expect(await queueMissing(orm.em, 60_000)).toEqual([]);
  expect(await queueMissing(orm.em, 0)).toEqual([second]);
  expect(await queued()).toBe(before + 1);
  expect(await queueMissing(orm.em, 0)).toEqual([]);
});

test('one that nobody starts does not hold up the others for ever', async () => {
  const one = await target();
  const { id } = await createJob(await ctx(), { operation: serial, targetId: one });
  const second = await start(serial, one);
  await endForgotten(em(), 3600);
  expect((await row(id)).status).toBe('PREPARING');
  await query(em(), sql`update job set updated_time = now() - interval '2 hours' where id = ${id}`);
  await endForgotten(em(), 3600);
  expect((await row(id)).status).toBe('TIMEOUT');
  expect(await isQueued(second)).toBe(true);
});
