import { beforeAll, describe, expect, test } from '@jest/globals';
import { listStatements } from '../../test/statements.ts';
import { makeTestApp } from '../../test/app.ts';
import { makeRestrict } from '../../test/restrict.ts';
import { createEntity } from '../entity/index.ts';
import { createEntry } from '../entry/index.ts';
import { createJob, defineOperation, startJob, type Job } from './index.ts';
import { appendLog } from './job-event.store.ts';
import { changeStatus } from './job.store.ts';
import type { JobState } from './job-status.ts';

const testApp = await makeTestApp();
const { app, admin, data, graphql, makeUser, token: adminToken } = testApp;
const restrict = makeRestrict(testApp);
const mori = await makeUser({ username: 'mori' });
const suzu = await makeUser({ username: 'suzu' });

const make = (number: number, more: object = {}) =>
  defineOperation({ number, name: `TEST_${number}`, parseParams: (params) => params, run: () => undefined, ...more });
app.host.jobOperations.register('test', 'core', [
  make(11, { isCancelable: true, isParallelizable: true }),
  make(12),
  make(13, { isHidden: true }),
]);

const as = (actor: typeof admin) => app.contextFor(actor);
const begin = async (operation: number, targetId: number | null = null, actor = mori.actor): Promise<Job> =>
  startJob(await as(actor), { operation, targetId, text: 'Working' });
const turn = async (id: number, ...path: readonly JobState[]): Promise<void> => {
  const { em } = await as(admin);
  for (const to of path) await em.transactional((tx) => changeStatus(tx, id, () => ({ to })));
};

const JOB = `id user { username } operation operationName status text progress { done } attempt isCancelable isRerunnable
  isStopping lastSeq startedAt endedAt createdAt updatedAt target { __typename ... on Entity { id name } ... on Entry { id name entity { name } } }`;
const ONE = `query ($id: ID!) { job(id: $id) { ${JOB} events { seq kind status message attempt level job { id } } } }`;

let entityId = 0;
let secretId = 0;
let entryId = 0;
beforeAll(async () => {
  const ctx = await as(admin);
  entityId = (await createEntity(ctx, { name: 'Rack' })).id;
  secretId = (await createEntity(ctx, { name: 'Secret' })).id;
  await restrict('ENTITY', secretId, 'NOTHING');
  entryId = (await createEntry(await as(admin), { entityName: 'Rack', name: 'r1' })).id;
});

describe('a job', () => {
  test('tells what it is, whose it is, what it is about and what happened to it', async () => {
    const { id } = await begin(11, entryId);
    await turn(id, 'PROCESSING', 'DONE');
    const answer = await graphql(ONE, { id: String(id) }, mori.token);
    expect(answer.errors).toBeUndefined();
    expect(answer.data.job).toMatchObject({
      id: String(id),
      user: { username: 'mori' },
      operation: 11,
      operationName: 'TEST_11',
      status: 'DONE',
      text: 'Working',
      progress: null,
      attempt: 1,
      isCancelable: false,
      isRerunnable: false,
      isStopping: false,
      lastSeq: 3,
      startedAt: expect.any(String),
      endedAt: expect.any(String),
      target: { __typename: 'Entry', id: String(entryId), name: 'r1', entity: { name: 'Rack' } },
    });
    expect(answer.data.job.events.map(({ seq, kind, status }: never) => [seq, kind, status])).toEqual([
      [1, 'STATUS', 'PREPARING'],
      [2, 'STATUS', 'PROCESSING'],
      [3, 'STATUS', 'DONE'],
    ]);
    const { job } = await data(`{ job(id: "${id}") { events(after: 1, first: 1) { seq } target { __typename } } }`);
    expect(job.events).toEqual([{ seq: 2 }]);
  });

  test("is nobody's but its user's and superusers'", async () => {
    const { id } = await begin(11, entityId);
    expect((await graphql(ONE, { id: String(id) }, suzu.token)).data).toEqual({ job: null });
    expect((await data(ONE, { id: String(id) })).job.target).toMatchObject({ __typename: 'Entity', name: 'Rack' });
    for (const none of ['0', '-1', 'x', '99999999999']) expect((await data(ONE, { id: none })).job).toBeNull();
    const { errors } = await graphql(ONE, { id: String(id) }, null);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('keeps a target to itself that the caller may not read', async () => {
    const { id } = await begin(11, secretId, admin);
    const { em } = await as(admin);
    await em.execute('update job set user_id = ? where id = ?', [mori.actor.id, id]);
    expect((await graphql(ONE, { id: String(id) }, mori.token)).data.job.target).toBeNull();
    expect((await data(ONE, { id: String(id) })).job.target).toMatchObject({ name: 'Secret' });
  });

  test('refuses events after a place before the first', async () => {
    const { id } = await begin(11);
    const { errors } = await graphql(`{ job(id: "${id}") { events(after: -1) { seq } } }`);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', path: ['after'] });
  });

  test('refuses more events than a page may have', async () => {
    const { id } = await begin(11);
    const { errors } = await graphql(`{ job(id: "${id}") { events(first: 101) { seq } } }`);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', path: ['first'] });
  });
});

describe('the list', () => {
  const LIST = 'query ($filter: JobFilter) { jobs(filter: $filter, first: 100) { totalCount nodes { id } } }';
  const ids = async (filter: object = {}, token = mori.token): Promise<string[]> => {
    const answer = await graphql(LIST, { filter }, token);
    const { nodes, totalCount } = answer.data.jobs;
    expect(totalCount).toBe(nodes.length);
    return nodes.map(({ id }: { id: string }) => id);
  };

  test('has the own jobs, for superusers all, newest first, and none of hidden operations', async () => {
    const mine = String((await begin(11)).id);
    const others = String((await begin(11, null, suzu.actor)).id);
    const hidden = String((await begin(13)).id);
    expect((await ids())[0]).toBe(mine);
    expect(await ids()).not.toContain(others);
    expect(await ids()).not.toContain(hidden);
    expect(await ids({ withHidden: true })).toContain(hidden);
    expect((await ids({}, adminToken)).slice(0, 2)).toEqual([others, mine]);
    expect(await ids({ isMine: true }, adminToken)).not.toContain(mine);
  });

  test('is narrowed by status, operation, target and time', async () => {
    const done = await begin(11, entityId);
    await turn(done.id, 'PROCESSING', 'DONE');
    const waiting = await begin(12, entityId);
    expect(await ids({ status: ['DONE'], target: String(entityId) })).toEqual([String(done.id)]);
    expect(await ids({ operation: [12] })).toEqual([String(waiting.id)]);
    expect(await ids({ createdAfter: '2100-01-01T00:00:00Z' })).toEqual([]);
    expect(await ids({ target: 'x' })).toEqual([]);
  });

  test('goes in pages', async () => {
    const PAGE =
      'query ($after: String) { jobs(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }';
    const all = await ids();
    const first = (await graphql(PAGE, {}, mori.token)).data.jobs;
    const second = (await graphql(PAGE, { after: first.pageInfo.endCursor }, mori.token)).data.jobs;
    expect([...first.nodes, ...second.nodes].map(({ id }) => id)).toEqual(all.slice(0, 4));
  });

  test('costs the same statements for one job and for many', async () => {
    for (let count = 0; count < 12; count += 1) {
      const { id } = await begin(11, count % 2 ? entryId : entityId);
      await turn(id, 'PROCESSING');
    }
    const text = `query ($n: Int) { jobs(first: $n) { totalCount nodes { ${JOB} events(first: 5) { seq job { id } } } } }`;
    const run = (n: number) => listStatements(() => graphql(text, { n }, mori.token));
    await run(1);
    // Those that are asked at once may be sent in any order.
    const kinds = async (n: number) => (await run(n)).map((statement) => statement.slice(0, 90)).toSorted();
    expect(await kinds(12)).toEqual(await kinds(4));
  });
});

describe('cancelJob and rerunJob', () => {
  const send = async (name: string, id: number | string, token = mori.token) => {
    const text = `mutation ($id: ID!) { ${name}(input: { id: $id }) { job { status attempt isRerunnable isCancelable } errors { code path } } }`;
    return (await graphql(text, { id: String(id) }, token)).data[name];
  };

  test('a job that waits is cancelled at once, and run again', async () => {
    const { id } = await begin(11);
    expect((await data(ONE, { id: String(id) })).job.isCancelable).toBe(true);
    expect(await send('cancelJob', id)).toEqual({
      job: { status: 'CANCELED', attempt: 1, isRerunnable: true, isCancelable: false },
      errors: [],
    });
    expect(await send('rerunJob', id)).toEqual({
      job: { status: 'PREPARING', attempt: 2, isRerunnable: false, isCancelable: true },
      errors: [],
    });
  });

  test('one that runs is asked to stop', async () => {
    const { id } = await begin(11);
    await turn(id, 'PROCESSING');
    expect((await send('cancelJob', id)).job.status).toBe('PROCESSING');
    expect((await data(ONE, { id: String(id) })).job).toMatchObject({ isStopping: true, status: 'PROCESSING' });
    expect((await send('rerunJob', id)).errors).toEqual([{ code: 'JOB_STATE', path: ['id'] }]);
  });

  test('what cannot be cancelled is refused as data', async () => {
    const fixed = await begin(12);
    expect(await send('cancelJob', fixed.id)).toEqual({ job: null, errors: [{ code: 'JOB_STATE', path: ['id'] }] });
    const done = await begin(11);
    await turn(done.id, 'PROCESSING', 'DONE');
    expect((await send('cancelJob', done.id)).errors).toEqual([{ code: 'JOB_STATE', path: ['id'] }]);
    expect((await send('rerunJob', done.id)).job.status).toBe('DONE');
  });

  test('another user finds no job', async () => {
    const { id } = await begin(11);
    for (const name of ['cancelJob', 'rerunJob']) {
      expect((await send(name, id, suzu.token)).errors).toEqual([{ code: 'NOT_FOUND', path: ['id'] }]);
      expect((await send(name, 'x')).errors).toEqual([{ code: 'NOT_FOUND', path: ['id'] }]);
      expect((await send(name, id, adminToken)).errors).toEqual([]);
    }
  });

  test('a job that was made and never started can be started', async () => {
    const { id } = await createJob(await as(mori.actor), { operation: 11 });
    const { em } = await as(admin);
    await appendLog(em, id, 'INFO', 'made');
    expect((await data(ONE, { id: String(id) })).job.isRerunnable).toBe(true);
    expect((await send('rerunJob', id)).job).toMatchObject({ status: 'PREPARING', isRerunnable: false });
  });
});
