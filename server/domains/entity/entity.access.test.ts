/** What each change of an entity needs, and what reads of entities show. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { AnyHookRegistration } from 'pagoda-plugin-sdk';
import { makeTestApp } from '../../test/app.ts';
import { makeRestrict } from '../../test/restrict.ts';
import { countStatements } from '../../test/statements.ts';
import { LEVELS, type LevelName } from '../access/index.ts';
import { createEntry } from '../entry/index.ts';
import { createEntity, deleteEntity, updateEntity, type Entity } from './index.ts';

let hookRuns = 0;
const watching = (['entity.before_update', 'entity.before_delete'] as const).map((hook) => ({
  hook,
  handler: () => void (hookRuns += 1),
})) as AnyHookRegistration[];

const { app, admin, graphql, makeUser } = await makeTestApp({}, [{ id: 'watching', hooks: watching }]);
const restrict = makeRestrict({ app });
const { token, actor } = await makeUser({ username: 'ann' });
const { token: reader } = await makeUser({ username: 'bob', isReadonly: true });

interface Told {
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[];
}

/** What a change is refused for, tried by somebody without any role, and undone. */
async function errorsOf(mutation: string, input: object, as = token): Promise<readonly Told[]> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  const query = `mutation ($input: ${type}) { ${mutation}(input: $input, dryRun: true) { errors { code message path } } }`;
  const { data, errors } = await graphql(query, { input }, as);
  if (errors) throw new Error(JSON.stringify(errors));
  return data[mutation].errors;
}

const codesOf = async (mutation: string, input: object): Promise<string[]> =>
  (await errorsOf(mutation, input)).map(({ code, path }) => [code, path.join('.')].join(' '));

const MISSING = '2147483000';
let serial = 0;
const makeEntity = async (attrs: Parameters<typeof createEntity>[1]['attrs'] = []): Promise<Entity> =>
  createEntity(await app.contextFor(admin), { name: `E${++serial}`, attrs });

let entity: Entity;
let id: string;
let column: string;
beforeEach(async () => {
  entity = await makeEntity([{ name: 'label', type: 'STRING' }]);
  id = String(entity.id);
  column = String(entity.attrs[0]?.id);
});

async function atEachLevel(change: () => Promise<string[]>, close: (level: LevelName) => Promise<void>) {
  const got: string[] = [];
  for (const level of Object.keys(LEVELS) as LevelName[]) {
    await close(level);
    got.push(`${level}: ${(await change()).join(', ')}`);
  }
  return got;
}

describe('a change needs', () => {
  const ON_ENTITY: readonly (readonly [string, () => Promise<string[]>])[] = [
    ['to be named', () => codesOf('updateEntity', { id, note: 'x' })],
    ['a new attribute', () => codesOf('updateEntity', { id, attrs: [{ name: 'new', type: 'STRING' }] })],
  ];

  test.each(ON_ENTITY)('WRITABLE on the entity that is %s', async (_what, change) => {
    expect(await atEachLevel(change, (level) => restrict('ENTITY', id, level))).toEqual([
      'NOTHING: NOT_FOUND id',
      'READABLE: PERMISSION_DENIED id',
      'WRITABLE: ',
      'FULL: ',
    ]);
  });

  test('FULL on the entity that is deleted', async () => {
    const remove = () => codesOf('deleteEntity', { id });
    expect(await atEachLevel(remove, (level) => restrict('ENTITY', id, level))).toEqual([
      'NOTHING: NOT_FOUND id',
      'READABLE: PERMISSION_DENIED id',
      'WRITABLE: PERMISSION_DENIED id',
      'FULL: ',
    ]);
  });

  test('WRITABLE on the attribute that is changed, before anything is said of the change', async () => {
    const change = () => codesOf('updateEntity', { id, attrs: [{ id: column, type: 'NUMBER' }] });
    expect(await atEachLevel(change, (level) => restrict('ENTITY_ATTR', column, level))).toEqual([
      'NOTHING: PERMISSION_DENIED attrs.0.id',
      'READABLE: PERMISSION_DENIED attrs.0.id',
      'WRITABLE: INVALID attrs.0.type',
      'FULL: INVALID attrs.0.type',
    ]);
  });

  test('FULL on the attribute that is deleted, hence on its entity', async () => {
    const remove = () => codesOf('updateEntity', { id, attrs: [{ id: column, isDeleted: true }] });
    expect(await atEachLevel(remove, (level) => restrict('ENTITY_ATTR', column, level))).toEqual([
      'NOTHING: PERMISSION_DENIED attrs.0.id',
      'READABLE: PERMISSION_DENIED attrs.0.id',
      'WRITABLE: PERMISSION_DENIED attrs.0.id',
      'FULL: ',
    ]);
    await restrict('ENTITY', id, 'WRITABLE');
    expect(await remove()).toEqual(['PERMISSION_DENIED attrs.0.id']);
  });

  test('nothing but to be no read-only user where an entity is created', async () => {
    expect(await errorsOf('createEntity', { name: 'New' })).toEqual([]);
    expect(await errorsOf('createEntity', { name: '' }, reader)).toMatchObject([{ code: 'PERMISSION_DENIED' }]);
  });

  test('permission before it is held against what somebody else did, and before handlers hear of it', async () => {
    const expectedUpdatedTime = '2000-01-01T00:00:00Z';
    expect(await codesOf('updateEntity', { id, expectedUpdatedTime })).toEqual(['CONFLICT expectedUpdatedTime']);
    await restrict('ENTITY_ATTR', column, 'READABLE');
    hookRuns = 0;
    const attrs = [{ id: column, note: 'x' }];
    expect(await codesOf('updateEntity', { id, expectedUpdatedTime, attrs })).toEqual(['PERMISSION_DENIED attrs.0.id']);
    await restrict('ENTITY', id, 'READABLE');
    expect(await codesOf('updateEntity', { id, expectedUpdatedTime })).toEqual(['PERMISSION_DENIED id']);
    expect(await codesOf('deleteEntity', { id })).toEqual(['PERMISSION_DENIED id']);
    expect(hookRuns).toBe(0);
  });
});

describe('an entity that may not be seen', () => {
  let hidden: Entity;
  beforeEach(async () => {
    hidden = await makeEntity();
    await restrict('ENTITY', hidden.id, 'NOTHING');
  });

  async function trace(change: string, inputOf: (id: string) => object, of: string): Promise<object> {
    const told: (readonly Told[])[] = [];
    const run = async () => void told.push(await errorsOf(change, inputOf(of)));
    const statements = [await countStatements(run), await countStatements(run)];
    return { told: JSON.parse(JSON.stringify(told).replaceAll(of, 'ID')), statements: statements[1] };
  }

  test.each([
    ['updateEntity', (of: string) => ({ id: of, note: 'x' })],
    ['deleteEntity', (of: string) => ({ id: of })],
    ['createEntity', (of: string) => ({ name: 'New', attrs: [{ name: 'to', type: 'OBJECT', referral: [of] }] })],
    ['updateEntity', (of: string) => ({ id, attrs: [{ name: 'to', type: 'OBJECT', referral: [id, of] }] })],
  ])('is for %s as if it did not exist, in words and in statements', async (change, inputOf) => {
    const found = await trace(change, inputOf, String(hidden.id));
    expect(found).toEqual(await trace(change, inputOf, MISSING));
    expect(JSON.stringify(found)).toContain('There is no entity with id ID');
  });

  test('is in no answer', async () => {
    const query = `query ($id: ID!, $name: String!) { byId: entity(id: $id) { name } byName: entity(name: $name) { name }
      entities(filter: { name: { eq: $name } }) { totalCount nodes { name } } }`;
    const { data } = await graphql(query, { id: String(hidden.id), name: hidden.name }, token);
    expect(data).toEqual({ byId: null, byName: null, entities: { totalCount: 0, nodes: [] } });
  });

  test('has its name all the same, about which nothing else is told', async () => {
    expect(await errorsOf('createEntity', { name: hidden.name })).toEqual([
      { code: 'DUPLICATE', message: `Another entity has the name "${hidden.name}"`, path: ['name'] },
    ]);
  });

  test('stays among those that an attribute refers to, unseen', async () => {
    const referral = [id, String(hidden.id)];
    const owner = await makeEntity([{ name: 'to', type: 'OBJECT', referral }]);
    const attr = String(owner.attrs[0]?.id);
    const read = async () => {
      const query = `{ entity(id: ${owner.id}) { attrs { referral { id } } } }`;
      return (await graphql(query, {}, token)).data.entity.attrs[0].referral.map((one: { id: string }) => one.id);
    };
    const change = async (ids: readonly string[]) => {
      const input = { id: String(owner.id), attrs: [{ id: attr, referral: ids }] };
      const written = await updateEntity(await app.contextFor(actor), input);
      return written.attrs[0]?.referral;
    };
    expect(await read()).toEqual([id]);
    expect(await change([id])).toEqual([entity.id, hidden.id]);
    expect(await codesOf('updateEntity', { id: String(owner.id), attrs: [{ id: attr, referral: [] }] })).toEqual([
      'REQUIRED attrs.0.referral',
    ]);
    await restrict('ENTITY', id, 'NOTHING');
    expect(await read()).toEqual([]);
    expect(await change([])).toEqual([entity.id, hidden.id]);
  });
});

test('an entity that was deleted stays where an attribute refers to it, and is nothing to refer to anew', async () => {
  const owner = await makeEntity([{ name: 'to', type: 'OBJECT', referral: [id] }]);
  await deleteEntity(await app.contextFor(admin), { id });
  const again = { id: String(owner.attrs[0]?.id), referral: [id] };
  expect(await codesOf('updateEntity', { id: String(owner.id), attrs: [again] })).toEqual([]);
  const anew = { name: 'new', type: 'OBJECT', referral: [id] };
  expect(await codesOf('updateEntity', { id: String(owner.id), attrs: [anew] })).toEqual([
    'NOT_FOUND attrs.0.referral.0',
  ]);
});

test('entries that the caller may not see keep their entity, and are not counted or named', async () => {
  const entry = await createEntry(await app.contextFor(admin), { entity: id, name: 'secret' });
  await restrict('ENTRY', entry.id, 'NOTHING');
  expect(await errorsOf('deleteEntity', { id })).toEqual([
    { code: 'IN_USE', message: `Entity "${entity.name}" still has entries; delete them first`, path: ['id'] },
  ]);
});

test('the columns of an entity are no secret, but for what new entries get in them', async () => {
  const attrs = [{ id: column, defaultValue: 'x' }];
  await updateEntity(await app.contextFor(admin), { id, attrs });
  const read = async () => (await graphql(`{ entity(id: ${id}) { attrs { name defaultValue } } }`, {}, token)).data;
  expect((await read()).entity.attrs).toEqual([{ name: 'label', defaultValue: 'x' }]);
  await restrict('ENTITY_ATTR', column, 'NOTHING');
  expect((await read()).entity.attrs).toEqual([{ name: 'label', defaultValue: null }]);
});

test('choices that only entries hold which the caller may not see can go as if nobody held them', async () => {
  const choices = ['a', 'b', 'c'].map((value) => ({ value, label: value }));
  const owner = await makeEntity([{ name: 'pick', type: 'SELECT', choices }]);
  const pick = Number(owner.attrs[0]?.id);
  const make = async (value: string) =>
    createEntry(await app.contextFor(admin), {
      entity: String(owner.id),
      name: value,
      attrs: [{ attr: 'pick', value }],
    });
  const [a, b] = [await make('a'), await make('b')];
  const messages = async () => {
    const change = { id: String(owner.id), attrs: [{ id: String(pick), choices: choices.slice(2) }] };
    return (await errorsOf('updateEntity', change)).map(({ message }) => message.split('of')[0]);
  };
  expect(await messages()).toEqual(['Entries still hold the choices a, b ']);
  await restrict('ENTRY', a.id, 'NOTHING');
  expect(await messages()).toEqual(['Entries still hold the choices b ']);
  await restrict('ATTRIBUTE', b.doc?.[pick]?.[0] ?? 0, 'NOTHING');
  expect(await messages()).toEqual([]);
});

describe('GET /entity/api/v2/', () => {
  const rowsOf = async (): Promise<{ id: number; permission: number }[]> => {
    const headers = { authorization: `Token ${token}` };
    const answer = await app.fastify.inject({ url: `/entity/api/v2/?limit=1000&search=${entity.name}`, headers });
    return answer.json().results.filter((row: { name: string }) => row.name === entity.name);
  };

  test('tells how much the caller may do with each, and leaves out what he may not see', async () => {
    const got: unknown[] = [];
    for (const level of Object.keys(LEVELS) as LevelName[]) {
      await restrict('ENTITY', id, level);
      got.push((await rowsOf()).map(({ permission }) => permission));
    }
    expect(got).toEqual([[], [2], [4], [8]]);
  });
});
