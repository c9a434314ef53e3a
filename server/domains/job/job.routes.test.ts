import { beforeAll, describe, expect, test } from '@jest/globals';
import { query, sql } from '../../db/index.ts';
import { makeRestrict } from '../../test/restrict.ts';
import { countStatements } from '../../test/statements.ts';
import { createEntity, deleteEntity } from '../entity/index.ts';
import { deleteEntry } from '../entry/index.ts';
import { makeJobRestBench } from './test/job-rest-bench.ts';

const bench = await makeJobRestBench();
const { app, admin, job, makeEntry, mori, operation, rack, row, send, suzu, token, turn } = bench;
const restrict = makeRestrict(bench);

const LIST = '/job/api/v2/jobs';
const of = (id: number | string, tail = '') => `/job/api/v2/${id}/${tail}`;
const NO_JOB = { message: 'No Job matches the given query.', code: 'AE-230000' };
const NOBODY = { message: 'Authentication credentials were not provided.', code: 'AE-000000' };
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+09:00$/;

beforeAll(() => {
  for (const number of [3, 6, 27]) operation(number);
  operation(1, { isCancelable: true });
  operation(13, { isHidden: true });
  operation(28);
  operation(6000, { name: 'my-plugin/task_a' });
  operation(6001, { isHidden: true });
});

const ids = async (search = '', key = mori.token): Promise<number[]> => {
  const { status, body } = await send('GET', `${LIST}${search}`, key);
  expect([status, body.count]).toEqual([200, body.results.length]);
  return body.results.map(({ id }: { id: number }) => id);
};

describe('GET /job/api/v2/jobs', () => {
  test('gives own jobs as clients know them, newest first', async () => {
    const entry = await makeEntry('rack-17');
    const first = await job({ operation: 28, targetId: entry, text: 'Editing' });
    const second = await job({ operation: 6, targetId: rack.id, text: 'entry_Rack.csv' });
    await turn(first.id, 'PROCESSING', 'DONE');
    const { status, body } = await send('GET', LIST);
    expect(status).toBe(200);
    expect(body).toEqual({
      count: 2,
      next: null,
      previous: null,
      results: [
        {
          id: second.id,
          user: 'mori',
          text: 'entry_Rack.csv',
          status: 1,
          operation: 6,
          created_at: expect.stringMatching(TIME),
          target: { id: rack.id, name: 'Rack', schema_id: null, schema_name: null },
          passed_time: expect.any(Number),
        },
        {
          id: first.id,
          user: 'mori',
          text: 'Editing',
          status: 2,
          operation: 28,
          created_at: expect.stringMatching(TIME),
          target: { id: entry, name: 'rack-17', schema_id: rack.id, schema_name: 'Rack' },
          passed_time: 0,
        },
      ],
    });
  });

  test('counts whole seconds from the beginning to the end', async () => {
    const { id } = await job({ operation: 6 });
    await turn(id, 'PROCESSING', 'DONE');
    const { em } = await app.contextFor(admin);
    await query(em, sql`update job set created_time = ended_time - interval '28.9 seconds' where id = ${id}`);
    expect((await send('GET', of(id))).body.passed_time).toBe(28);
  });

  test('leaves out hidden operations, and those without a target that the original leaves out', async () => {
    const entry = await makeEntry('hidden things');
    const hidden = await job({ operation: 13, targetId: entry });
    const creation = await job({ operation: 27 });
    const hiddenTask = await job({ operation: 6001 });
    const found = await ids();
    for (const { id } of [hidden, creation, hiddenTask]) expect(found).not.toContain(id);
    expect((await send('GET', of(hidden.id))).status).toBe(200);
  });

  test('has exports and jobs of plugins without a target', async () => {
    const { id: exported } = await job({ operation: 6 });
    const { id: task } = await job({ operation: 6000, text: 'Task A' });
    expect((await ids()).slice(0, 2)).toEqual([task, exported]);
    expect((await send('GET', of(task))).body).toMatchObject({ target: null, operation: 6000 });
  });

  test('loses jobs with their target, but for exports and deletions', async () => {
    const entry = await makeEntry('short-lived');
    const edit = await job({ operation: 28, targetId: entry });
    const deletion = await job({ operation: 3, targetId: entry });
    const entity = await createEntity(await app.contextFor(admin), { name: 'Short-lived' });
    const entityEdit = await job({ operation: 28, targetId: entity.id });
    const exported = await job({ operation: 6, targetId: entity.id });
    await deleteEntry(await app.contextFor(admin), { id: String(entry) });
    await deleteEntity(await app.contextFor(admin), { id: String(entity.id) });
    const found = await ids();
    expect(found).toEqual(expect.arrayContaining([deletion.id, exported.id]));
    expect(found).not.toContain(edit.id);
    expect(found).not.toContain(entityEdit.id);
    expect((await send('GET', of(deletion.id))).body.target.name).toMatch(/^short-lived_deleted_/);
  });

  test('keeps jobs of plugins whose target was deleted', async () => {
    const entry = await makeEntry('gone soon');
    const { id } = await job({ operation: 6000, targetId: entry });
    await deleteEntry(await app.contextFor(admin), { id: String(entry) });
    expect(await ids()).toContain(id);
  });

  test('does not tell the name of what its user may see no longer', async () => {
    const secret = await createEntity(await app.contextFor(admin), { name: 'Secret' });
    const { id } = await job({ operation: 6, targetId: secret.id });
    await restrict('ENTITY', secret.id, 'NOTHING');
    const { body } = await send('GET', `${LIST}?limit=1`);
    expect(body.results[0]).toMatchObject({ id, target: null });
    expect((await send('GET', of(id), token)).body.target).toMatchObject({ name: 'Secret' });
  });

  test('has jobs of others for superusers who ask for them, and for nobody else', async () => {
    const { id } = await job({ operation: 6000 }, suzu.actor);
    expect(await ids('?limit=1000')).not.toContain(id);
    expect(await ids('?limit=1000&all_users=true')).not.toContain(id);
    expect(await ids('?limit=1000', token)).toEqual([]);
    expect(await ids('?limit=1000&all_users=no', token)).toEqual([]);
    expect(await ids('?limit=1000&all_users=True', token)).toContain(id);
  });

  test('filters by target', async () => {
    const entry = await makeEntry('a target');
    const { id } = await job({ operation: 28, targetId: entry });
    expect(await ids(`?target_id=${entry}`)).toEqual([id]);
    for (const other of ['0', '-3', '99999999999', String(entry + 100_000)]) {
      expect(await ids(`?target_id=${other}`)).toEqual([]);
    }
    expect(await ids('?limit=1000&target_id=')).toContain(id);
  });

  test('filters by when they were made, in the zone of the server unless told', async () => {
    const { id } = await job({ operation: 6000 });
    const { em } = await app.contextFor(admin);
    await query(em, sql`update job set created_time = '2030-02-28T15:00:00Z' where id = ${id}`);
    for (const from of [
      '2030-03-01',
      '2030-03-01T00:00:00',
      '2030-03-01T00:00:00%2B09:00',
      '2030-03-01T00:00:00+09:00',
      '2030-02-28T15:00:00.000Z',
    ]) {
      expect(await ids(`?created_after=${from}`)).toEqual([id]);
    }
    expect(await ids('?created_after=2030-03-01T00:00:01')).toEqual([]);
    expect(await ids('?created_after=2030-03-02')).toEqual([]);
  });

  test.each([
    ['target_id=rack', { target_id: [{ message: 'A valid integer is required.', code: 'AE-121000' }] }],
    [
      'created_after=yesterday',
      { created_after: [{ message: expect.stringContaining('yesterday'), code: 'AE-121000' }] },
    ],
  ])('refuses ?%s', async (search, body) => {
    expect(await send('GET', `${LIST}?${search}`)).toMatchObject({ status: 400, body });
  });

  test('comes in pages that keep the other parameters', async () => {
    const entry = await makeEntry('paged');
    const made: number[] = [];
    for (let index = 0; index < 5; index += 1) made.unshift((await job({ operation: 28, targetId: entry })).id);
    const page = async (search: string) => {
      const { body } = await send('GET', `${LIST}?target_id=${entry}&${search}`);
      return [body.results.map(({ id }: { id: number }) => id), body.count, body.next, body.previous];
    };
    const at = (search: string) => `http://cmdb.example.com${LIST}?target_id=${entry}&${search}`;
    expect(await page('limit=2')).toEqual([made.slice(0, 2), 5, at('limit=2&offset=2'), null]);
    expect(await page('limit=2&offset=2')).toEqual([made.slice(2, 4), 5, at('limit=2&offset=4'), at('limit=2')]);
    expect(await page('limit=2&offset=4')).toEqual([made.slice(4), 5, null, at('limit=2&offset=2')]);
    expect(await page('limit=0&offset=x')).toEqual([made, 5, null, null]);
    expect(await page('limit=10&offset=90')).toEqual([[], 5, null, at('limit=10&offset=80')]);
  });

  test('costs the same number of statements for one and for a hundred', async () => {
    const targets = await Promise.all(Array.from({ length: 4 }, (_, index) => makeEntry(`many ${index}`)));
    for (let index = 0; index < 100; index += 1) {
      await job({ operation: 28, targetId: targets[index % 4] ?? null }, index % 2 ? suzu.actor : mori.actor);
    }
    const count = (limit: number) =>
      countStatements(async () => {
        const { body } = await send('GET', `${LIST}?all_users=true&limit=${limit}`, token);
        expect(body.results).toHaveLength(limit);
      });
    const one = await count(1);
    expect(one).toBeLessThanOrEqual(5);
    expect(await count(100)).toBe(one);
  });
});

describe('GET /job/api/v2/{id}/ and /api/v2/jobs/{id}/', () => {
  test('give a job in both forms', async () => {
    const { id } = await job({ operation: 6000, text: 'Task A Processing' });
    await turn(id, 'PROCESSING', 'DONE');
    expect((await send('GET', of(id))).body).toMatchObject({ id, user: 'mori', status: 2, operation: 6000 });
    expect(await send('GET', `/api/v2/jobs/${id}/`)).toMatchObject({
      status: 200,
      body: {
        id,
        user: { id: mori.actor.id, username: 'mori' },
        text: 'Task A Processing',
        status: 'DONE',
        operation: 6000,
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z$/),
        updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z$/),
      },
    });
  });

  test('say every status as a number and as a word', async () => {
    const said = [];
    for (const path of [
      [],
      ['PROCESSING', 'DONE'],
      ['ERROR'],
      ['TIMEOUT'],
      ['PROCESSING'],
      ['CANCELED'],
      ['PROCESSING', 'WARNING'],
    ] as const) {
      const { id } = await job({ operation: 6000 });
      await turn(id, ...path);
      said.push([(await send('GET', of(id))).body.status, (await send('GET', `/api/v2/jobs/${id}/`)).body.status]);
    }
    expect(said).toEqual([
      [1, 'PREPARING'],
      [2, 'DONE'],
      [3, 'ERROR'],
      [4, 'TIMEOUT'],
      [5, 'PROCESSING'],
      [6, 'CANCELED'],
      [7, 'WARNING'],
    ]);
  });

  test('want the slash at the end', async () => {
    const { id } = await job({ operation: 6000 });
    for (const path of [`/job/api/v2/${id}`, `/api/v2/jobs/${id}`]) {
      expect(await send('GET', path)).toMatchObject({ status: 301, headers: { location: `${path}/` } });
    }
    for (const path of [`${LIST}/`, of(id, 'download/'), of(id, 'preview/'), of(id, 'rerun/')]) {
      expect((await send('GET', path)).status).toBe(404);
    }
  });
});

const ADDRESSES = [
  ['GET', ''],
  ['DELETE', ''],
  ['PATCH', 'rerun'],
  ['GET', 'download'],
  ['GET', 'preview'],
  ['GET', 'preview/download'],
] as const;

describe('who may', () => {
  test.each(ADDRESSES)(
    '%s /job/api/v2/{id}/%s: nobody anonymous, no foreign job, no job that is not',
    async (method, tail) => {
      const { id } = await job({ operation: 1, targetId: rack.id });
      expect(await send(method, of(id, tail), null)).toMatchObject({ status: 403, body: NOBODY });
      for (const [address, key] of [
        [of(id, tail), suzu.token],
        [of(999_999, tail), token],
        [of('99999999999', tail), token],
        [of('x', tail), token],
      ] as const) {
        expect(await send(method, address, key)).toMatchObject({ status: 404, body: NO_JOB });
      }
      expect((await row(id)).status).toBe('PREPARING');
    },
  );

  test('of the list and the form for plugins', async () => {
    const { id } = await job({ operation: 6000 });
    for (const address of [LIST, `/api/v2/jobs/${id}/`]) {
      expect(await send('GET', address, null)).toMatchObject({ status: 403, body: NOBODY });
    }
    expect(await send('GET', `/api/v2/jobs/${id}/`, suzu.token)).toMatchObject({ status: 404, body: NO_JOB });
    expect((await send('GET', `/api/v2/jobs/${id}/`, token)).body.user.username).toBe('mori');
  });
});
