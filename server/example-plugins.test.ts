/** The examples in `plugins/`, as an operator enables them. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createEntity } from './domains/entity/index.ts';
import { createEntry } from './domains/entry/index.ts';
import { makeLogLines } from './plugins/test/log-lines.ts';
import { makeTestApp } from './test/app.ts';
import { makeRestrict } from './test/restrict.ts';
import { countStatements } from './test/statements.ts';

const { log, lines } = makeLogLines();
const { app, admin, data, graphql, makeUser, token } = await makeTestApp({ ENABLED_PLUGINS: 'hello-world' }, [], {
  log,
});
const restrict = makeRestrict({ app });
const start = lines.splice(0);
const mori = await makeUser({ username: 'mori' });

async function ask(method: 'GET' | 'POST', path: string, key: string | null = token, body?: object) {
  const answer = await app.fastify.inject({
    method,
    url: `/api/v2/plugins/hello-world-plugin/${path}`,
    headers: key === null ? {} : { authorization: `Token ${key}` },
    ...(body && { payload: body }),
  });
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
}

const said = (): readonly unknown[] => lines.splice(0).flatMap(({ plugin, msg }) => (plugin ? [msg] : []));

test('the log tells how it starts', () => {
  expect(start.map(({ msg }) => msg)).toEqual(
    expect.arrayContaining([
      'Initializing plugin system...',
      'Starting plugin discovery...',
      'Loaded external plugin: hello-world',
      'Registered plugin: hello-world-plugin v1.0.0',
      'Successfully injected models into plugin SDK',
      'Pagoda bridge manager initialized successfully',
      'Registered 10 hooks for plugin hello-world-plugin',
      'Plugin discovery completed. Found 1 plugins.',
      'Plugin system initialized successfully',
      'Plugin tasks registered successfully',
      'Initialized Hello World Plugin v1.0.0',
    ]),
  );
});

describe('hello-world over REST', () => {
  test.each([
    ['GET', 'hello/', { message: 'Hello from the External Hello World Plugin via pagoda-core!' }],
    ['GET', 'greet/J%C3%BCrgen/', { greeting: 'Hello, Jürgen!', requested_name: 'Jürgen' }],
    ['GET', 'status/', { plugin: expect.objectContaining({ status: 'active' }) }],
    ['POST', 'hello/', { message: 'Good morning' }],
  ] as const)('%s %s answers users, and nobody else', async (method, path, answer) => {
    const body = method === 'POST' ? { message: 'Good morning' } : undefined;
    expect(await ask(method, path, mori.token, body)).toEqual({
      status: 200,
      body: expect.objectContaining({ ...answer, user: { username: 'mori', is_authenticated: true } }),
    });
    expect((await ask(method, path, null, body)).status).toBe(403);
  });

  test('test/ answers everybody', async () => {
    const { status, body } = await ask('GET', 'test/', null);
    expect(status).toBe(200);
    expect(body).toEqual({
      message: 'External Hello World Plugin is working via pagoda-core!',
      plugin: {
        id: 'hello-world-plugin',
        name: 'Hello World Plugin',
        version: '1.0.0',
        type: 'external',
        core: 'pagoda-core',
      },
      test: 'no-auth',
      user: { username: 'anonymous', is_authenticated: false },
      pagoda_core_version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/),
    });
  });

  test('a bad message is refused', async () => {
    expect(await ask('POST', 'hello/', token, { message: 5 })).toEqual({
      status: 400,
      body: { message: [{ message: 'message must be a text', code: 'AE-121000' }] },
    });
  });

  test('without a range the task is not queued, and the answer says what to set', async () => {
    expect(await ask('POST', 'task/', token, {})).toMatchObject({
      status: 500,
      body: {
        error: 'Failed to queue task',
        message: expect.stringContaining(`PLUGIN_OPERATION_ID_CONFIG='{"hello-world": [5000, 5099]}'`),
        plugin: { id: 'hello-world', name: 'Hello World Plugin' },
      },
    });
  });
});

describe('what hello-world shows of stored objects', () => {
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/);
  const plugin = expect.objectContaining({ id: 'hello-world-plugin', core: 'pagoda-plugin-sdk' });
  let rackId = 0;
  let secretId = 0;
  let entryIds: number[] = [];

  beforeAll(async () => {
    const ctx = async () => app.contextFor(admin);
    const attrs = [{ name: 'site', type: 'STRING' as const }];
    const rack = await createEntity(await ctx(), { name: 'Rack', note: 'Where servers live', attrs });
    const secret = await createEntity(await ctx(), { name: 'Secret' });
    [rackId, secretId] = [rack.id, secret.id];
    await restrict('ENTITY', secretId, 'NOTHING');
    const entries = [];
    for (const name of ['r1', 'r2', 'r3']) {
      const input = { entity: String(rackId), name, attrs: [{ attr: 'site', value: `site of ${name}` }] };
      entries.push(await createEntry(await ctx(), input));
    }
    entries.push(await createEntry(await ctx(), { entity: String(secretId), name: 's1' }));
    entryIds = entries.map(({ id }) => id);
    await app.settled();
    said();
  });

  const rackBlock = (id: number) => ({
    id,
    name: 'Rack',
    note: 'Where servers live',
    is_active: true,
    created_time: time,
    created_user: 'admin',
  });
  const entryBlock = (index: number) => ({
    id: entryIds[index],
    name: `r${index + 1}`,
    note: '',
    is_active: true,
    entity: { id: rackId, name: 'Rack' },
    created_time: time,
    updated_time: time,
    created_user: 'admin',
  });

  test('are the entities that the caller may see', async () => {
    const { status, body } = await ask('GET', 'entities/', mori.token);
    expect(status).toBe(200);
    expect(body).toEqual({
      entities: [rackBlock(rackId)],
      count: 1,
      plugin,
      user: { username: 'mori', is_authenticated: true },
      timestamp: time,
    });
    expect((await ask('GET', 'entities/')).body).toMatchObject({ count: 2 });
  });

  test('is one entity', async () => {
    expect((await ask('GET', `entities/${rackId}/`, mori.token)).body).toMatchObject({ entity: rackBlock(rackId) });
    for (const id of [secretId, 999_999, 'x']) {
      expect(await ask('GET', `entities/${id}/`, mori.token)).toEqual({
        status: 404,
        body: {
          error: `Entity with ID ${id} not found`,
          message: `Entity with ID ${id} not found`,
          plugin: { id: 'hello-world-plugin', name: 'Hello World Plugin' },
          timestamp: time,
        },
      });
    }
  });

  test('are the entries that the caller may see', async () => {
    const all = await ask('GET', 'entries/?entity_id=&limit=', mori.token);
    expect(all.body).toEqual({
      entries: [0, 1, 2].map(entryBlock),
      count: 3,
      filters: { entity_id: null, limit: null },
      plugin,
      user: { username: 'mori', is_authenticated: true },
      timestamp: time,
    });
    const some = await ask('GET', `entries/?entity_id=${rackId}&limit=2`);
    expect(some.body).toMatchObject({ count: 2, filters: { entity_id: rackId, limit: 2 } });
    expect((await ask('GET', `entries/?entity_id=${secretId}`, mori.token)).body).toMatchObject({ count: 0 });
  });

  test.each([
    ['entity_id=x', 'Invalid entity_id parameter'],
    ['limit=-1', 'Invalid limit parameter'],
    ['limit=ten', 'Invalid limit parameter'],
  ])('cannot be asked for with %s', async (query, error) => {
    expect(await ask('GET', `entries/?${query}`)).toMatchObject({ status: 400, body: { error, message: error } });
  });

  test('is one entry with its attributes', async () => {
    const { status, body } = await ask('GET', `entries/${entryIds[0]}/`, mori.token);
    expect(status).toBe(200);
    expect(body['entry']).toEqual({
      ...entryBlock(0),
      attributes: [{ schema: { id: expect.any(Number), name: 'site' }, name: 'site', type: 2, value: 'site of r1' }],
    });
    const hidden = await ask('GET', `entries/${entryIds[3]}/`, mori.token);
    expect(hidden).toMatchObject({ status: 404, body: { error: `Entry with ID ${entryIds[3]} not found` } });
  });

  test('costs a list as many statements as one entry', async () => {
    const query = (first: number) => `{ entries(entityName: "Rack", first: ${first}) { nodes { name helloWorld } } }`;
    const { entries } = await data(query(3));
    expect(entries.nodes).toEqual(['r1', 'r2', 'r3'].map((name) => ({ name, helloWorld: `Hello, ${name} of admin!` })));
    const one = await countStatements(() => data(query(1)));
    expect(await countStatements(() => data(query(3)))).toBe(one);
  });
});

test('hello-world greets in GraphQL', async () => {
  expect(await data('{ helloWorld again: helloWorld(name: "Ada") }')).toEqual({
    helloWorld: 'Hello, World!',
    again: 'Hello, Ada!',
  });
});

test('the hooks of hello-world refuse and tell', async () => {
  await data('mutation { createEntity(input: { name: "helloworld" }) { errors { message } } }');
  await app.settled();
  const create = 'mutation ($name: String!) { createEntry(input: { entityName: "helloworld", name: $name }) {';
  const rest = 'entry { id } errors { code message path plugin } } }';
  const refused = await data(`${create} ${rest}`, { name: 'Most Forbidden' });
  expect(refused.createEntry).toEqual({
    entry: null,
    errors: [
      {
        code: 'VETOED',
        message: "The name of an entry cannot contain 'forbidden' (plugin rule)",
        path: ['name'],
        plugin: 'hello-world-plugin',
      },
    ],
  });
  const { createEntry } = await data(`${create} ${rest}`, { name: 'first' });
  const { id } = createEntry.entry;
  // After hooks run beside what comes next.
  await app.settled();
  await data(`mutation { updateEntry(input: { id: ${id}, name: "second" }) { errors { message } } }`);
  await app.settled();
  await data(`{ entry(id: ${id}) { attrs { name } } }`);
  await data(`mutation { deleteEntry(input: { id: ${id} }) { errors { message } } }`);
  await app.settled();
  expect(said()).toEqual([
    'Entity created: helloworld by admin',
    'Entry created: first by admin',
    'Entry is about to change: first by admin',
    'Entry changed: second by admin',
    'Entry is about to be deleted: second by admin',
  ]);
});

test('the server lists what hello-world adds', async () => {
  const { plugins } = await data('{ plugins { id version state hooks { name entity } fields routes } }');
  expect(plugins).toEqual([
    {
      id: 'hello-world-plugin',
      version: '1.0.0',
      state: 'ENABLED',
      hooks: expect.arrayContaining([
        { name: 'entry.after_create', entity: 'helloworld' },
        { name: 'entry.validate', entity: null },
      ]),
      fields: ['Entry.helloWorld', 'Mutation.startHelloWorldTask', 'Query.helloWorld'],
      routes: expect.arrayContaining(['GET /api/v2/plugins/hello-world-plugin/greet/:name/']),
    },
  ]);
  expect((await graphql('{ plugins { id } }', {}, null)).errors).toHaveLength(1);
});
