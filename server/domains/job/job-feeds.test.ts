/** What is read when no NOTIFY comes, and how often. */
import { afterAll, expect, test } from '@jest/globals';
import pino from 'pino';
import { Listener, query } from '../../db/index.ts';
import { listStatements } from '../../test/statements.ts';
import { Readings } from '../../graphql/index.ts';
import { createJob, type Job } from './index.ts';
import { JobChanges } from './job-changes.ts';
import { appendLog } from './job-event.store.ts';
import type { JobEventStream } from './job-event-stream.ts';
import { JobFeeds } from './job-feeds.ts';
import { jobUpdate, JobUpdates } from './job-updates.ts';
import { changeStatus } from './job.store.ts';
import { makeJobWorld } from './test/job-world.ts';

const { admin, ctx, operation, orm, url } = await makeJobWorld();
const log = pino({ level: 'silent' });
const number = operation(() => undefined);
const em = orm.em.fork();

/** Hears nothing: it listens to a database where nothing happens. */
const deaf = new Listener(url.replace(/[^/]+$/, 'postgres'));
await deaf.start();
const listener = new Listener(url);
await listener.start();
const feeds = await JobFeeds.start(deaf, { em, log, recheck: 30 });
const hearing = await JobFeeds.start(listener, { em, log, recheck: 600_000 });
const changes = await JobChanges.start(deaf, { em, log, recheck: 30 });
afterAll(async () => {
  for (const each of [feeds, hearing, changes]) each.close();
  await deaf.close();
  await listener.close();
});

const make = async (): Promise<Job> => createJob(await ctx(), { operation: number });
const say = (job: Job, text: string) => appendLog(em, job.id, 'INFO', text);
const take = async (stream: JobEventStream, count: number): Promise<unknown[]> => {
  const taken: unknown[] = [];
  while (taken.length < count) taken.push((await stream.next()).value?.message ?? null);
  return taken;
};
const end = (job: Job) => em.fork().transactional((tx) => changeStatus(tx, job.id, () => ({ to: 'CANCELED' })));

test('what no NOTIFY told of is found by looking', async () => {
  const job = await make();
  const stream = await feeds.watch(job.id, 1);
  const first = take(stream, 2);
  await say(job, 'one');
  await say(job, 'two');
  expect(await first).toEqual(['one', 'two']);
  await end(job);
  await take(stream, 1);
  expect(await stream.next()).toEqual({ value: undefined, done: true });
  expect(feeds.size).toBe(0);
});

test('many who come at once read the stored events once', async () => {
  const job = await make();
  for (let line = 0; line < 150; line += 1) await say(job, `${line}`);
  const unprompted = new JobFeeds({ em, log });
  const statements = await listStatements(async () => {
    const opened = await Promise.all(Array.from({ length: 50 }, () => unprompted.watch(job.id, 0)));
    const all = await Promise.all(opened.map((stream) => take(stream, 151)));
    expect(new Set(all.map((messages) => messages.join())).size).toBe(1);
    for (const stream of opened) await stream.return();
  });
  // Where the job stands, once more for those who came while that was read, and two pages.
  expect(statements.length).toBeLessThanOrEqual(4);
  expect(unprompted.size).toBe(0);
});

test('many who watch get the same new event, which was read once', async () => {
  const job = await make();
  const streams = await Promise.all(Array.from({ length: 50 }, () => hearing.watch(job.id, 1)));
  const pending = streams.map((stream) => stream.next());
  await say(job, 'live');
  const events = await Promise.all(pending);
  expect(new Set(events.map(({ value }) => value)).size).toBe(1);
  for (const stream of streams) await stream.return();
  expect(hearing.size).toBe(0);
});

test('one who leaves while he waits is let go', async () => {
  const job = await make();
  const stream = await hearing.watch(job.id, 1);
  const waiting = stream.next();
  await stream.return();
  expect(await waiting).toEqual({ value: undefined, done: true });
  expect(hearing.size).toBe(0);
});

test('a job that is pruned while somebody watches ends', async () => {
  const job = await make();
  const stream = await feeds.watch(job.id, 1);
  const waiting = stream.next();
  await em.fork().transactional(async (tx) => {
    await query(tx, `select set_config('pagoda.pruning_jobs', 'on', true)`);
    await query(tx, 'delete from job where id = $1', [job.id]);
  });
  expect((await waiting).done).toBe(true);
});

test('jobs that changed unheard are told once, and none of before', async () => {
  // Of somebody who has no other: the times of jobs that changed often in an instant run ahead of the clock.
  const makeOwn = async (): Promise<Job> => createJob(await ctx(admin), { operation: number });
  const before = await makeOwn();
  const updates = await changes.watch(before.userId);
  const after = await makeOwn();
  expect((await updates.next()).value?.job).toMatchObject({ id: after.id, lastSeq: 1, params: null });
  await say(after, 'one');
  expect((await updates.next()).value?.job).toMatchObject({ id: after.id, lastSeq: 2 });
  await say(before, 'one');
  expect((await updates.next()).value?.job).toMatchObject({ id: before.id, lastSeq: 2 });
  await updates.return();
  expect(changes.size).toBe(0);
});

test('of a job only the newest state waits; who leaves too many waiting is told', async () => {
  const job = await make();
  let isReleased = false;
  const reading = new Readings().next();
  const updates = new JobUpdates(() => void (isReleased = true));
  for (let lastSeq = 1; lastSeq <= 5_000; lastSeq += 1) updates.push(jobUpdate({ ...job, lastSeq }, reading));
  expect((await updates.next()).value?.job.lastSeq).toBe(5_000);
  for (let id = 1; id <= 1_001; id += 1) updates.push(jobUpdate({ ...job, id }, reading));
  expect(isReleased).toBe(true);
  await expect(updates.next()).rejects.toThrow('Subscribe again');
  expect((await updates.next()).done).toBe(true);
});
