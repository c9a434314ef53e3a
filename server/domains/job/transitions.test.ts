import { expect, test } from '@jest/globals';
import { query, sql } from '../../db/index.ts';
import { canBecome, createJob, IllegalTransition, isFinal, JOB_STATES, type JobState } from './index.ts';
import { changeStatus } from './job.store.ts';
import { makeJobWorld } from './test/job-world.ts';

const { orm, ctx, operation, row, story } = await makeJobWorld();
const nothing = operation(() => undefined);

const LEGAL = [
  'PREPARING PROCESSING',
  'PREPARING CANCELED',
  'PREPARING TIMEOUT',
  'PREPARING ERROR',
  'PROCESSING DONE',
  'PROCESSING WARNING',
  'PROCESSING ERROR',
  'PROCESSING TIMEOUT',
  'PROCESSING CANCELED',
  'PROCESSING PREPARING',
  'ERROR PREPARING',
  'TIMEOUT PREPARING',
  'CANCELED PREPARING',
];
const all = JOB_STATES.flatMap((from) => JOB_STATES.map((to) => ({ from, to })));
const isLegal = ({ from, to }: { from: JobState; to: JobState }): boolean => LEGAL.includes(`${from} ${to}`);

async function jobIn(status: JobState): Promise<number> {
  const { id } = await createJob(await ctx(), { operation: nothing });
  await query(orm.em.fork(), sql`update job set status = ${status} where id = ${id}`);
  return id;
}

test('there are 49 pairs, of which these are legal', () => {
  expect(all).toHaveLength(49);
  expect(all.filter(({ from, to }) => canBecome(from, to)).map(({ from, to }) => `${from} ${to}`)).toEqual(
    expect.arrayContaining(LEGAL),
  );
  expect(all.filter(({ from, to }) => canBecome(from, to))).toHaveLength(LEGAL.length);
});

test.each(all.filter((pair) => !isLegal(pair)))('$from cannot become $to', async ({ from, to }) => {
  const id = await jobIn(from);
  const change = orm.em.fork().transactional((tx) => changeStatus(tx, id, () => ({ to })));
  await expect(change).rejects.toThrow(IllegalTransition);
  expect(await row(id)).toMatchObject({ status: from, lastSeq: 1 });
  expect(await story(id)).toHaveLength(1);
});

test.each(all.filter(isLegal))('$from can become $to, which is an event', async ({ from, to }) => {
  const id = await jobIn(from);
  await orm.em.fork().transactional((tx) => changeStatus(tx, id, () => ({ to, message: 'because' })));
  expect(await row(id)).toMatchObject({ status: to, lastSeq: 2 });
  expect((await row(id)).endedTime !== null).toBe(isFinal(to));
  expect(await story(id)).toEqual(['STATUS PREPARING', `STATUS ${to} because`]);
});

test('events only grow', async () => {
  const { id } = await createJob(await ctx(), { operation: nothing });
  for (const change of [
    sql`update job_event set message = 'other' where job_id = ${id}`,
    sql`delete from job_event where job_id = ${id}`,
    sql`delete from job where id = ${id}`,
    sql`truncate job_event`,
  ]) {
    await expect(query(orm.em.fork(), change)).rejects.toThrow('job_event only grows');
  }
  expect(await story(id)).toHaveLength(1);
});
