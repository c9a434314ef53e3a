import { expect, test } from '@jest/globals';
import { withTransaction } from '../../db/index.ts';
import { Rejected } from '../../errors.ts';
import { createEntity } from '../entity/index.ts';
import { cancelJob, createJob, findJob, getJob, listJobs, rerunJob, runJob, startJob } from './index.ts';
import { makeJobWorld } from './test/job-world.ts';

const world = await makeJobWorld();
const { admin, ctx, operation, queued, row, story, user } = world;
const plain = operation(() => undefined);
const cancelable = operation(() => undefined, { isCancelable: true });
const hidden = operation(() => undefined, { isHidden: true });

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Rejected)) throw new Error(`Expected a refusal, found ${String(error)}`);
  return error.problems.map(({ code, message }) => `${code} ${message}`).join('; ');
}

test('a job that was made prepares and is not queued before it is run', async () => {
  const before = await queued();
  const job = await createJob(await ctx(), { operation: plain, text: 'Counting', params: { to: 3 } });
  expect(job).toMatchObject({ status: 'PREPARING', userId: user.id, text: 'Counting', params: { to: 3 }, attempt: 1 });
  expect(job.isStarted).toBe(false);
  expect(await queued()).toBe(before);
  expect((await runJob(await ctx(), job.id)).isStarted).toBe(true);
  expect(await queued()).toBe(before + 1);
  await runJob(await ctx(), job.id);
  expect(await queued()).toBe(before + 1);
  expect(await story(job.id)).toEqual(['STATUS PREPARING Counting']);
});

test('a transaction that is undone leaves neither a job nor anything in the queue', async () => {
  const before = await queued();
  let id = 0;
  const undone = withTransaction(await ctx(), async (tx) => {
    ({ id } = await startJob(tx, { operation: plain }));
    expect(await queued()).toBe(before);
    throw new Error('undo');
  });
  await expect(undone).rejects.toThrow('undo');
  expect(id).toBeGreaterThan(0);
  expect(await findJob(await ctx(admin), id)).toBeNull();
  expect(await queued()).toBe(before);
});

test('an unknown operation, a target that is not there and bad parameters are refused', async () => {
  const picky = operation(() => undefined, {
    parseParams: (params) => {
      if (typeof params !== 'object' || params === null || !('to' in params)) throw new Rejected([]);
      return params;
    },
  });
  expect(await refusal(createJob(await ctx(), { operation: 9 }))).toMatch(/^NOT_FOUND There is no operation 9/);
  expect(await refusal(createJob(await ctx(), { operation: plain, targetId: 999_999 }))).toMatch(/^NOT_FOUND/);
  expect(await refusal(createJob(await ctx(), { operation: plain, params: { text: '\0' } }))).toMatch(/^INVALID/);
  expect(await refusal(createJob(await ctx(), { operation: picky, params: {} }))).toBe('');
});

test('a target must be writable by the user, unless the operation asks for less', async () => {
  const reading = operation(() => undefined, { targetLevel: 2 });
  const entity = await createEntity(await ctx(admin), {
    name: 'Rack',
    acl: { isPublic: false, defaultPermission: 'READABLE' },
  });
  expect(await refusal(createJob(await ctx(), { operation: plain, targetId: entity.id }))).toMatch(
    /^PERMISSION_DENIED/,
  );
  expect((await createJob(await ctx(), { operation: reading, targetId: entity.id })).targetId).toBe(entity.id);
  expect((await createJob(await ctx(admin), { operation: plain, targetId: entity.id })).targetId).toBe(entity.id);
});

test('jobs of others do not exist, but for superusers', async () => {
  const own = await createJob(await ctx(), { operation: plain });
  const foreign = await createJob(await ctx(admin), { operation: cancelable });
  expect(await findJob(await ctx(), foreign.id)).toBeNull();
  expect(await refusal(getJob(await ctx(), foreign.id))).toMatch(/^NOT_FOUND/);
  expect(await refusal(cancelJob(await ctx(), foreign.id))).toMatch(/^NOT_FOUND/);
  expect(await refusal(rerunJob(await ctx(), foreign.id))).toMatch(/^NOT_FOUND/);
  expect((await getJob(await ctx(admin), own.id)).id).toBe(own.id);
});

test('lists have the own jobs, newest first, without hidden ones; superusers may ask for all', async () => {
  const first = await createJob(await ctx(), { operation: plain });
  const secret = await createJob(await ctx(), { operation: hidden });
  const last = await createJob(await ctx(), { operation: plain });
  const own = await listJobs(await ctx(), { first: 2 });
  expect(own.rows.map(({ id }) => id)).toEqual([last.id, first.id]);
  expect(own.hasNextPage).toBe(true);
  const next = await listJobs(await ctx(), { first: 100, after: own.cursorOf(own.rows[1] ?? first) });
  expect(next.rows.every(({ id, userId }) => id < first.id && userId === user.id)).toBe(true);
  expect(await next.count()).toBe(next.rows.length + 2);
  const all = await listJobs(await ctx(), { first: 100, filter: { isHidden: true } });
  expect(all.rows.map(({ id }) => id)).toContain(secret.id);
  expect((await listJobs(await ctx(admin), { first: 100 })).rows.map(({ id }) => id)).not.toContain(last.id);
  const theirs = await listJobs(await ctx(admin), { first: 100, filter: { allUsers: true } });
  expect(theirs.rows.map(({ id }) => id)).toContain(last.id);
  const asked = await listJobs(await ctx(), { filter: { allUsers: true } });
  expect(asked.rows.every(({ userId }) => userId === user.id)).toBe(true);
  const recent = await listJobs(await ctx(), { filter: { createdAfter: new Date(Date.now() + 60_000) } });
  expect(recent.rows).toEqual([]);
});

test('a job that waits is cancelled at once, also by a superuser; a second time changes nothing', async () => {
  const { id } = await startJob(await ctx(), { operation: cancelable });
  expect((await cancelJob(await ctx(admin), id)).status).toBe('CANCELED');
  expect((await cancelJob(await ctx(), id)).status).toBe('CANCELED');
  expect(await story(id)).toEqual(['STATUS PREPARING', 'STATUS CANCELED Canceled by admin']);
});

test('an operation that cannot be cancelled is not', async () => {
  const { id } = await startJob(await ctx(), { operation: plain });
  expect(await refusal(cancelJob(await ctx(), id))).toBe('JOB_STATE Target job cannot be canceled');
  expect((await row(id)).status).toBe('PREPARING');
});

test('a rerun keeps the id and the parameters and is another attempt; one that waits for its turn is not run again', async () => {
  const { id } = await startJob(await ctx(), { operation: cancelable, params: { a: 1 } });
  expect(await refusal(rerunJob(await ctx(), id))).toMatch(/^JOB_STATE/);
  await cancelJob(await ctx(), id);
  expect(await rerunJob(await ctx(), id)).toMatchObject({ id, status: 'PREPARING', attempt: 2, params: { a: 1 } });
  expect((await row(id)).queuedAttempt).toBe(2);
  expect(await story(id)).toEqual([
    'STATUS PREPARING',
    'STATUS CANCELED Canceled by mori',
    'STATUS PREPARING Run again',
  ]);
});
