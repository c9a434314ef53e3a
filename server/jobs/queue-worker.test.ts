import { afterEach, describe, expect, test } from '@jest/globals';
import { query } from '../db/index.ts';
import { makeTestDatabase } from '../test/database.ts';
import { enqueue, enqueueMany, QueueWorker, type QueueTask, type QueueWorkerOptions } from './index.ts';

const { url, orm } = await makeTestDatabase();
const workers: QueueWorker[] = [];

afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop(0);
  await query(orm.em.fork(), 'select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))');
});

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

async function startWorker(tasks: readonly QueueTask[], more: Partial<QueueWorkerOptions> = {}): Promise<QueueWorker> {
  const options = { url, tasks: () => tasks, concurrency: 2, log: quiet, pollInterval: 50, sweepInterval: 50 };
  const worker = await QueueWorker.start({ ...options, ...more });
  workers.push(worker);
  return worker;
}

/** A task that tells what it was given. */
function makeTask(name: string) {
  const runs: unknown[] = [];
  let wake: () => void = () => undefined;
  const task: QueueTask = {
    name,
    run: (payload) => {
      runs.push(payload);
      wake();
      return Promise.resolve();
    },
  };
  const ran = async (count: number): Promise<readonly unknown[]> => {
    while (runs.length < count) await new Promise<void>((resolve) => (wake = resolve));
    return runs;
  };
  return { task, runs, ran };
}

const queued = () =>
  query<{ readonly task_identifier: string; readonly attempts: number; readonly locked_by: string | null }>(
    orm.em.fork(),
    'select task_identifier, attempts, locked_by from graphile_worker.jobs order by id',
  );

describe('what is queued', () => {
  test('runs once it is committed', async () => {
    const { task, runs, ran } = makeTask('test.commit');
    await startWorker([task]);
    await orm.em.fork().transactional(async (em) => {
      await enqueue(em, 'test.commit', { number: 1 });
      expect(runs).toEqual([]);
    });
    expect(await ran(1)).toEqual([{ number: 1 }]);
  });

  test('is gone with its transaction', async () => {
    const { task, ran } = makeTask('test.rollback');
    const undo = new Error('undone');
    const work = orm.em.fork().transactional(async (em) => {
      await enqueue(em, 'test.rollback', 'of the transaction');
      throw undo;
    });
    await expect(work).rejects.toBe(undo);
    await enqueue(orm.em.fork(), 'test.rollback', 'after it');
    await startWorker([task]);
    expect(await ran(1)).toEqual(['after it']);
  });

  test('waits while nobody has a task of its name', async () => {
    const { task, ran } = makeTask('test.waits');
    const tasks: QueueTask[] = [];
    await startWorker([], { tasks: () => tasks });
    await enqueueMany(orm.em.fork(), [
      { task: 'test.waits', payload: 1 },
      { task: 'test.waits', payload: 2, priority: -1 },
    ]);
    expect(await queued()).toMatchObject([{ attempts: 0, locked_by: null }, { attempts: 0 }]);
    tasks.push(task);
    expect(await ran(2)).toEqual(expect.arrayContaining([1, 2]));
  });

  test('is taken once by several workers', async () => {
    const { task, ran } = makeTask('test.many');
    await Promise.all([startWorker([task]), startWorker([task])]);
    const numbers = Array.from({ length: 50 }, (_, index) => index);
    await enqueueMany(
      orm.em.fork(),
      numbers.map((payload) => ({ task: 'test.many', payload })),
    );
    const runs = await ran(50);
    expect(runs.map(Number).sort((a, b) => a - b)).toEqual(numbers);
  });
});

describe('a worker', () => {
  test('begins again when PostgreSQL ended its connections', async () => {
    const { task, ran } = makeTask('test.again');
    const worker = await startWorker([task]);
    const first = worker.workerId;
    await endConnections('pagoda worker%');
    await enqueue(orm.em.fork(), 'test.again', 1);
    expect(await ran(1)).toEqual([1]);
    expect(worker.workerId).not.toBe(first);
  });

  test('frees what a dead one had begun', async () => {
    const hung = Promise.withResolvers<void>();
    const began = Promise.withResolvers<void>();
    const hangs: QueueTask = {
      name: 'test.dead',
      run: () => {
        began.resolve();
        return hung.promise;
      },
    };
    let isDead = false;
    // Once dead it takes nothing any more, however soon it comes back.
    await startWorker([], { tasks: () => (isDead ? [] : [hangs]) });
    await enqueue(orm.em.fork(), 'test.dead', 1, { maxAttempts: 2 });
    await began.promise;
    const { task, ran } = makeTask('test.dead');
    const dead: string[] = [];
    const [held] = await queued();
    const other = await startWorker([task], { onDead: (ids) => void dead.push(...ids) });
    expect(other.workerId).not.toBe(held?.locked_by);
    isDead = true;
    await endConnections(String(held?.locked_by).replace('pagoda-', 'pagoda worker '));
    expect(await ran(1)).toEqual([1]);
    expect(dead).toEqual([held?.locked_by]);
    hung.resolve();
  });

  test('hands back what does not end in time', async () => {
    const hung = Promise.withResolvers<void>();
    const began = Promise.withResolvers<AbortSignal>();
    const worker = await startWorker([
      {
        name: 'test.grace',
        run: (_payload, { signal }) => {
          began.resolve(signal);
          return hung.promise;
        },
      },
    ]);
    await enqueue(orm.em.fork(), 'test.grace', 1, { maxAttempts: 2 });
    const signal = await began.promise;
    await worker.stop(20);
    expect(signal.aborted).toBe(true);
    expect(await queued()).toMatchObject([{ attempts: 1, locked_by: null }]);
    hung.resolve();
  });

  test('lets what is under way end', async () => {
    const slow = Promise.withResolvers<void>();
    const began = Promise.withResolvers<AbortSignal>();
    const worker = await startWorker([
      {
        name: 'test.ends',
        run: (_payload, { signal }) => {
          began.resolve(signal);
          return slow.promise;
        },
      },
    ]);
    await enqueue(orm.em.fork(), 'test.ends', 1);
    const signal = await began.promise;
    const stopped = worker.stop(60_000);
    slow.resolve();
    await stopped;
    expect(signal.aborted).toBe(false);
    expect(await queued()).toEqual([]);
  });
});

async function endConnections(name: string): Promise<void> {
  await query(
    orm.em.fork(),
    `select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where datname = current_database() and application_name like $1`,
    [name],
  );
}
