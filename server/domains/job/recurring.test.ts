/** Jobs that the clock starts, and operations that come and go while the server runs. */
import { expect, test } from '@jest/globals';
import { query } from '../../db/index.ts';
import { whyNotCron } from '../../jobs/index.ts';
import { SYSTEM } from '../../system-actor.ts';
import { cancelJob, defineOperation, findJob, startJob, type JobContext } from './index.ts';
import { startRecurring } from './recurring.ts';
import { makeJobWorld } from './test/job-world.ts';

const world = await makeJobWorld();
const ran: number[] = [];
let release: () => void = () => undefined;

const hold = (job: JobContext) =>
  new Promise<void>((resolve) => {
    ran.push(job.id);
    release = resolve;
    job.signal.addEventListener('abort', () => resolve());
  });

function define(number: number, owner: string, recurring: { cron: string; text: string } | null = null) {
  const operation = defineOperation({ number, name: `${owner}/task`, parseParams: () => null, run: hold, recurring });
  world.operations.register(owner, 'plugin', [operation]);
  return operation;
}

const system = () => world.ctx(SYSTEM);
const started = (id: number) => world.until(id, ({ status }) => status === 'PROCESSING');

test('a cron expression that is none is told', () => {
  expect(whyNotCron('0 3 * * *')).toBeNull();
  expect(whyNotCron('0 25 * * *')).toMatch(/hour/i);
  for (const never of ['0 0 31 2 *', '0 0 30 2 *', '5 4 31 4,6,9,11 *'])
    expect(whyNotCron(never)).toMatch('no such day');
  for (const rare of ['0 0 29 2 *', '0 0 31 2 1', '0 0 31 2,3 *', '*/5 * 1 * *']) expect(whyNotCron(rare)).toBeNull();
});

test('what was due while no worker ran is started once, by whichever worker comes first, as nobody', async () => {
  const { number } = define(300, 'nightly', { cron: '* * * * *', text: 'Nightly' });
  await query(
    world.orm.em.fork(),
    `insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
     values ('pagoda.recurring/300', now() - interval '1 hour', now() - interval '3 minutes')`,
  );
  const workers = [await world.startWorker(), await world.startWorker()];
  const rows = () => query<{ id: number }>(world.orm.em.fork(), 'select id from job where operation = $1', [number]);
  while ((await rows()).length === 0);
  const [job] = await rows();
  const id = job?.id ?? 0;
  expect(await started(id)).toMatchObject({ userId: 0, text: 'Nightly', operationName: 'nightly/task' });
  // Nothing of it is left in the queue, and no second job was made of the minutes that were missed.
  while (
    (await query(world.orm.em.fork(), `select from graphile_worker.jobs where task_identifier like 'pagoda.rec%'`))
      .length
  );
  expect((await rows()).map((row) => row.id)).toEqual([id]);
  expect(await findJob(await world.ctx(), id)).toBeNull();
  expect((await findJob(await world.ctx(world.admin), id))?.id).toBe(id);
  release();
  await world.ended(id);
  for (const worker of workers) await worker.stop();
  world.operations.unregister('nightly');
});

test('what has not ended is not started again, nor what was started for that time', async () => {
  const operation = define(301, 'hourly', { cron: '0 * * * *', text: 'Hourly' });
  const now = new Date();
  const first = await startRecurring(await system(), operation, now);
  expect(first?.userId).toBe(0);
  const soon = new Date(now.getTime() + 3_600_000);
  expect(await startRecurring(await system(), operation, soon)).toBeNull();
  await query(world.orm.em.fork(), `update job set status = 'DONE', ended_time = now() where operation = 301`);
  expect(await startRecurring(await system(), operation, now)).toBeNull();
  expect(await startRecurring(await system(), operation, soon)).not.toBeNull();
  world.operations.unregister('hourly');
});

test('jobs of a suspended operation wait in the queue, and go on when it is back', async () => {
  const { number } = define(302, 'toggled');
  world.operations.suspend('toggled');
  const worker = await world.startWorker();
  const { id } = await startJob(await world.ctx(), { operation: number });
  // Something else is done meanwhile: the worker looks.
  const other = world.operation(() => undefined);
  await world.ended((await startJob(await world.ctx(), { operation: other })).id);
  expect(await world.row(id)).toMatchObject({ status: 'PREPARING', operationName: 'toggled/task' });
  world.operations.resume('toggled');
  await started(id);
  world.operations.suspend('toggled');
  await worker.jobs.stopSuspended();
  expect(await world.ended(id)).toMatchObject({ status: 'CANCELED' });
  expect(await world.story(id)).toContain('LOG INFO What runs it was disabled');
  await worker.stop();
});

test('a job whose operation goes while it is taken is put back', async () => {
  define(303, 'hasty');
  const { id } = await startJob(await world.ctx(), { operation: 303 });
  world.operations.suspend('hasty');
  const [row] = await query<{ payload: unknown }>(
    world.orm.em.fork(),
    `select j.payload from graphile_worker._private_jobs j where key = 'job:' || $1`,
    [id],
  );
  const worker = await world.startWorker();
  world.operations.resume('hasty');
  const [, task] = worker.jobs.tasks();
  world.operations.suspend('hasty');
  const run = { signal: new AbortController().signal, workerId: 'w', attempt: 1, maxAttempts: 1 };
  await Promise.all((await task?.run(row?.payload, run)) ?? []);
  expect(await world.row(id)).toMatchObject({ status: 'PREPARING', queuedAttempt: 1 });
  world.operations.resume('hasty');
  await started(id);
  release();
  expect(await world.ended(id)).toMatchObject({ status: 'DONE' });
  await worker.stop();
});

test('a job that waits for what is not there can be canceled by its user', async () => {
  define(304, 'gone');
  const { id } = await startJob(await world.ctx(), { operation: 304 });
  world.operations.unregister('gone');
  expect(await cancelJob(await world.ctx(), id)).toMatchObject({ status: 'CANCELED' });
});
