import { beforeAll, describe, expect, test } from '@jest/globals';
import { definePlugin, entryHook, getAttrsHook, ValidationError, validationHook } from 'pagoda-plugin-sdk';
import { makeTestApp } from '../../test/app.ts';
import { makeRestrict } from '../../test/restrict.ts';
import { countStatements } from '../../test/statements.ts';
import { createEntity, deleteEntity, type Entity } from '../entity/index.ts';
import { createEntries, createEntry, deleteEntry } from './index.ts';

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
    getAttrsHook('entry', { entity: 'Choosy' }, ({ attrinfo }) => attrinfo.map((info) => ({ ...info, value: 'gone' }))),
    getAttrsHook('entry', { entity: 'Hooked' }, ({ attrinfo, isRetrieve }) => [
      ...attrinfo.map((info) => ({ ...info, value: `${String(info.value)}!`, seen: isRetrieve })),
    ]),
  ],
});

const world = await makeTestApp({ PAGODA_TIME_ZONE: 'Asia/Tokyo' }, [], { plugins: [hooks] });
const { app, admin, token, makeUser, makeGroup, makeRole } = world;
const restrict = makeRestrict(world);
const mori = await makeUser({ username: 'mori', email: 'mori@example.org' });
const reader = await makeUser({ username: 'reader', isReadonly: true });

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

async function send(method: Method, url: string, body?: unknown, key: string | null = token) {
  const answer = await app.fastify.inject({
    method,
    url,
    headers: {
      host: 'cmdb.example.com',
      ...(key === null ? {} : { authorization: `Token ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() };
}

const context = () => app.contextFor(admin);
const entriesOf = ({ id }: { id: number }, search = '') => `/entity/api/v2/${id}/entries/${search}`;
const entryOf = (id: number) => `/entry/api/v2/${id}/`;

async function make(entity: Entity, name: string, values: Readonly<Record<string, unknown>> = {}): Promise<number> {
  const attrs = Object.entries(values).map(([attr, value]) => ({ attr, value }));
  const { id } = await createEntry(await context(), { entity: String(entity.id), name, attrs });
  return id;
}

function attrId(entity: Entity, name: string): number {
  return entity.attrs.find((attr) => attr.name === name)?.id ?? 0;
}

async function idOf(entity: Entity, name: string): Promise<number> {
  const { body } = await send('GET', entriesOf(entity, `?search="${encodeURIComponent(name)}"`));
  return body.results[0].id;
}

async function valuesOf(id: number): Promise<Record<string, unknown>> {
  const { body } = await send('GET', entryOf(id));
  return Object.fromEntries(
    body.attrs.map((attr: { schema: { name: string }; value: unknown }) => [attr.schema.name, attr.value]),
  );
}

let rack: Entity;
let server: Entity;
let hooked: Entity;
let osaka = 0;
let group: { readonly id: number };
let role: { readonly id: number };

const CHOICES = [
  { value: '7c1f0a', label: 'prod' },
  { value: '7c1f0b', label: 'dev' },
];

beforeAll(async () => {
  rack = await createEntity(await context(), {
    name: 'Rack',
    attrs: [{ name: 'site', type: 'STRING' }],
  });
  osaka = await make(rack, 'R-12', { site: 'Osaka' });
  const referral = [String(rack.id)];
  server = await createEntity(await context(), {
    name: 'Server',
    attrs: [
      { name: 'rack', type: 'OBJECT', referral, displayAttr: 'site' },
      { name: 'stage', type: 'SELECT', choices: CHOICES },
      { name: 'cores', type: 'NUMBER' },
      { name: 'note', type: 'STRING' },
      { name: 'text', type: 'TEXT' },
      { name: 'on', type: 'BOOLEAN' },
      { name: 'bought', type: 'DATE' },
      { name: 'checked', type: 'DATETIME' },
      { name: 'port', type: 'NAMED_OBJECT', referral, displayAttr: 'site' },
      { name: 'group', type: 'GROUP' },
      { name: 'role', type: 'ROLE' },
      { name: 'tags', type: 'ARRAY_STRING' },
      { name: 'sizes', type: 'ARRAY_NUMBER' },
      { name: 'racks', type: 'ARRAY_OBJECT', referral },
      { name: 'ports', type: 'ARRAY_NAMED_OBJECT', referral },
      { name: 'flags', type: 'ARRAY_NAMED_OBJECT_BOOLEAN', referral },
      { name: 'groups', type: 'ARRAY_GROUP' },
      { name: 'roles', type: 'ARRAY_ROLE' },
      { name: 'stages', type: 'MULTI_SELECT', choices: CHOICES },
    ],
  });
  hooked = await createEntity(await context(), { name: 'Hooked', attrs: [{ name: 'note', type: 'STRING' }] });
  group = await makeGroup({ name: 'movers' });
  role = await makeRole({ name: 'keepers' });
});

describe('values', () => {
  const shownRack = () => ({ id: osaka, name: 'R-12', schema: { id: rack.id, name: 'Rack' } });
  const choice = { value: '7c1f0a', label: 'prod' };

  test.each<[string, () => unknown, () => object, object]>([
    ['rack', () => osaka, () => ({ as_object: { ...shownRack(), display_label: 'Osaka' } }), { as_object: null }],
    ['stage', () => '7c1f0a', () => ({ as_select: choice }), { as_select: null }],
    ['cores', () => 16, () => ({ as_number: 16 }), { as_number: null }],
    ['note', () => 'x', () => ({ as_string: 'x' }), { as_string: '' }],
    ['text', () => 'a\nb', () => ({ as_string: 'a\nb' }), { as_string: '' }],
    ['on', () => true, () => ({ as_boolean: true }), { as_boolean: false }],
    ['bought', () => '2026-4-1', () => ({ as_string: '2026-04-01' }), { as_string: null }],
    ['checked', () => '2026-04-01T10:00', () => ({ as_string: '2026-04-01T01:00:00Z' }), { as_string: null }],
    [
      'port',
      () => ({ name: 'eth0', id: String(osaka) }),
      () => ({ as_named_object: { name: 'eth0', object: { ...shownRack(), display_label: 'Osaka' } } }),
      { as_named_object: { name: '', object: null } },
    ],
    ['group', () => group.id, () => ({ as_group: { id: group.id, name: 'movers' } }), { as_group: null }],
    ['role', () => role.id, () => ({ as_role: { id: role.id, name: 'keepers' } }), { as_role: null }],
    ['tags', () => ['a', '', 'b'], () => ({ as_array_string: ['a', 'b'] }), { as_array_string: [] }],
    ['sizes', () => [1.5, null, '2'], () => ({ as_array_number: [1.5, null, 2] }), { as_array_number: [] }],
    ['racks', () => [osaka, null], () => ({ as_array_object: [shownRack()] }), { as_array_object: [] }],
    [
      'ports',
      () => [
        { name: 'eth1', id: osaka },
        { name: 'spare', id: null },
      ],
      () => ({
        as_array_named_object: [
          { name: 'eth1', object: shownRack() },
          { name: 'spare', object: null },
        ],
      }),
      { as_array_named_object: [] },
    ],
    [
      'flags',
      () => [{ name: 'a', id: osaka, boolean: true }],
      () => ({ as_array_named_object: [{ name: 'a', object: shownRack(), boolean: true }] }),
      { as_array_named_object: [] },
    ],
    [
      'groups',
      () => [group.id],
      () => ({ as_array_group: [{ id: group.id, name: 'movers' }] }),
      { as_array_group: [] },
    ],
    ['roles', () => [role.id], () => ({ as_array_role: [{ id: role.id, name: 'keepers' }] }), { as_array_role: [] }],
    ['stages', () => ['7c1f0b', '7c1f0a'], () => ({ as_multi_select: CHOICES.toReversed() }), { as_multi_select: [] }],
  ])('%s goes in and comes out', async (name, given, shown, none) => {
    const label = `value of ${name}`;
    const attrs = [{ id: attrId(server, name), value: given() }];
    expect(await send('POST', entriesOf(server), { name: label, attrs })).toEqual({ status: 202, body: null });
    const id = await idOf(server, label);
    expect((await valuesOf(id))[name]).toEqual(shown());
    expect((await valuesOf(await make(server, `no ${name}`)))[name]).toEqual(none);
  });

  test('what was emptied is told apart from what never was', async () => {
    const names = ['bought', 'checked', 'group', 'role', 'rack'];
    const values = ['2026-04-01', '2026-04-01', group.id, role.id, osaka];
    const attrsWith = (value: (index: number) => unknown) =>
      names.map((name, index) => ({ id: attrId(server, name), value: value(index) }));
    const id = await make(server, 'emptied');
    expect(await send('PUT', entryOf(id), { attrs: attrsWith((index) => values[index]) })).toMatchObject({
      status: 202,
    });
    expect(await send('PUT', entryOf(id), { attrs: attrsWith(() => '') })).toMatchObject({ status: 202 });
    expect(await valuesOf(id)).toMatchObject({
      bought: { as_string: '' },
      checked: { as_string: '' },
      group: {},
      role: {},
      rack: { as_object: null },
    });
  });

  test('what refers to a deleted entry shows nothing, a choice that is gone has no label', async () => {
    const gone = await make(rack, 'gone');
    const id = await make(server, 'refers', {
      rack: gone,
      port: { name: 'p', id: gone },
      racks: [gone, osaka],
      ports: [{ name: 'p', id: gone }],
    });
    await deleteEntry(await context(), { id: String(gone) });
    expect(await valuesOf(id)).toMatchObject({
      rack: { as_object: null },
      port: { as_named_object: { name: 'p', object: null } },
      racks: { as_array_object: [shownRack()] },
      ports: { as_array_named_object: [] },
    });

    const stage = { name: 'stage', type: 'SELECT' as const, choices: CHOICES };
    const other = await createEntity(await context(), { name: 'Choosy', attrs: [stage] });
    const chosen = await make(other, 'chosen', { stage: '7c1f0b' });
    expect(await valuesOf(chosen)).toEqual({ stage: { as_select: { value: 'gone', label: '(deleted choice)' } } });
  });

  test.each<[string, object, unknown, string | null]>([
    ['a number', { name: 'code', type: 'NUMBER' }, 4, '4'],
    ['a boolean', { name: 'code', type: 'BOOLEAN' }, false, 'false'],
    ['a time', { name: 'code', type: 'DATETIME' }, '2026-04-01T00:00:00.5Z', '2026-04-01T00:00:00.500000Z'],
    ['nothing', { name: 'code', type: 'STRING' }, '', null],
    ['a list', { name: 'code', type: 'ARRAY_STRING' }, ['a'], null],
  ])('the label of an entry can be %s', async (what, attr, value, label) => {
    const labelled = await createEntity(await context(), { name: `Labelled by ${what}`, attrs: [attr] });
    const target = await make(labelled, 'target', { code: value });
    const pointer = { name: 'to', type: 'ARRAY_OBJECT' as const, referral: [String(labelled.id)], displayAttr: 'CODE' };
    const pointing = await createEntity(await context(), { name: `Pointing by ${what}`, attrs: [pointer] });
    const { to } = await valuesOf(await make(pointing, 'pointer', { to: [target] }));
    const shown = { id: target, name: 'target', schema: { id: labelled.id, name: labelled.name } };
    expect(to).toEqual({ as_array_object: [label === null ? shown : { ...shown, display_label: label }] });
  });

  test('the label of an entry can be the name of another', async () => {
    const to = (name: string, entity: Entity) => [
      { name, type: 'OBJECT' as const, referral: [String(entity.id)], displayAttr: 'in' },
    ];
    const shelf = await createEntity(await context(), { name: 'Shelf', attrs: to('in', rack) });
    const book = await createEntity(await context(), { name: 'Book', attrs: to('on', shelf) });
    const id = await make(book, 'b', { on: await make(shelf, 's', { in: osaka }) });
    expect(await valuesOf(id)).toMatchObject({ on: { as_object: { name: 's', display_label: 'R-12' } } });
  });
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

  test('costs the same whatever it refers to, labels of labels apart', async () => {
    const racks: number[] = [];
    for (let index = 0; index < 20; index++) racks.push(await make(rack, `many ${index}`, { site: 'x' }));
    const cost = async (name: string, length: number) => {
      const id = await make(server, name, { racks: racks.slice(0, length), rack: racks[0], group: group.id });
      return countStatements(() => send('GET', entryOf(id)));
    };
    expect(await cost('few', 1)).toBe(await cost('lots', 20));
  });

  test.each(['0', '999999', '99999999999', 'x'])('there is no entry %s', async (id) => {
    expect(await send('GET', `/entry/api/v2/${id}/`)).toMatchObject({ status: 404, body: { code: 'AE-230000' } });
  });

  test('its address ends with a slash', async () => {
    expect(await send('GET', `/entry/api/v2/${osaka}`)).toMatchObject({ status: 301 });
  });
});

describe('what is wrong with a body', () => {
  let strict: Entity;
  let id = 0;
  beforeAll(async () => {
    strict = await createEntity(await context(), {
      name: 'Strict',
      itemNamePattern: '^s',
      attrs: [
        { name: 'must', type: 'STRING', isMandatory: true },
        { name: 'cores', type: 'NUMBER' },
        { name: 'rack', type: 'OBJECT', referral: [String(rack.id)] },
      ],
    });
    id = await make(strict, 's 1', { must: 'x' });
  });
  const must = () => ({ id: attrId(strict, 'must'), value: 'x' });
  const cores = (value: unknown) => [must(), { id: attrId(strict, 'cores'), value }];

  test.each<[string, () => unknown, object]>([
    ['a list', () => [], { non_field_errors: ['AE-121000'] }],
    ['no name', () => ({ attrs: [must()] }), { name: ['AE-113000'] }],
    ['a name that is null', () => ({ name: null, attrs: [must()] }), { name: ['AE-999999'] }],
    ['a blank name', () => ({ name: ' ', attrs: [must()] }), { name: ['AE-999999'] }],
    ['a list as name', () => ({ name: ['s'], attrs: [must()] }), { name: ['AE-121000'] }],
    ['a long name', () => ({ name: 's'.repeat(201), attrs: [must()] }), { name: ['AE-122000'] }],
    ['a name that is taken', () => ({ name: 'S 1'.toLowerCase(), attrs: [must()] }), { name: ['AE-220000'] }],
    ['a name with a tab', () => ({ name: 's\t2', attrs: [must()] }), { name: ['AE-250000'] }],
    ['a name without the pattern', () => ({ name: 'x', attrs: [must()] }), { name: ['AE-250000'] }],
    ['attributes that are no list', () => ({ name: 's 2', attrs: 'x' }), { attrs: ['AE-121000'] }],
    ['attributes that are null', () => ({ name: 's 2', attrs: null }), { attrs: ['AE-999999'] }],
    [
      'elements that are wrong',
      () => ({ name: 's 2', attrs: [must(), 7, { value: 1 }, { id: 'x' }, { id: 1 }] }),
      {
        attrs: {
          1: { non_field_errors: ['AE-121000'] },
          2: { id: ['AE-113000'] },
          3: { value: ['AE-113000'], id: ['AE-121000'] },
          4: { value: ['AE-113000'] },
        },
      },
    ],
    ['an id that is none', () => ({ name: 's 2', attrs: [{ id: 0, value: 1 }] }), { non_field_errors: ['AE-121000'] }],
    ['no mandatory value', () => ({ name: 's 2' }), { non_field_errors: ['AE-113000'] }],
    [
      'an empty mandatory value',
      () => ({ name: 's 2', attrs: [{ ...must(), value: '' }] }),
      { non_field_errors: ['AE-121000'] },
    ],
    [
      'an attribute of another entity',
      () => ({ name: 's 2', attrs: [must(), { id: attrId(rack, 'site'), value: 'x' }] }),
      { non_field_errors: ['AE-230000'] },
    ],
    ['a bad value', () => ({ name: 's 2', attrs: cores('many') }), { non_field_errors: ['AE-121000'] }],
    [
      'a value that is too large',
      () => ({ name: 's 2', attrs: [{ ...must(), value: 'x'.repeat(65_537) }] }),
      { non_field_errors: ['AE-122000'] },
    ],
    [
      'a reference to nothing',
      () => ({ name: 's 2', attrs: [must(), { id: attrId(strict, 'rack'), value: 999_999 }] }),
      { non_field_errors: ['AE-121000'] },
    ],
  ])('%s', async (_what, body, codes) => {
    const answer = await send('POST', entriesOf(strict), body());
    expect([answer.status, codesIn(answer.body)]).toEqual([400, codes]);
    expect((await send('GET', entriesOf(strict))).body.count).toBe(1);
  });

  test('an update says the same, and needs nothing', async () => {
    expect(await send('PUT', entryOf(id), {})).toEqual({ status: 202, body: null });
    const bad = await send('PUT', entryOf(id), { name: '', attrs: cores('many') });
    expect([bad.status, codesIn(bad.body)]).toEqual([400, { name: ['AE-999999'] }]);
    const empty = await send('PUT', entryOf(id), { attrs: [{ ...must(), value: '' }] });
    expect([empty.status, codesIn(empty.body)]).toEqual([400, { non_field_errors: ['AE-121000'] }]);
  });

  test('the first of two values for one attribute counts; ids and names may come in the other form', async () => {
    const attrs = [
      { id: `${attrId(strict, 'must')}.0`, value: 'first' },
      { ...must(), value: 'second' },
    ];
    expect(await send('PUT', entryOf(id), { attrs, name: 's 9', delay_trigger: true })).toMatchObject({ status: 202 });
    expect(await valuesOf(id)).toMatchObject({ must: { as_string: 'first' } });
    const free = await createEntity(await context(), { name: 'Free' });
    expect(await send('POST', entriesOf(free), { name: 17 })).toMatchObject({ status: 202 });
    expect(await idOf(free, '17')).toEqual(expect.any(Number));
  });

  function codesIn(body: unknown): unknown {
    if (Array.isArray(body)) return body.map(({ code }: { code: string }) => code);
    return Object.fromEntries(Object.entries(body as object).map(([key, part]) => [key, codesIn(part)]));
  }
});

describe('who may write', () => {
  let guarded: Entity;
  let id = 0;
  beforeAll(async () => {
    guarded = await createEntity(await context(), {
      name: 'Guarded',
      attrs: [
        { name: 'open', type: 'STRING' },
        { name: 'shut', type: 'STRING' },
      ],
    });
    id = await make(guarded, 'g', { open: 'a', shut: 'a' });
    await restrict('ENTITY_ATTR', attrId(guarded, 'shut'), 'READABLE');
  });
  const both = (value: string) => ['open', 'shut'].map((name) => ({ id: attrId(guarded, name), value }));

  test('values that the caller may not write are passed over', async () => {
    expect(await send('PUT', entryOf(id), { attrs: both('b') }, mori.token)).toEqual({ status: 202, body: null });
    expect(await valuesOf(id)).toEqual({ open: { as_string: 'b' }, shut: { as_string: 'a' } });
    expect(await send('POST', entriesOf(guarded), { name: 'h', attrs: both('c') }, mori.token)).toMatchObject({
      status: 202,
    });
    expect(await valuesOf(await idOf(guarded, 'h'))).toEqual({ open: { as_string: 'c' }, shut: { as_string: '' } });
  });

  test('nobody creates what lacks a mandatory value that he may not give', async () => {
    const lacking = await createEntity(await context(), {
      name: 'Lacking',
      attrs: [{ name: 'must', type: 'STRING', isMandatory: true }],
    });
    await restrict('ENTITY_ATTR', attrId(lacking, 'must'), 'READABLE');
    const attrs = [{ id: attrId(lacking, 'must'), value: 'x' }];
    expect(await send('POST', entriesOf(lacking), { name: 'l', attrs }, mori.token)).toMatchObject({
      status: 403,
      body: { code: 'AE-210000', message: expect.stringContaining(String(attrId(lacking, 'must'))) },
    });
  });

  test('403 where it may be seen and not changed, 404 where it may not be seen', async () => {
    const refused = { status: 403, body: { code: 'AE-210000' } };
    const key = reader.token;
    expect(await send('POST', entriesOf(guarded), { name: 'r' }, key)).toMatchObject(refused);
    expect(await send('PUT', entryOf(id), { name: 'r' }, key)).toMatchObject(refused);
    expect(await send('DELETE', entryOf(id), undefined, key)).toMatchObject(refused);
    await restrict('ENTRY', id, 'READABLE');
    expect(await send('PUT', entryOf(id), { name: 'r' }, mori.token)).toMatchObject(refused);
    expect(await send('DELETE', entryOf(id), undefined, mori.token)).toMatchObject(refused);
    await restrict('ENTRY', id, 'NOTHING');
    const unseen = { status: 404, body: { message: 'No Entry matches the given query.', code: 'AE-230000' } };
    expect(await send('PUT', entryOf(id), { name: 'r' }, mori.token)).toEqual(unseen);
    expect(await send('DELETE', entryOf(id), undefined, mori.token)).toEqual(unseen);
    await restrict('ENTITY', guarded.id, 'READABLE');
    expect(await send('POST', entriesOf(guarded), { name: 'r' }, mori.token)).toMatchObject(refused);
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
