import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  acceptedResponse,
  createdResponse,
  errorResponse,
  noContentResponse,
  overrideOperations,
  permissionDeniedResponse,
  response,
  successResponse,
  validationErrorResponse,
  ValidationError,
  type RouteResponse,
} from 'pagoda-plugin-sdk';
import { makeRestrict } from '../../../test/restrict.ts';
import { createEntity, type Entity } from '../../entity/index.ts';
import { createEntry } from '../index.ts';
import { makeOverrideBench } from './test/taker.ts';

const bench = await makeOverrideBench({
  Server: { plugin: 'taker', operations: overrideOperations },
  Hooked: { plugin: 'taker', operations: overrideOperations },
});
const { app, admin, data, graphql, handlers, hooked, lines, makeUser, seen } = bench;
const mori = await makeUser({ username: 'mori' });
const restrict = makeRestrict(bench);

const PAYLOAD = '{ entry { id name isActive } extensions errors { code message path plugin } }';
const CREATE = `mutation ($input: CreateEntryInput!, $dry: Boolean = false) { done: createEntry(input: $input, dryRun: $dry) ${PAYLOAD} }`;
const UPDATE = `mutation ($input: UpdateEntryInput!) { done: updateEntry(input: $input) ${PAYLOAD} }`;
const DELETE = `mutation ($input: DeleteEntryInput!) { done: deleteEntry(input: $input) ${PAYLOAD} }`;

let server: Entity;
const context = () => app.contextFor(admin);
const make = async (name: string) =>
  String((await createEntry(await context(), { entity: String(server.id), name })).id);

async function done(mutation: string, input: object, more: object = {}) {
  return (await data(mutation, { input, ...more })).done;
}

async function countNamed(name: string): Promise<number> {
  const found = await data('query ($name: String!) { entries(filter: { name: { eq: $name } }) { totalCount } }', {
    name,
  });
  return found.entries.totalCount;
}

const create = (name: string, more: object = {}) => done(CREATE, { entityName: 'server', name, ...more });

beforeAll(async () => {
  server = await createEntity(await context(), { name: 'Server', attrs: [{ name: 'note', type: 'STRING' }] });
  await createEntity(await context(), { name: 'Hooked' });
});

afterEach(async () => {
  await app.settled();
  for (const operation of overrideOperations) delete handlers[operation];
  seen.length = 0;
  hooked.length = 0;
});

describe('a plugin that takes over a mutation', () => {
  test('is asked in the form of REST, without a request', async () => {
    handlers.create = () => acceptedResponse();
    await create('asked', { attrs: [{ attr: 'NOTE', value: 'x' }] });
    const body = { name: 'asked', attrs: [{ id: server.attrs[0]?.id, value: 'x' }] };
    expect(seen[0]).toMatchObject({ operation: 'create', request: null, entry: null, data: body, dryRun: false });
    expect(seen[0]?.getRequestData()).toEqual(body);
    expect(await countNamed('asked')).toBe(0);
  });

  test('gives the entry whose id it answers', async () => {
    handlers.create = async ({ models, entity, data: given }) => {
      const { id, name } = await models.Entry.objects.create({
        name: `by plugin: ${String(given?.['name'])}`,
        schema: entity,
      });
      return createdResponse(undefined, { entryId: id, entryName: name });
    };
    expect(await create('a')).toEqual({
      entry: { id: expect.any(String), name: 'by plugin: a', isActive: true },
      extensions: null,
      errors: [],
    });
  });

  test.each<[string, RouteResponse, unknown]>([
    ['without an id', acceptedResponse({ job: 7 }, 'Later'), { job: 7, message: 'Later' }],
    ['with the id of nothing', successResponse({ id: 999_999 }), { id: 999_999 }],
    ['with a list', successResponse([1]), [1]],
    ['without a body', noContentResponse(), null],
  ])('gives what it answers %s', async (_what, answer, extensions) => {
    handlers.create = () => answer;
    expect(await create('b')).toEqual({ entry: null, extensions, errors: [] });
  });

  test.each<[string, RouteResponse, readonly object[]]>([
    ['400', errorResponse('No room'), [{ code: 'INVALID', message: 'No room', path: [] }]],
    [
      '403',
      permissionDeniedResponse('Not yours', [4]),
      [{ code: 'PERMISSION_DENIED', message: 'Not yours', path: [] }],
    ],
    ['404', errorResponse('Gone', 404), [{ code: 'NOT_FOUND', message: 'Gone', path: [] }]],
    ['409', response(409, { detail: 'Taken' }), [{ code: 'CONFLICT', message: 'Taken', path: [] }]],
    ['418', response(418), [{ code: 'VETOED', message: 'The plugin "taker" refused this with status 418', path: [] }]],
    [
      '400 for fields',
      validationErrorResponse({ name: ['Long', { message: 'Dull', code: 'AE-1' }], non_field_errors: ['Odd'] }),
      [
        { code: 'INVALID', message: 'Long', path: ['name'] },
        { code: 'INVALID', message: 'Dull', path: ['name'] },
        { code: 'INVALID', message: 'Odd', path: [] },
      ],
    ],
  ])('that answers %s refuses, and nothing is left of what it wrote', async (status, answer, errors) => {
    handlers.create = async ({ models, entity }) => {
      await models.Entry.objects.create({ name: `left by ${status}`, schema: entity });
      return answer;
    };
    expect(await create('c')).toEqual({
      entry: null,
      extensions: null,
      errors: errors.map((error) => ({ ...error, plugin: 'taker' })),
    });
    expect(await countNamed(`left by ${status}`)).toBe(0);
  });

  test('that throws a ValidationError refuses, one that throws anything else has failed', async () => {
    handlers.create = () => {
      throw new ValidationError('Too heavy', ['name']);
    };
    expect((await create('d')).errors).toEqual([
      { code: 'INVALID', message: 'Too heavy', path: ['name'], plugin: 'taker' },
    ]);
    handlers.create = () => {
      throw new Error('the rack fell over');
    };
    const failed = await graphql(CREATE, { input: { entityName: 'Server', name: 'd' } });
    handlers.create = () => errorResponse('broken', 502);
    const broken = await graphql(CREATE, { input: { entityName: 'Server', name: 'd' } });
    for (const { errors } of [failed, broken]) {
      expect(errors?.[0]).toMatchObject({ extensions: { code: 'INTERNAL_SERVER_ERROR' } });
      expect(errors?.[0]?.message).not.toMatch(/the rack fell over|broken/);
    }
    const told = lines.filter(({ msg }) => msg === 'A GraphQL request met a fault');
    expect(told.map(({ plugin }) => plugin)).toEqual(['taker', 'taker']);
  });

  test('can change and delete', async () => {
    const id = await make('before');
    handlers.update = async ({ entry, data: given }) => {
      if (!entry) throw new Error('There is no entry');
      entry.name = `${String(given?.['name'])} by plugin`;
      await entry.save();
      return successResponse({ id: entry.id });
    };
    expect(await done(UPDATE, { id, name: 'after' })).toMatchObject({
      entry: { id, name: 'after by plugin' },
      errors: [],
    });
    handlers.delete = async ({ entry, data: given }) => {
      await entry?.delete();
      return successResponse({ id: entry?.id, given });
    };
    expect(await done(DELETE, { id })).toMatchObject({ entry: { id, isActive: false }, extensions: null, errors: [] });
    expect(seen.map(({ operation, entry }) => [operation, String(entry?.id)])).toEqual([
      ['update', id],
      ['delete', id],
    ]);
  });

  test('leaves it to the default by answering nothing', async () => {
    const { entry } = await create('by default', { attrs: [{ attr: 'note', value: 'x' }] });
    expect(entry).toMatchObject({ name: 'by default' });
    const { id } = entry;
    expect(await done(UPDATE, { id, name: 'renamed' })).toMatchObject({ entry: { name: 'renamed' } });
    expect(await done(DELETE, { id })).toMatchObject({ entry: { isActive: false } });
    expect(await create('')).toMatchObject({ entry: null, errors: [{ code: 'REQUIRED', path: ['name'] }] });
    expect(seen.map(({ operation }) => operation)).toEqual(['create', 'update', 'delete', 'create']);
  });

  test('in a dry run is told so, and undone', async () => {
    handlers.create = async ({ models, entity }) => {
      const { id } = await models.Entry.objects.create({ name: 'dry', schema: entity });
      return createdResponse({ id });
    };
    const input = { entityName: 'Server', name: 'e' };
    expect(await done(CREATE, input, { dry: true })).toMatchObject({ entry: { name: 'dry' }, errors: [] });
    expect(seen[0]?.dryRun).toBe(true);
    expect(await countNamed('dry')).toBe(0);
  });

  test('has no part in reading, and none in creating many', async () => {
    const id = await make('read');
    await data(
      'query ($id: ID!) { entry(id: $id) { name attrs { text } } entries(entityName: "Server") { nodes { name } } }',
      {
        id,
      },
    );
    const many = `mutation { createEntries(input: { entityName: "Server", entries: [{ name: "m" }] }) { errors { message } } }`;
    expect(await data(many)).toEqual({ createEntries: { errors: [] } });
    expect(seen).toEqual([]);
  });
});

describe('is not asked', () => {
  test('what the caller may not do, or names wrongly', async () => {
    handlers.update = () => successResponse('mine');
    const id = await make('guarded');
    const stale = { id, name: 'x', expectedUpdatedTime: '2020-01-01T00:00:00Z' };
    expect((await done(UPDATE, stale)).errors).toMatchObject([{ code: 'CONFLICT', plugin: null }]);
    expect((await create('x', { attrs: [{ attr: 'nothing', value: 1 }] })).errors).toMatchObject([
      { code: 'NOT_FOUND', path: ['attrs', '0', 'attr'] },
    ]);
    await restrict('ENTRY', id, 'READABLE');
    const refused = await graphql(UPDATE, { input: { id, name: 'x' } }, mori.token);
    expect(refused.data.done.errors).toMatchObject([{ code: 'PERMISSION_DENIED' }]);
    await restrict('ENTRY', id, 'NOTHING');
    const unseen = await graphql(DELETE, { input: { id } }, mori.token);
    expect(unseen.data.done.errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(seen).toEqual([]);
  });
});

test('hooks run once, before the plugin, and can refuse', async () => {
  const refused = await done(CREATE, { entityName: 'Hooked', name: 'vetoed' });
  expect(refused.errors).toEqual([
    { code: 'VETOED', message: 'Not this one', path: ['name'], plugin: 'watcher-of-Hooked' },
  ]);
  expect(seen).toEqual([]);
  hooked.length = 0;
  const { entry } = await done(CREATE, { entityName: 'Hooked', name: 'h' });
  expect(entry).toMatchObject({ name: 'h +' });
  expect(seen[0]?.data).toEqual({ name: 'h +' });
  await app.settled();
  expect(hooked).toEqual(['before_create h', 'validate h +', 'after_create h +']);
});
