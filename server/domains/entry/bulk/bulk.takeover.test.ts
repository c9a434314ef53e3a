/** Bulk jobs whose worker dies, and what they cost. */
import { beforeAll, expect, test } from '@jest/globals';
import { query, sql, withStatementMeter } from '../../../db/index.ts';
import { createEntity, deleteEntity } from '../../entity/index.ts';
import type { JobContext, JobOperation } from '../../job/index.ts';
import { makeJobWorld } from '../../job/test/job-world.ts';
import { EXPORT_ENTRIES } from '../export/export.jobs.ts';
import { startExport } from '../export/start-export.ts';
import { BULK_CREATE, BULK_DELETE, BULK_UPDATE } from './bulk.jobs.ts';
import { startBulkCreate, startBulkDelete, startBulkUpdate } from './start-bulk.ts';

const world = await makeJobWorld();
const { admin, ctx, ended, operations, orm, story } = world;

const rows = (prefix: string, length: number) => Array.from({ length }, (_, index) => ({ name: `${prefix} ${index}` }));

async function idsNamed(prefix: string): Promise<readonly { id: number }[]> {
  return query(orm.em.fork(), sql`select id from entry where is_active and name like ${`${prefix} %`} order by id`);
}

/** The statements of the run that comes next; it ends a little later than its job. */
let measured = Promise.withResolvers<readonly string[]>();
let onStart: (job: JobContext) => void = () => undefined;

function watched(operation: JobOperation): JobOperation {
  return {
    ...operation,
    start: (job) =>
      withStatementMeter(async (meter) => {
        onStart(job);
        await operation.start(job);
        measured.resolve(meter.statements);
      }),
  };
}

beforeAll(async () => {
  operations.register('core', 'core', [BULK_CREATE, BULK_UPDATE, BULK_DELETE, EXPORT_ENTRIES].map(watched));
  await createEntity(await ctx(admin), { name: 'Node', attrs: [{ name: 'label', type: 'STRING' }] });
});

test('another worker goes on where the last commit of the dead one stands, and no entry is made twice', async () => {
  const reached = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const outcome = Promise.withResolvers<unknown>();
  onStart = (job) => {
    if (job.attempt > 1) return;
    const real = job.transaction.bind(job);
    let calls = 0;
    job.transaction = (work) => {
      calls += 1;
      // The first counts, the second writes a batch; the third has written and never commits.
      if (calls < 3) return real(work);
      const written = real(async (tx) => {
        const result = await work(tx);
        reached.resolve();
        await go.promise;
        return result;
      });
      written.then(outcome.resolve, outcome.resolve);
      return written;
    };
  };
  const first = await world.startWorker();
  const { id } = await startBulkCreate(await ctx(), { entityName: 'Node', entries: rows('taken', 1200) });
  await reached.promise;
  await first.die();
  const second = await world.startWorker();
  expect(await ended(id)).toMatchObject({ status: 'DONE', attempt: 2, text: 'Created 1200 of 1200 entries' });
  go.resolve();
  expect(await outcome.promise).toBeInstanceOf(Error);
  const made = await idsNamed('taken');
  expect(made).toHaveLength(1200);
  const known = await query<{ id: number }>(
    orm.em.fork(),
    sql`select entry_id as id from entry_bulk_row where job_id = ${id} order by entry_id`,
  );
  expect(known).toEqual(made);
  expect((await story(id)).filter((line) => line.startsWith('PROGRESS'))).toContain(
    'PROGRESS 500 Created 500 of 1200 entries',
  );
  onStart = () => undefined;
  await second.stop();
});

test('a job whose entity is gone when it begins is an error at once, and so is a file that is too large', async () => {
  const { id: entity } = await createEntity(await ctx(admin), { name: 'Gone' });
  const { id } = await startBulkCreate(await ctx(), { entity: String(entity), entries: rows('lost', 3) });
  await deleteEntity(await ctx(admin), { id: String(entity) });
  const { id: large } = await startExport(await ctx(), { entityName: 'Node', format: 'CSV' });
  const worker = await world.startWorker({ jobResultBytes: 1000 });
  expect(await ended(id)).toMatchObject({
    status: 'ERROR',
    attempt: 1,
    text: expect.stringMatching(/^There is no entity with id \d+$/),
  });
  expect(await ended(large)).toMatchObject({
    status: 'ERROR',
    attempt: 1,
    text: expect.stringContaining('more than 1000 bytes'),
  });
  await worker.stop();
});

/** How far a job is, is told by the clock: now and then it costs a statement more. */
const isReport = (statement: string): boolean => /^\s*with held as/.test(statement);

/** Runs a job alone, and counts what it asks the database, reports aside. */
async function count(start: () => Promise<{ readonly id: number }>): Promise<number> {
  measured = Promise.withResolvers();
  const { id } = await start();
  expect(await ended(id)).toMatchObject({ status: 'DONE', attempt: 1 });
  return (await measured.promise).filter((statement) => !isReport(statement)).length;
}

test('a job costs as many statements for 500 entries as for one, and twice as many batches twice of them', async () => {
  const worker = await world.startWorker();
  const create = (prefix: string, length: number) =>
    count(async () => startBulkCreate(await ctx(), { entityName: 'Node', entries: rows(prefix, length) }));
  const one = await create('one', 1);
  const many = await create('many', 500);
  const twice = await create('twice', 1000);
  expect(many).toBe(one);
  // Who acts, what entities there are, BEGIN, the guard, the rows, a savepoint with three, what came of them, COMMIT.
  expect(twice - many).toBe(11);

  const choices = async (prefix: string) =>
    (await idsNamed(prefix)).map(({ id }, index) => ({
      id: String(id),
      attrs: [{ attr: 'label', value: `${index}` }],
    }));
  const update = (prefix: string) =>
    count(async () => startBulkUpdate(await ctx(), { entityName: 'Node', entries: await choices(prefix) }));
  expect(await update('many')).toBe(await update('one'));
  const remove = (prefix: string) =>
    count(async () => startBulkDelete(await ctx(), { entityName: 'Node', entries: await choices(prefix) }));
  expect(await remove('many')).toBe(await remove('one'));
  expect(await idsNamed('many')).toEqual([]);
  await worker.stop();
});
