import { beforeAll, describe, expect, test } from '@jest/globals';
import { definePlugin, entryHook, getAttrsHook, ValidationError, validationHook } from 'pagoda-plugin-sdk';
import { makeRestrict } from '../../test/restrict.ts';
import { countStatements } from '../../test/statements.ts';
import { createEntity, deleteEntity, type Entity } from '../entity/index.ts';
import { createEntries, deleteEntry } from './index.ts';
import { attrId, entriesOf, entryOf, makeRestBench } from './test/rest-bench.ts';

const calls: string[] = [];
const hooks = definePlugin({
  id: 'hooks',
  name: 'Hooks',
  version: '1.0.0',
  hooks: [
    entryHook('before_create', { entity: 'Hooked' }, ({ data }) => ({ ...data, name: `${data.name} (made)` })),
    entryHook('after_create', { entity: 'Hooked' }, ({ entry }) => void calls.push(`after_create ${entry.name}`)),
    entryHook('before_delete', { entity: 'Hooked' }, ({ entry }) => {
      if (entry.name.startsWith('kept')) throw new ValidationError('This one stays');
    }),
    validationHook(({ schemaName, name }) => {
      if (schemaName === 'Hooked' && name.startsWith('bad')) throw new ValidationError('No bad names', ['name']);
    }),
    getAttrsHook('entry', { entity: 'Hooked' }, ({ attrinfo, isRetrieve }) => [
      ...attrinfo.map((info) => ({ ...info, value: `${String(info.value)}!`, seen: isRetrieve })),
    ]),
  ],
});

const bench = await makeRestBench([hooks]);
const { app, context, idOf, make, makeRack, makeUser, send, token } = bench;
const restrict = makeRestrict(bench);
const mori = await makeUser({ username: 'mori', email: 'mori@example.org' });
const reader = await makeUser({ username: 'reader', isReadonly: true });

let rack: Entity;
let osaka = 0;
beforeAll(async () => {
  rack = await makeRack();
  osaka = await make(rack, 'R-12', { site: 'Osaka' });
});

describe('GET /entity/api/v2/{id}/entries/', () => {
  let listed: Entity;
  let deleted = 0;
  beforeAll(async () => {
    listed = await createEntity(await context(), { name: 'Listed' });
    for (const name of ['c web', 'a web', 'B db']) await make(listed, name);
    deleted = await make(listed, 'd web');
    await deleteEntry(await app.contextFor(mori.actor), { id: String(deleted) });
  });
  const names = async (search: string, key = token) =>
    (await send('GET', entriesOf(listed, search), undefined, key)).body.results.map(({ name }: { name: string }) =>
      name.replace(/_deleted_.*/, '†'),
    );

  test('gives entries as clients know them, deleted ones too', async () => {
    const { status, body } = await send('GET', entriesOf(listed));
    expect([status, body.count, body.next, body.previous]).toEqual([200, 4, null, null]);
    expect(body.results[0]).toEqual({
      id: expect.any(Number),
      name: 'c web',
      schema: { id: listed.id, name: 'Listed', is_public: true, permission: 8 },
      is_active: true,
      deleted_user: null,
      deleted_time: null,
      updated_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+09:00$/),
      aliases: [],
      permission: 8,
    });
    expect(body.results[3]).toMatchObject({
      id: deleted,
      is_active: false,
      deleted_time: expect.stringContaining('+09:00'),
      deleted_user: {
        username: 'mori',
        email: 'mori@example.org',
        is_superuser: false,
        date_joined: expect.any(String),
      },
    });
    const others = await send('GET', entriesOf(listed), undefined, reader.token);
    expect(others.body.results[3].deleted_user).toMatchObject({ username: 'mori', email: '' });
    expect(others.body.results[0].permission).toBe(2);
  });

  test.each([
    ['', ['c web', 'a web', 'B db', 'd web†']],
    ['?is_active=TRUE&ordering=name', ['a web', 'B db', 'c web']],
    ['?is_active=0', ['d web†']],
    ['?is_active=perhaps&ordering=-name', ['d web†', 'c web', 'B db', 'a web']],
    ['?search=WEB&is_active=1', ['c web', 'a web']],
    ['?search="c w" e', ['c web']],
    ['?search=b,d&is_active=true', ['B db']],
    ['?search=%25', []],
    ['?ordering=-updated_time&is_active=true&with_alias=', ['B db', 'a web', 'c web']],
  ])('%s finds %j', async (search, found) => {
    expect(await names(search.replaceAll(' ', '%20'))).toEqual(found);
  });

  test('goes on where its links lead, and knows the last page', async () => {
    const many = await createEntity(await context(), { name: 'Many' });
    const entries = Array.from({ length: 61 }, (_, index) => ({ name: `n${String(index).padStart(2, '0')}` }));
    await createEntries(await context(), { entity: String(many.id), entries });
    const first = await send('GET', entriesOf(many, '?ordering=name&page=1'));
    expect(first.body).toMatchObject({ count: 61, previous: null });
    expect(first.body.results).toHaveLength(30);
    expect(first.body.next).toBe(`http://cmdb.example.com${entriesOf(many, '?ordering=name&page=2')}`);
    const last = await send('GET', entriesOf(many, '?page=last'));
    expect(last.body).toMatchObject({ next: null, results: [{ name: 'n60' }] });
    expect(await send('GET', entriesOf(many, '?page=4'))).toEqual({
      status: 404,
      body: { message: 'Invalid page.', code: 'AE-230000' },
    });
  });

  test('costs as many statements for a hundred as for ten', async () => {
    const cost = async (length: number): Promise<number> => {
      const entity = await createEntity(await context(), { name: `Costs ${length}` });
      const entries = Array.from({ length }, (_, index) => ({ name: `${index}` }));
      await createEntries(await context(), { entity: String(entity.id), entries });
      return countStatements(() => send('GET', entriesOf(entity)));
    };
    expect(await cost(10)).toBe(await cost(100));
  });

  test('leaves out what may not be read, and counts without it', async () => {
    const secret = await createEntity(await context(), { name: 'Secrets' });
    await make(secret, 'open');
    await restrict('ENTRY', await make(secret, 'closed'), 'NOTHING');
    const { body } = await send('GET', entriesOf(secret), undefined, mori.token);
    expect([body.count, body.results.map(({ name }: { name: string }) => name)]).toEqual([1, ['open']]);
    expect((await send('GET', entriesOf(secret))).body.count).toBe(2);
    await restrict('ENTITY', secret.id, 'NOTHING');
    expect(await send('GET', entriesOf(secret), undefined, mori.token)).toEqual({
      status: 404,
      body: { message: 'No Entity matches the given query.', code: 'AE-230000' },
    });
  });

  test.each([null, 'nobody'])('is nothing for who sends the token %j', async (key) => {
    expect(await send('GET', entriesOf(listed), undefined, key)).toMatchObject({
      status: 403,
      body: { code: 'AE-000000' },
    });
  });
});

describe('GET /entry/api/v2/{id}/', () => {
  test('gives one entry with all of its attributes in their order', async () => {
    const id = await make(rack, 'R-1', { site: 'Kyoto' });
    expect(await send('GET', entryOf(id))).toEqual({
      status: 200,
      body: {
        id,
        name: 'R-1',
        schema: { id: rack.id, name: 'Rack', is_public: true, permission: 8 },
        is_active: true,
        deleted_user: null,
        deleted_time: null,
        is_public: true,
        permission: 8,
        attrs: [
          {
            id: expect.any(Number),
            type: 2,
            is_mandatory: false,
            is_readable: true,
            value: { as_string: 'Kyoto' },
            schema: { id: attrId(rack, 'site'), name: 'site' },
          },
        ],
      },
    });
  });

  test('shows a deleted one with its last values, and nothing of what may not be read', async () => {
    const id = await make(rack, 'R-2', { site: 'Nara' });
    await deleteEntry(await context(), { id: String(id) });
    const deleted = await send('GET', entryOf(id));
    expect(deleted.body).toMatchObject({ is_active: false, attrs: [{ value: { as_string: 'Nara' } }] });

    const closed = await createEntity(await context(), { name: 'Closed', attrs: [{ name: 'pin', type: 'STRING' }] });
    const one = await make(closed, 'one', { pin: '1234' });
    await restrict('ENTITY_ATTR', attrId(closed, 'pin'), 'NOTHING');
    const shown = await send('GET', entryOf(one), undefined, mori.token);
    expect(shown.body.attrs).toEqual([
      expect.objectContaining({ is_readable: false, value: { as_string: '' }, id: null }),
    ]);
    await restrict('ENTRY', one, 'NOTHING');
    expect(await send('GET', entryOf(one), undefined, mori.token)).toEqual({
      status: 404,
      body: { message: 'No Entry matches the given query.', code: 'AE-230000' },
    });
    expect((await send('GET', entryOf(one))).body).toMatchObject({ is_public: false, permission: 8 });
  });

  test.each(['0', '999999', '99999999999', 'x'])('there is no entry %s', async (id) => {
    expect(await send('GET', `/entry/api/v2/${id}/`)).toMatchObject({ status: 404, body: { code: 'AE-230000' } });
  });

  test('its address ends with a slash', async () => {
    expect(await send('GET', `/entry/api/v2/${osaka}`)).toMatchObject({ status: 301 });
  });
});

describe('DELETE /entry/api/v2/{id}/', () => {
  test('deletes once', async () => {
    const id = await make(rack, 'R-3');
    expect(await send('DELETE', entryOf(id))).toEqual({ status: 204, body: null });
    expect(await send('DELETE', entryOf(id))).toEqual({
      status: 400,
      body: [{ message: expect.stringContaining('was deleted'), code: 'AE-230000' }],
    });
    expect(await send('PUT', entryOf(id), { name: 'again' })).toMatchObject({
      status: 400,
      body: { non_field_errors: [{ code: 'AE-230000' }] },
    });
  });

  test('a deleted entity takes no entries', async () => {
    const gone = await createEntity(await context(), { name: 'Gone' });
    await deleteEntity(await context(), { id: String(gone.id) });
    expect(await send('POST', entriesOf(gone), { name: 'x' })).toMatchObject({ status: 404 });
    expect(await send('POST', '/entity/api/v2/999999/entries/', { name: 'x' })).toMatchObject({ status: 404 });
  });
});

test('hooks run as they do for GraphQL, and REST shows what get_attrs made', async () => {
  const hooked = await createEntity(await context(), { name: 'Hooked', attrs: [{ name: 'note', type: 'STRING' }] });
  expect(await send('POST', entriesOf(hooked), { name: 'bad' })).toMatchObject({
    status: 400,
    body: { name: [{ message: 'No bad names', code: 'AE-121000' }] },
  });
  const note = { id: attrId(hooked, 'note'), value: 'x' };
  expect(await send('POST', entriesOf(hooked), { name: 'new', attrs: [note] })).toMatchObject({ status: 202 });
  await app.settled();
  expect(calls).toEqual(['after_create new (made)']);
  const id = await idOf(hooked, 'new');
  const { body } = await send('GET', entryOf(id));
  expect(body.attrs).toEqual([
    expect.objectContaining({ value: { as_string: 'x!' }, seen: true, schema: { id: note.id, name: 'note' } }),
  ]);
  await send('PUT', entryOf(id), { name: 'kept' });
  expect(await send('DELETE', entryOf(id))).toMatchObject({ status: 400, body: [{ message: 'This one stays' }] });
});
