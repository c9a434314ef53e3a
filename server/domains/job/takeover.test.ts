import { expect, test } from '@jest/globals';
import { query, sql } from '../../db/index.ts';
import { createEntity } from '../entity/index.ts';
import { AttemptEnded, startJob, type JobContext } from './index.ts';
import { makeJobWorld } from './test/job-world.ts';

const world = await makeJobWorld();
const { admin, ctx, ended, operation, orm, row, story, until } = world;

const start = async (number: number) => (await startJob(await ctx(), { operation: number })).id;

/** Work that goes on in the first attempt when it is let, and is done at once in the next. */
function hanging() {
  const go = Promise.withResolvers<void>();
  const outcome = Promise.withResolvers<readonly unknown[]>();
  const work = async (job: JobContext): Promise<void> => {
    if (job.attempt > 1) return;
    job.progress(1);
    await go.promise;
    const failed = (error: unknown): unknown => error;
    job.log('INFO', 'written by the dead');
    outcome.resolve([
      await job.transaction((tx) => createEntity(tx, { name: `Late ${job.id}` })).catch(failed),
      await job.update('PROCESSING', { text: 'still here' }).catch(failed),
      await job.update('DONE').catch(failed),
      await job.storeResult({ name: 'a', contentType: 'text/plain' }, 'a').catch(failed),
    ]);
  };
  return { work, go, outcome };
}

test('a job of a worker that died is begun anew if its operation says so; what the dead one writes is refused', async () => {
  const { work, go, outcome } = hanging();
  const number = operation(work, { onLost: 'retry' });
  const first = await world.startWorker();
  const id = await start(number);
  await until(id, ({ progress }) => progress !== null);
  await first.die();
  const second = await world.startWorker();
  expect(await ended(id)).toMatchObject({ status: 'DONE', attempt: 2, losses: 1, workerId: second.jobs.identity.id });
  const told = await story(id);
  go.resolve();
  const refused = await outcome.promise;
  expect(refused.every((error) => error instanceof AttemptEnded)).toBe(true);
  expect(refused).toHaveLength(4);
  expect(await story(id)).toEqual(told);
  expect(told).toEqual([
    'STATUS PREPARING',
    'STATUS PROCESSING',
    'PROGRESS 1',
    expect.stringMatching(
      /^STATUS PREPARING The worker that ran it died \(process \d+ on .+\) in attempt 1; it begins anew$/,
    ),
    'STATUS PROCESSING',
    'STATUS DONE',
  ]);
  expect((await ctx(admin)).catalog.findEntityByName(`Late ${id}`)).toBeNull();
  await second.stop();
});

test('else it is an error that says what happened', async () => {
  const { work, go, outcome } = hanging();
  const number = operation(work);
  const first = await world.startWorker();
  const id = await start(number);
  await until(id, ({ progress }) => progress !== null);
  await first.die();
  const second = await world.startWorker();
  expect(await ended(id)).toMatchObject({
    status: 'ERROR',
    attempt: 1,
    text: expect.stringMatching(/^The worker that ran it died \(process .*Run it again if that does no harm$/),
  });
  go.resolve();
  expect((await outcome.promise).every((error) => error instanceof AttemptEnded)).toBe(true);
  await second.stop();
});

test('a transaction of the dead attempt that is still open is undone before the job is taken over', async () => {
  const open = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const outcome = Promise.withResolvers<unknown>();
  const number = operation(
    async (job) => {
      if (job.attempt > 1) return;
      const work = job.transaction(async (tx) => {
        await createEntity(tx, { name: `Open ${job.id}` });
        open.resolve();
        await go.promise;
      });
      outcome.resolve(await work.catch((error: unknown) => error));
    },
    { onLost: 'retry' },
  );
  const first = await world.startWorker();
  const id = await start(number);
  await open.promise;
  await first.die();
  const second = await world.startWorker();
  expect(await ended(id)).toMatchObject({ status: 'DONE', attempt: 2 });
  go.resolve();
  expect(await outcome.promise).toBeInstanceOf(Error);
  expect((await ctx(admin)).catalog.findEntityByName(`Open ${id}`)).toBeNull();
  await second.stop();
});

test('a worker that was taken for dead and comes back gives up what others have', async () => {
  const signals: AbortSignal[] = [];
  const number = operation(
    (job) => {
      if (job.attempt > 1) return undefined;
      signals.push(job.signal);
      job.progress(1);
      return new Promise((resolve) => job.signal.addEventListener('abort', resolve));
    },
    { onLost: 'retry' },
  );
  const first = await world.startWorker();
  const id = await start(number);
  await until(id, ({ progress }) => progress !== null);
  await first.die();
  const second = await world.startWorker();
  expect(await ended(id)).toMatchObject({ status: 'DONE', attempt: 2 });
  expect(signals[0]?.aborted).toBe(false);
  await first.jobs.beat();
  expect(signals[0]?.aborted).toBe(true);
  await first.jobs.stop();
  await second.stop();
});

test('a worker does not take itself for dead, however long its heartbeats take', async () => {
  const go = Promise.withResolvers<void>();
  const number = operation(
    async (job) => {
      job.progress(1);
      await go.promise;
    },
    { onLost: 'retry' },
  );
  await query(
    orm.em.fork(),
    `create function come_late() returns trigger language plpgsql as $$
      begin new.expires_time := clock_timestamp() - interval '1 minute'; return new; end $$;
    create trigger come_late before insert or update on job_worker for each row execute function come_late()`,
  );
  const worker = await world.startWorker({ jobHeartbeat: 500 });
  const id = await start(number);
  await until(id, ({ progress }) => progress !== null);
  await worker.jobs.beat();
  go.resolve();
  expect(await ended(id)).toMatchObject({ status: 'DONE', attempt: 1, losses: 0 });
  await worker.jobs.beat();
  const own = sql`select id from job_worker where id = ${worker.jobs.identity.id}`;
  expect(await query(orm.em.fork(), own)).toHaveLength(1);
  await worker.stop();
  await query(orm.em.fork(), 'drop function come_late cascade');
});

test('a worker that stops hands back what has not ended, or ends it as an error', async () => {
  const hang = (job: JobContext): unknown => {
    if (job.attempt > 1) return undefined;
    job.progress(1);
    return new Promise(() => undefined);
  };
  const numbers = [operation(hang, { onLost: 'retry' }), operation(hang)];
  const worker = await world.startWorker();
  const ids = [await start(numbers[0] ?? 0), await start(numbers[1] ?? 0)];
  for (const id of ids) await until(id, ({ progress }) => progress !== null);
  await worker.stop(50);
  expect(await row(ids[0] ?? 0)).toMatchObject({ status: 'PREPARING', attempt: 2, queuedAttempt: 2 });
  expect(await row(ids[1] ?? 0)).toMatchObject({
    status: 'ERROR',
    text: expect.stringMatching(/^The server that ran it was stopped; /),
  });
  const next = await world.startWorker();
  expect((await ended(ids[0] ?? 0)).status).toBe('DONE');
  await next.stop();
  const known = [worker, next].map(({ jobs }) => jobs.identity.id);
  expect(await query(orm.em.fork(), sql`select id from job_worker where id = any(${known})`)).toEqual([]);
});

/** Stops its worker while it works. Gives what is left of the job, and how it ends with the next worker. */
async function stopUnder(operationNumber: number) {
  const worker = await world.startWorker();
  const id = await start(operationNumber);
  await until(id, ({ progress }) => progress !== null);
  await worker.stop(5000);
  const left = await row(id);
  const next = await world.startWorker();
  const { status } = await ended(id);
  await next.stop();
  return { left, status };
}

const HANDED_BACK = { left: { status: 'PREPARING', attempt: 2, failures: 0, losses: 1 }, status: 'DONE' };

test('work that ends because its worker stops has not failed', async () => {
  const number = operation(
    (job) => {
      if (job.attempt > 1) return undefined;
      job.progress(1);
      return new Promise((_, reject) =>
        job.signal.addEventListener('abort', () => reject(new Error('Aborted', { cause: job.signal.reason }))),
      );
    },
    { onLost: 'retry' },
  );
  expect(await stopUnder(number)).toMatchObject(HANDED_BACK);
});

test('work that returns because it heard that it is to stop is not done', async () => {
  const number = operation(
    async (job) => {
      if (job.attempt > 1) return;
      job.progress(1);
      await new Promise((resolve) => job.signal.addEventListener('abort', resolve));
      if (!(await job.proceedIfReady())) return;
      throw new Error('It may not go on');
    },
    { onLost: 'retry' },
  );
  expect(await stopUnder(number)).toMatchObject(HANDED_BACK);
});

test('what a worker took from the queue and never claimed is queued again', async () => {
  const number = operation(() => undefined);
  const id = await start(number);
  await query(
    orm.em.fork(),
    `update graphile_worker._private_jobs set attempts = 1, locked_by = 'pagoda-dead', locked_at = now() where key = $1`,
    [`job:${id}`],
  );
  await query(orm.em.fork(), sql`update job set updated_time = now() - interval '1 minute' where id = ${id}`);
  const first = await world.startWorker();
  await until(id, () => true);
  await first.jobs.beat();
  await first.stop();
  // The queue freed what the dead worker had; the next one sees that nobody will begin it.
  const second = await world.startWorker();
  expect(await ended(id)).toMatchObject({ status: 'DONE', attempt: 1 });
  await second.stop();
});

test('a job that a worker took from the queue and had not begun when it died is queued again at once', async () => {
  const number = operation(async () => undefined);
  const id = await start(number);
  await query(
    orm.em,
    sql`update graphile_worker._private_jobs set attempts = max_attempts, locked_at = null where key = ${`job:${id}`}`,
  );
  // Not what it looks for by itself: that would be too old.
  const worker = await world.startWorker({ jobHeartbeat: 60_000 });
  expect((await row(id)).status).toBe('PREPARING');
  await worker.jobs.requeue();
  expect(await ended(id)).toMatchObject({ status: 'DONE', attempt: 1 });
  await worker.stop();
});
