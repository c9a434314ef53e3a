import { afterAll } from '@jest/globals';
import pg from 'pg';
import { parseSettings, type Settings } from '../../../config.ts';
import type { Actor, Context } from '../../../context.ts';
import { Listener, query } from '../../../db/index.ts';
import { QueueWorker } from '../../../jobs/index.ts';
import { makeTestWorld, type TestWorld } from '../../../test/context.ts';
import { createUser } from '../../user/index.ts';
import {
  defineOperation,
  findJob,
  JobWorker,
  readEvents,
  type Job,
  type JobContext,
  type JobOperations,
  type OperationDefinition,
} from '../index.ts';

export type Work = (job: JobContext, params: unknown) => unknown;

export interface RunningWorker {
  readonly jobs: JobWorker;
  readonly queue: QueueWorker;
  /** As on SIGTERM. */
  stop(graceMs?: number): Promise<void>;
  /** As on kill -9: no heartbeat comes from it any more, but what it runs goes on. */
  die(): Promise<void>;
}

export interface JobWorld extends TestWorld {
  readonly operations: JobOperations;
  readonly user: Actor;
  /** Adds an operation and gives its number. */
  operation(work: Work, more?: Partial<OperationDefinition<unknown>>): number;
  ctx(actor?: Actor): Promise<Context>;
  startWorker(settings?: Partial<Settings>): Promise<RunningWorker>;
  /** The rows that the queue has for jobs. */
  queued(): Promise<number>;
  row(id: number): Promise<Job>;
  /** When the job is in one of these states. Looks again whenever something happens to any job. */
  until(id: number, isThere: (job: Job) => boolean): Promise<Job>;
  ended(id: number): Promise<Job>;
  /** `kind status/level/done message` of each event. */
  story(id: number): Promise<readonly string[]>;
}

const QUICK: Partial<Settings> = { jobHeartbeat: 50, jobCancelGrace: 1000, jobResultBytes: 1_000_000 };

/** A database with workers that are started by hand. Called at the top of a test file with `await`. */
export async function makeJobWorld(): Promise<JobWorld> {
  const workers = new Set<RunningWorker>();
  const connections: { close(): Promise<void> }[] = [];
  // Before the one that drops the database: they run in this order.
  afterAll(async () => {
    for (const worker of workers) await worker.stop(0);
    for (const connection of connections) await connection.close();
  });
  const world = await makeTestWorld();
  const first = await world.contextOf(null);
  const operations = first.host.jobOperations;
  const user = { ...(await createUser(first, { username: 'mori' })), roleIds: [] };
  const listener = new Listener(world.url);
  await listener.start();
  const client = new pg.Client({ connectionString: world.url });
  await client.connect();
  await client.query('listen pagoda_job');
  connections.push(listener, { close: () => client.end() });

  const em = () => world.orm.em.fork();
  const ctx = (actor = user) => world.contextOf(actor);
  const admin = () => world.contextOf(world.admin);
  let number = 10;
  const row = async (id: number): Promise<Job> => {
    const job = await findJob(await admin(), id);
    if (!job) throw new Error(`There is no job ${id}`);
    return job;
  };
  const until: JobWorld['until'] = async (id, isThere) => {
    for (;;) {
      const heard = new Promise((resolve) => void client.once('notification', resolve));
      const job = await row(id);
      if (isThere(job)) return job;
      await heard;
    }
  };

  return {
    ...world,
    operations,
    user,
    operation(work, more = {}) {
      number += 1;
      const operation = defineOperation<unknown>({
        number,
        name: `TEST_${number}`,
        parseParams: (params) => params,
        run: work,
        ...more,
      });
      operations.register('test', 'core', [operation]);
      return number;
    },
    ctx,
    async startWorker(changes = {}) {
      const settings = { ...parseSettings({ NODE_ENV: 'test' }), ...QUICK, ...changes };
      const log = (await admin()).log;
      const jobs = await JobWorker.start({
        em: world.orm.em,
        listener,
        log,
        settings,
        operations,
        contextFor: (actor) => world.contextOf(actor),
      });
      const queue = await QueueWorker.start({
        url: world.url,
        tasks: () => jobs.tasks(),
        recurring: () => jobs.recurring(),
        concurrency: 4,
        log,
        pollInterval: 50,
        sweepInterval: 500,
      });
      const worker: RunningWorker = {
        jobs,
        queue,
        async stop(graceMs = 200) {
          workers.delete(worker);
          jobs.windDown();
          await queue.stop(graceMs);
          await jobs.stop();
        },
        async die() {
          workers.delete(worker);
          jobs.pause();
          await queue.stop(0);
        },
      };
      workers.add(worker);
      return worker;
    },
    async queued() {
      const [counted] = await query<{ count: number }>(
        em(),
        `select count(*) as count from graphile_worker.jobs where task_identifier like 'pagoda.job%'`,
      );
      return counted?.count ?? 0;
    },
    row,
    until,
    ended: (id) => until(id, ({ endedTime }) => endedTime !== null),
    async story(id) {
      const events = await readEvents({ em: em() }, id, 0, 10_000);
      return events.map(({ kind, status, level, done, message }) =>
        [kind, status ?? level ?? done, message].filter((part) => part !== null).join(' '),
      );
    },
  };
}
