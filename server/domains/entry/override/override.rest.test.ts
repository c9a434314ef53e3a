import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  acceptedResponse,
  AuthorizationError,
  createdResponse,
  errorResponse,
  noContentResponse,
  overrideOperations,
  successResponse,
  ValidationError,
} from 'pagoda-plugin-sdk';
import { makeRestrict } from '../../../test/restrict.ts';
import { createEntity, updateEntity, type Entity } from '../../entity/index.ts';
import { createEntry } from '../index.ts';
import { entriesOf, entryOf } from '../test/rest-bench.ts';
import { makeOverrideBench } from './test/taker.ts';

const ALL = overrideOperations;
const bench = await makeOverrideBench(
  {
    server: { plugin: 'taker', operations: ['CREATE', 'retrieve', 'update', 'delete', 'list'], params: { size: 7 } },
  },
  { PAGODA_EXECUTION_TIMEOUT: '2000' },
);
const { app, admin, data, handlers, lines, makeUser, seen, send } = bench;
const restrict = makeRestrict(bench);
const mori = await makeUser({ username: 'mori' });

let server: Entity;
let note = 0;
const context = () => app.contextFor(admin);
const make = async (name: string, entity = server) =>
  (await createEntry(await context(), { entity: String(entity.id), name })).id;

async function namesIn(entity: Entity): Promise<string[]> {
  const { list } = handlers;
  delete handlers.list;
  const { body } = await send('GET', entriesOf(entity));
  handlers.list = list;
  seen.length = 0;
  return body.results.map(({ name }: { name: string }) => name);
}

beforeAll(async () => {
  server = await createEntity(await context(), { name: 'Server', attrs: [{ name: 'note', type: 'STRING' }] });
  note = server.attrs[0]?.id ?? 0;
});

afterEach(async () => {
  await app.settled();
  for (const operation of ALL) delete handlers[operation];
  seen.length = 0;
});

describe('a plugin that takes over', () => {
  test('creating gets the body as it came, and answers', async () => {
    handlers.create = () => createdResponse(undefined, { entryId: 5, entryName: 'made' });
    const body = { name: '', attrs: {}, configurations: [{ name: 'c' }] };
    expect(await send('POST', entriesOf(server), body, mori.token)).toEqual({
      status: 201,
      body: { id: 5, name: 'made' },
    });
    const [ctx] = seen;
    expect(ctx).toMatchObject({
      pluginId: 'taker',
      pluginVersion: '1.0.0',
      operation: 'create',
      user: { username: 'mori' },
      actor: { username: 'mori' },
      isAuthenticated: true,
      entity: { id: server.id, name: 'Server' },
      entry: null,
      data: body,
      params: { size: 7 },
      dryRun: false,
    });
    expect(ctx?.getRequestData()).toEqual(body);
    expect(ctx?.request?.method).toBe('POST');
    expect(await namesIn(server)).toEqual([]);
  });

  test.each([
    ['retrieve', 'GET', undefined, successResponse({ mine: true }), 200, { mine: true }, null],
    [
      'update',
      'PUT',
      { name: 'x' },
      acceptedResponse({ id: 1 }, 'Later'),
      202,
      { id: 1, message: 'Later' },
      { name: 'x' },
    ],
    ['delete', 'DELETE', undefined, noContentResponse(), 204, null, null],
  ] as const)('%s gets the entry, and answers', async (operation, method, sent, answer, status, body, data) => {
    const id = await make(`for ${operation}`);
    handlers[operation] = () => answer;
    expect(await send(method, entryOf(id), sent)).toEqual({ status, body });
    expect(seen[0]).toMatchObject({
      operation,
      entry: { id, name: `for ${operation}` },
      data,
      entity: { id: server.id },
    });
    expect(await namesIn(server)).toContain(`for ${operation}`);
  });

  test('listing answers with a plain value as a route does', async () => {
    handlers.list = ({ request }) => ({ asked: request?.query.get('page') });
    expect(await send('GET', `${entriesOf(server)}?page=77`)).toEqual({ status: 200, body: { asked: '77' } });
  });

  test.each([null, undefined])('leaves it to the default with %j', async (nothing) => {
    for (const operation of ALL) handlers[operation] = () => nothing;
    const name = `default ${nothing}`;
    expect(await send('POST', entriesOf(server), { name, attrs: [{ id: note, value: 'x' }] })).toEqual({
      status: 202,
      body: null,
    });
    const { body } = await send('GET', entriesOf(server));
    const { id } = body.results.find((row: { name: string }) => row.name === name);
    expect(await send('PUT', entryOf(id), { name: `${name} 2` })).toEqual({ status: 202, body: null });
    expect((await send('GET', entryOf(id))).body).toMatchObject({
      name: `${name} 2`,
      attrs: [{ value: { as_string: 'x' } }],
    });
    expect(await send('DELETE', entryOf(id))).toEqual({ status: 204, body: null });
    expect(await send('POST', entriesOf(server), { attrs: 7 })).toMatchObject({
      status: 400,
      body: { name: [{ code: 'AE-113000' }], attrs: [{ code: 'AE-121000' }] },
    });
    expect(seen.map(({ operation }) => operation)).toEqual([
      'create',
      'list',
      'update',
      'retrieve',
      'delete',
      'create',
    ]);
  });

  test('writes with the models in the transaction of the operation: what it refuses never was', async () => {
    handlers.create = async ({ data, models, entity }) => {
      const entry = await models.Entry.objects.create({ name: String(data?.['name']), schema: entity });
      return data?.['keep'] === true
        ? createdResponse(undefined, { entryId: entry.id, entryName: entry.name })
        : errorResponse('No room', 409);
    };
    expect(await send('POST', entriesOf(server), { name: 'kept by models', keep: true })).toMatchObject({
      status: 201,
    });
    expect(await send('POST', entriesOf(server), { name: 'not kept' })).toEqual({
      status: 409,
      body: { error: 'No room' },
    });
    const names = await namesIn(server);
    expect(names).toContain('kept by models');
    expect(names).not.toContain('not kept');
  });

  test('reading can add to what the default answers', async () => {
    const id = await make('added to');
    handlers.retrieve = async ({ defaultAnswer }) => successResponse({ ...Object(await defaultAnswer()), more: 1 });
    handlers.list = async ({ defaultAnswer }) => Object(await defaultAnswer()).count > 0;
    handlers.update = ({ defaultAnswer }) => defaultAnswer();
    expect((await send('GET', entryOf(id))).body).toMatchObject({
      id,
      name: 'added to',
      attrs: [{ type: 2 }],
      more: 1,
    });
    expect(await send('GET', entriesOf(server))).toEqual({ status: 200, body: true });
    expect(await send('GET', `${entriesOf(server)}?page=99`)).toMatchObject({
      status: 404,
      body: { code: 'AE-230000' },
    });
    expect(await send('PUT', entryOf(id), {})).toMatchObject({ status: 500 });
  });

  test('creating can make the entity of what it answers', async () => {
    handlers.create = async ({ models }) => {
      const entity = await models.Entity.objects.create({ name: 'Made on the way' });
      const { id } = await models.Entry.objects.create({ name: 'first', schema: entity });
      return createdResponse({ id });
    };
    const made = await data(
      'mutation { createEntry(input: { entityName: "Server", name: "x" }) { entry { name entity { name } } } }',
    );
    expect(made.createEntry.entry).toEqual({ name: 'first', entity: { name: 'Made on the way' } });
  });

  test.each([[[1]], ['text'], [7], [null]])('is not asked about a body that is no object: %j', async (body) => {
    handlers.create = () => createdResponse({ id: 5 });
    handlers.update = () => acceptedResponse();
    const other = await createEntity(await context(), { name: `Default of ${JSON.stringify(body)}` });
    const id = await make(`body ${JSON.stringify(body)}`);
    const refused = await send('POST', entriesOf(other), body);
    expect(refused).toMatchObject({ status: 400, body: { non_field_errors: [{ code: 'AE-121000' }] } });
    expect(await send('POST', entriesOf(server), body)).toEqual(refused);
    expect(await send('PUT', entryOf(id), body)).toEqual(refused);
    expect(seen).toEqual([]);
  });

  test('is not asked about entries of others', async () => {
    const other = await createEntity(await context(), { name: 'Other' });
    expect(await send('POST', entriesOf(other), { name: 'o' })).toMatchObject({ status: 202 });
    expect(seen).toEqual([]);
  });

  test('is not asked by who may not see or change it', async () => {
    const id = await make('guarded');
    await restrict('ENTRY', id, 'READABLE');
    expect(await send('PUT', entryOf(id), {}, mori.token)).toMatchObject({ status: 403 });
    expect(await send('DELETE', entryOf(id), undefined, mori.token)).toMatchObject({ status: 403 });
    await restrict('ENTRY', id, 'NOTHING');
    expect(await send('GET', entryOf(id), undefined, mori.token)).toMatchObject({ status: 404 });
    expect(await send('GET', entryOf(id), undefined, 'nobody')).toMatchObject({ status: 403 });
    expect(seen).toEqual([]);
  });

  test('is asked about what was deleted', async () => {
    const id = await make('gone');
    await send('DELETE', entryOf(id));
    handlers.delete = ({ entry }) => successResponse({ active: entry?.isActive });
    expect(await send('DELETE', entryOf(id))).toEqual({ status: 200, body: { active: false } });
  });
});

describe('a handler that fails', () => {
  test.each([
    ['an error', new Error('the rack fell over'), 500, { code: 'AE-999999' }],
    ['a refusal', new ValidationError('Too heavy', ['name']), 400, { name: [{ message: 'Too heavy' }] }],
    ['a lack of rights', new AuthorizationError('Only for movers'), 403, { message: 'Only for movers' }],
  ])('by throwing %s', async (_what, error, status, body) => {
    handlers.create = async ({ models, entity }) => {
      await models.Entry.objects.create({ name: `made before ${status}`, schema: entity });
      throw error;
    };
    lines.length = 0;
    expect(await send('POST', entriesOf(server), { name: 'x' })).toMatchObject({ status, body });
    expect(await namesIn(server)).not.toContain(`made before ${status}`);
    const said = lines.filter(({ msg }) => msg.startsWith('The override of create by the plugin taker failed'));
    expect(said).toHaveLength(status === 500 ? 1 : 0);
  });

  test('by an answer that is none', async () => {
    handlers.create = async ({ entity, models }) => {
      await models.Entry.objects.create({ name: 'made before 99', schema: entity });
      return errorResponse('x', 99);
    };
    expect(await send('POST', entriesOf(server), { name: 'x' })).toMatchObject({ status: 500 });
    expect(await namesIn(server)).not.toContain('made before 99');
  });

  test('by never ending, is given up after the time of an operation', async () => {
    let aborted = false;
    handlers.update = ({ signal }) =>
      new Promise(() => signal.addEventListener('abort', () => void (aborted = true), { once: true }));
    const id = await make('slow');
    expect(await send('PUT', entryOf(id), {})).toMatchObject({ status: 504 });
    expect(aborted).toBe(true);
    delete handlers.update;
    expect(await send('PUT', entryOf(id), { name: 'fast' })).toMatchObject({ status: 202 });
  });
});

test('an override waits for its entity, finds it in any case and keeps it through a rename', async () => {
  await updateEntity(await context(), { id: String(server.id), name: 'Machine' });
  handlers.list = () => successResponse('mine');
  expect(await send('GET', entriesOf(server))).toEqual({ status: 200, body: 'mine' });
  const second = await createEntity(await context(), { name: 'Server' });
  expect((await send('GET', entriesOf(second))).body).toMatchObject({ count: 0 });
});
