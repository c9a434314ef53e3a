import { expect, jest, test } from '@jest/globals';
import { query, sql } from '../../db/index.ts';
import { rejected } from '../../errors.ts';
import { createEntity } from '../entity/index.ts';
import { AttemptEnded, cancelJob, findResult, readResult, rerunJob, startJob } from './index.ts';
import { makeJobWorld } from './test/job-world.ts';

const world = await makeJobWorld();
const { admin, ctx, ended, operation, orm, row, story, until, user } = world;
await world.startWorker();

const start = async (number: number, params: unknown = {}) =>
  (await startJob(await ctx(), { operation: number, params })).id;
const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
async function contentOf(id: number): Promise<string> {
  const result = await findResult(orm.em.fork(), id);
  const pieces: Buffer[] = [];
  if (result) for await (const piece of readResult(orm.em.fork(), result)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}
const never = (): Promise<never> => new Promise(() => undefined);

test('returning means DONE, and every step is an event', async () => {
  const number = operation((job) => {
    job.log('INFO', 'begins');
    job.progress(1, 2, 'half');
  });
  const job = await ended(await start(number));
  expect(job).toMatchObject({ status: 'DONE', attempt: 1, progress: { done: 1, total: 2, text: 'half' } });
  expect(await story(job.id)).toEqual([
    'STATUS PREPARING',
    'STATUS PROCESSING',
    'LOG INFO begins',
    'PROGRESS 1 half',
    'STATUS DONE',
  ]);
  expect(job.lastSeq).toBe(5);
});

test('throwing means ERROR, with the message for the user', async () => {
  const plain = operation(() => Promise.reject(new Error('The disk is full')));
  const refused = operation(() => Promise.reject(rejected('NOT_FOUND', 'There is no rack 7')));
  expect(await ended(await start(plain))).toMatchObject({ status: 'ERROR', text: 'The disk is full' });
  expect(await ended(await start(refused))).toMatchObject({ status: 'ERROR', text: 'There is no rack 7' });
});

test('the explicit protocol works as well, and what it says is final', async () => {
  const late: unknown[] = [];
  const over = Promise.withResolvers<void>();
  const number = operation(async (job) => {
    if ((await job.isCanceled()) || !(await job.proceedIfReady())) return;
    await job.update('PROCESSING', { text: 'Half of it' });
    await job.update('WARNING', { text: 'All but one' });
    late.push(await job.update('DONE').catch((error: unknown) => error));
    late.push(await job.transaction(() => Promise.resolve()).catch((error: unknown) => error));
    job.log('INFO', 'nobody hears this');
    over.resolve();
  });
  const job = await ended(await start(number));
  expect(job).toMatchObject({ status: 'WARNING', text: 'All but one' });
  expect(await story(job.id)).toEqual([
    'STATUS PREPARING',
    'STATUS PROCESSING',
    'STATUS PROCESSING Half of it',
    'STATUS WARNING All but one',
  ]);
  await over.promise;
  expect(late.every((error) => error instanceof AttemptEnded)).toBe(true);
});

test('the work is done as the user of the job, in contexts that services take', async () => {
  const number = operation(async (job) => {
    const context = await job.context();
    const entity = await createEntity(context, { name: 'Made by a job' });
    return { actor: context.actor?.username, entity: entity.name };
  });
  const job = await ended(await start(number));
  expect(job.status).toBe('DONE');
  const result = await findResult(orm.em.fork(), job.id);
  expect(result).toMatchObject({ contentType: 'application/json' });
  expect(JSON.parse(await contentOf(job.id))).toEqual({ actor: user.username, entity: 'Made by a job' });
});

test('what is told inside of a transaction is seen before it is committed; an end has to wait for that', async () => {
  const seen = Promise.withResolvers<void>();
  const early: unknown[] = [];
  const number = operation(async (job) => {
    await job.transaction(async (tx) => {
      await createEntity(tx, { name: 'Made meanwhile' });
      job.progress(5);
      job.log('INFO', 'in the middle');
      await seen.promise;
      early.push(await job.update('DONE').catch((error: unknown) => error));
    });
  });
  const id = await start(number);
  await until(id, ({ progress }) => progress?.done === 5);
  expect((await ctx(admin)).catalog.findEntityByName('Made meanwhile')).toBeNull();
  seen.resolve();
  expect(await ended(id)).toMatchObject({ status: 'DONE' });
  expect(early).toEqual([expect.objectContaining({ message: expect.stringContaining('still open') })]);
  expect((await ctx(admin)).catalog.findEntityByName('Made meanwhile')).not.toBeNull();
});

test('a result may be large, within the limit', async () => {
  const lines = function* (count: number) {
    for (let line = 0; line < count; line += 1) yield `${String(line).padStart(9, '0')}\n`;
  };
  const number = operation((job, params) =>
    job.storeResult({ name: 'lines.csv', contentType: 'text/csv' }, lines(Number(params))),
  );
  const job = await ended(await start(number, 60_000));
  const result = await findResult(orm.em.fork(), job.id);
  expect(result).toMatchObject({ name: 'lines.csv', size: 600_000 });
  expect(await contentOf(job.id)).toBe([...lines(60_000)].join(''));
  expect(await ended(await start(number, 100_001))).toMatchObject({ status: 'ERROR' });
});

test('an attempt that takes too long is a TIMEOUT, whatever its work does', async () => {
  const signals: AbortSignal[] = [];
  const number = operation(
    (job) => {
      signals.push(job.signal);
      return never();
    },
    { timeout: 60 },
  );
  const job = await ended(await start(number));
  expect(job.status).toBe('TIMEOUT');
  expect((await story(job.id)).at(-1)).toBe('STATUS TIMEOUT It took longer than 0.06 s');
  expect(signals[0]?.aborted).toBe(true);
  expect((await rerunJob(await ctx(), job.id)).attempt).toBe(2);
  expect(await ended(job.id)).toMatchObject({ status: 'TIMEOUT', attempt: 2 });
});

test('a job that fails is tried again as often as its operation says, later each time', async () => {
  const waits: number[] = [];
  const number = operation(
    (job) => {
      if (job.attempt < 3) throw new Error(`no ${job.attempt}`);
    },
    {
      retry: {
        attempts: 3,
        backoff: (failures) => {
          waits.push(failures);
          return failures * 30;
        },
      },
    },
  );
  const job = await ended(await start(number));
  expect(job).toMatchObject({ status: 'DONE', attempt: 3, failures: 2 });
  expect(waits).toEqual([1, 2]);
  expect(await story(job.id)).toEqual([
    'STATUS PREPARING',
    'STATUS PROCESSING',
    'STATUS PREPARING Attempt 1 failed: no 1. Another one begins in 0.03 s',
    'STATUS PROCESSING',
    'STATUS PREPARING Attempt 2 failed: no 2. Another one begins in 0.06 s',
    'STATUS PROCESSING',
    'STATUS DONE',
  ]);
  const failing = operation(() => Promise.reject(new Error('never')), { retry: { attempts: 2, backoff: () => 0 } });
  expect(await ended(await start(failing))).toMatchObject({ status: 'ERROR', attempt: 2, text: 'never' });
});

test('a job that runs hears that it is cancelled, and ends as CANCELED', async () => {
  const seen: unknown[] = [];
  const number = operation(
    async (job) => {
      job.progress(1);
      await aborted(job.signal);
      seen.push(await job.isCanceled(), await job.proceedIfReady());
    },
    { isCancelable: true },
  );
  const id = await start(number);
  await until(id, ({ progress }) => progress !== null);
  expect((await cancelJob(await ctx(), id)).status).toBe('PROCESSING');
  expect(await ended(id)).toMatchObject({ status: 'CANCELED' });
  expect(seen).toEqual([true, false]);
  expect(await story(id)).toEqual([
    'STATUS PREPARING',
    'STATUS PROCESSING',
    'PROGRESS 1',
    'LOG INFO Canceled by mori',
    'STATUS CANCELED',
  ]);
});

test('one that throws when it is cancelled is CANCELED too; one that says how it ended is believed', async () => {
  const throwing = operation(
    async (job) => {
      job.progress(1);
      await aborted(job.signal);
      throw new Error('stopped');
    },
    { isCancelable: true, retry: { attempts: 5 } },
  );
  const saying = operation(
    async (job) => {
      job.progress(1);
      await aborted(job.signal);
      await job.update('DONE', { text: 'It was done already' });
    },
    { isCancelable: true },
  );
  for (const [number, status] of [
    [throwing, 'CANCELED'],
    [saying, 'DONE'],
  ] as const) {
    const id = await start(number);
    await until(id, ({ progress }) => progress !== null);
    await cancelJob(await ctx(), id);
    expect((await ended(id)).status).toBe(status);
  }
});

test('to throw what the signal says is no failure for the log; another error is', async () => {
  const warn = jest.spyOn((await ctx()).log, 'warn');
  const obeying = operation(
    async (job) => {
      job.progress(1);
      await aborted(job.signal);
      job.signal.throwIfAborted();
    },
    { isCancelable: true },
  );
  const id = await start(obeying);
  await until(id, ({ progress }) => progress !== null);
  await cancelJob(await ctx(), id);
  expect((await ended(id)).status).toBe('CANCELED');
  expect(warn.mock.calls).toEqual([]);
  const failing = await start(operation(() => Promise.reject(new Error('The disk is full'))));
  await ended(failing);
  expect(warn).toHaveBeenCalledWith(expect.objectContaining({ job: failing }), `Job ${failing} failed`);
  warn.mockRestore();
});

test('after the grace time a cancelled job is CANCELED though its work goes on, and nothing that it writes is kept', async () => {
  const go = Promise.withResolvers<void>();
  const late = Promise.withResolvers<unknown>();
  const number = operation(
    async (job) => {
      job.progress(1);
      await go.promise;
      const ctx = await job.context();
      late.resolve(await createEntity(ctx, { name: 'Too late' }).catch((error: unknown) => error));
    },
    { isCancelable: true },
  );
  const id = await start(number);
  await until(id, ({ progress }) => progress !== null);
  await cancelJob(await ctx(), id);
  expect((await ended(id)).status).toBe('CANCELED');
  go.resolve();
  expect(await late.promise).toBeInstanceOf(AttemptEnded);
  expect((await ctx(admin)).catalog.findEntityByName('Too late')).toBeNull();
  expect(await row(id)).toMatchObject({ status: 'CANCELED' });
});

test('a transaction that does not end is undone when the grace time is over', async () => {
  const open = Promise.withResolvers<void>();
  const outcome = Promise.withResolvers<unknown>();
  const number = operation(
    async (job) => {
      const work = job.transaction(async (tx) => {
        await createEntity(tx, { name: 'Never committed' });
        open.resolve();
        await query(tx.em, 'select pg_sleep(60)');
      });
      outcome.resolve(await work.catch((error: unknown) => error));
    },
    { isCancelable: true },
  );
  const id = await start(number);
  await open.promise;
  await cancelJob(await ctx(), id);
  expect((await ended(id)).status).toBe('CANCELED');
  expect(await outcome.promise).toBeInstanceOf(Error);
  expect((await ctx(admin)).catalog.findEntityByName('Never committed')).toBeNull();
});

test('10,000 reports a second make at most ten events a second, and the last one is kept', async () => {
  const number = operation(async (job) => {
    const begin = performance.now();
    let reports = 0;
    while (performance.now() - begin < 1000 || reports < 10_000) {
      for (let burst = 0; burst < 100; burst += 1) {
        reports += 1;
        job.progress(reports, 1_000_000, `report ${reports}`);
      }
      await new Promise((resolve) => void setTimeout(resolve, 5));
    }
    return { reports, seconds: (performance.now() - begin) / 1000 };
  });
  const job = await ended(await start(number));
  const { reports, seconds } = JSON.parse(await contentOf(job.id)) as { reports: number; seconds: number };
  const events = (await story(job.id)).filter((line) => line.startsWith('PROGRESS'));
  // The first goes out at once, and the last when the work is done.
  expect(events.length).toBeLessThanOrEqual(Math.ceil(seconds * 10) + 1);
  expect(events.at(-1)).toBe(`PROGRESS ${reports} report ${reports}`);
  expect(job.progress?.done).toBe(reports);
});

test('log lines are all kept, in order', async () => {
  const number = operation((job) => {
    for (let line = 0; line < 1200; line += 1) job.log('DEBUG', `line ${line}`);
  });
  const lines = (await story((await ended(await start(number))).id)).filter((line) => line.startsWith('LOG'));
  expect(lines).toEqual(Array.from({ length: 1200 }, (_, line) => `LOG DEBUG line ${line}`));
});

test('a job of an operation of the core that no worker knows is an error that says what to do', async () => {
  const number = operation(() => undefined);
  const context = await ctx();
  world.operations.unregister('test');
  await expect(startJob(context, { operation: number })).rejects.toThrow(`There is no operation ${number}`);
  const [{ id } = { id: 0 }] = await query<{ id: number }>(
    orm.em.fork(),
    sql`insert into job (user_id, operation, operation_name, is_started) values (${user.id}, 98, 'GONE', true) returning id`,
  );
  const { queueReady } = await import('./job-wait.store.ts');
  await orm.em.fork().transactional((tx) => queueReady(tx, [id]));
  expect(await ended(id)).toMatchObject({
    status: 'ERROR',
    text: expect.stringContaining('No worker knows operation 98'),
  });
});
