/** What a plugin adds, through GraphQL and REST. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  AuthenticationError,
  AuthorizationError,
  batchResolver,
  definePlugin,
  get,
  post,
  ValidationError,
  type EntryView,
  type PluginContext,
} from 'pagoda-plugin-sdk';
import { createEntity } from '../../domains/entity/index.ts';
import { createEntry } from '../../domains/entry/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { countStatements } from '../../test/statements.ts';
import { makeLogLines } from '../test/log-lines.ts';

const contexts: PluginContext[] = [];
const batches: (readonly unknown[])[] = [];
const seen: unknown[] = [];

const racks = definePlugin({
  id: 'racks',
  name: 'Racks',
  version: '2.1.0',
  options: ({ size }) => ({ size: Number(size ?? 42) }),
  typeDefs: `
    extend type Query { rackSize: Int! whoAmI: String fails: Int forbids: Int found(id: ID!): Entry self: User refuses: Int denies: Int asksWho: Int }
    extend type Entry { units(per: Int = 1): Int! label: String! rack: Rack! }
    extend type Subscription { ticks: Int! }
    type Rack { entry: Entry! twice: [Entry]! }
    scalar Height
  `,
  resolvers: {
    Query: {
      rackSize: (_parent: unknown, _args: unknown, ctx: PluginContext) => ctx.options['size'],
      whoAmI(_parent: unknown, _args: unknown, ctx: PluginContext) {
        contexts.push(ctx);
        return ctx.actor?.username ?? null;
      },
      fails: async () => Promise.reject(new Error('the rack fell over')),
      forbids() {
        throw new AuthorizationError('Only for movers');
      },
      denies() {
        throw new AuthorizationError();
      },
      asksWho() {
        throw new AuthenticationError();
      },
      refuses() {
        throw new ValidationError('Too heavy', ['weight']);
      },
      found: (_parent: unknown, { id }: { id: string }) => ({ id }),
      self: (_parent: unknown, _args: unknown, ctx: PluginContext) => ctx.actor,
    },
    Entry: {
      units: batchResolver((entries: readonly EntryView[], { per }: { per: number }) => {
        batches.push(entries);
        return entries.map((entry) => (entry.name.startsWith('odd') ? new Error('odd') : entry.name.length * per));
      }),
      label(entry: EntryView) {
        seen.push(entry);
        return `${entry.schema.name}/${entry.name}`;
      },
      rack: (entry: EntryView) => ({ entry, twice: [entry.id, { id: 999_999 }] }),
    },
    Subscription: {
      ticks: {
        async *subscribe() {
          yield* [1, 2];
        },
        resolve: (tick: number, _args: unknown, ctx: PluginContext) => tick * Number(ctx.options['size']),
      },
    },
    Height: { serialize: String, parseValue: Number },
  },
  routes: [
    get('open/', { auth: 'public' }, (_request, ctx) => ({
      user: ctx.actor?.username ?? 'anonymous',
      id: ctx.pluginId,
    })),
    get('greet/:name/', ({ params }, ctx) => ({ hello: params.name, by: ctx.actor?.username })),
    get('admin/', { auth: 'superuser' }, () => ({ ok: true })),
    get('own/', { auth: ({ query }) => query.get('key') === 'sesame' }, () => ({ ok: true })),
    post('echo/', ({ body }) => body),
    get('fails/', () => Promise.reject(new Error('the rack fell over'))),
    get('forbids/', () => Promise.reject(new AuthorizationError('Only for movers'))),
    post('refuses/', () => Promise.reject(new ValidationError('Too heavy', ['weight']))),
  ],
});

const { log, lines } = makeLogLines();
const env = { PLUGIN_OPTIONS: '{"racks": {"size": 5}}', PLUGIN_RACKS_SIZE: '7' };
const { app, admin, data, graphql, makeUser, token } = await makeTestApp(env, [], { plugins: [racks], log });
const mori = await makeUser({ username: 'mori' });

let ids: readonly number[] = [];
beforeAll(async () => {
  const ctx = await app.contextFor(admin);
  const { id } = await createEntity(ctx, { name: 'Server' });
  const names = ['a', 'bb', 'ccc', 'dddd'];
  const entries = [];
  for (const name of names) entries.push(await createEntry(await app.contextFor(admin), { entity: String(id), name }));
  ids = entries.map((entry) => entry.id);
});

async function ask(method: 'GET' | 'POST', address: string, key: string | null = token, body?: object) {
  const answer = await app.fastify.inject({
    method,
    url: `/api/v2/plugins/${address}`,
    headers: key === null ? {} : { authorization: `Token ${key}` },
    ...(body ? { payload: body } : {}),
  });
  return { status: answer.statusCode, body: answer.json<unknown>() };
}

describe('GraphQL of a plugin', () => {
  test('works with its options, of which a variable wins over PLUGIN_OPTIONS', async () => {
    expect(await data('{ rackSize }')).toEqual({ rackSize: 7 });
  });

  test('gets a context of its own kind, in which nothing of the host can be reached', async () => {
    expect(await data('{ whoAmI again: whoAmI }')).toEqual({ whoAmI: 'admin', again: 'admin' });
    const [ctx, same] = contexts.splice(0);
    expect(same).toBe(ctx);
    expect(ctx).toMatchObject({ pluginId: 'racks', pluginVersion: '2.1.0', dryRun: false, options: { size: 7 } });
    expect(ctx?.actor).toEqual({ id: admin.id, username: 'admin', isSuperuser: true });
    expect(Object.isFrozen(ctx?.actor)).toBe(true);
    expect(Object.isFrozen(ctx)).toBe(true);
    expect(ctx?.signal.aborted).toBe(false);
    ctx?.log.info('Counted', { racks: 3 });
    expect(lines.at(-1)).toMatchObject({ msg: 'Counted', racks: 3, plugin: 'racks' });
    expect(Object.keys(ctx ?? {}).filter((key) => ['host', 'em', 'catalog'].includes(key))).toEqual([]);
  });

  test('knows the anonymous', async () => {
    expect((await graphql('{ whoAmI }', {}, null)).data).toEqual({ whoAmI: null });
    expect(contexts.splice(0)[0]?.actor).toBeNull();
  });

  test('sees an entry as plugins do', async () => {
    const { entry } = await data(`{ entry(id: ${ids[1]}) { label } }`);
    expect(entry).toEqual({ label: 'Server/bb' });
    const [view] = seen.splice(0);
    expect(view).toEqual({
      id: ids[1],
      name: 'bb',
      isActive: true,
      schema: { id: expect.any(Number), name: 'Server' },
    });
    expect(Object.isFrozen(view)).toBe(true);
  });

  test('loads a field of a whole list with one call for each set of arguments', async () => {
    const { entries } = await data('{ entries(entityName: "Server") { nodes { units tens: units(per: 10) } } }');
    expect(entries.nodes).toEqual([1, 2, 3, 4].map((units) => ({ units, tens: units * 10 })));
    expect(batches.splice(0).map((parents) => parents.length)).toEqual([4, 4]);
  });

  test('gives an error to the one element of a batch that has one', async () => {
    const ctx = await app.contextFor(admin);
    const odd = await createEntry(ctx, { entity: String(ctx.catalog.findEntityByName('Server')?.id), name: 'odd' });
    const answer = await graphql(`{ entry(id: ${odd.id}) { units } other: entry(id: ${ids[0]}) { units } }`);
    expect(answer.data).toEqual({ entry: null, other: { units: 1 } });
    expect(answer.errors).toHaveLength(1);
  });

  test('names objects of the core, and those are found with the rights of the caller', async () => {
    const found = await data(`{ found(id: ${ids[0]}) { name entity { name } } self { username } }`);
    expect(found).toEqual({ found: { name: 'a', entity: { name: 'Server' } }, self: { username: 'admin' } });
    expect(await data('{ found(id: 424242) { name } }')).toEqual({ found: null });
    expect((await graphql(`{ found(id: ${ids[0]}) { name } }`, {}, null)).data).toEqual({ found: null });
  });

  test('names them in types of its own, for a list in one statement', async () => {
    const query = '{ entries(entityName: "Server", first: 4) { nodes { rack { entry { name } twice { name } } } } }';
    const { entries } = await data(query);
    expect(entries.nodes[0]).toEqual({ rack: { entry: { name: 'a' }, twice: [{ name: 'a' }, null] } });
    const one = '{ entries(entityName: "Server", first: 1) { nodes { rack { entry { name } twice { name } } } } }';
    await data(one);
    expect(await countStatements(() => data(query))).toBe(await countStatements(() => data(one)));
  });

  test('can be watched', async () => {
    const answer = await app.fastify.inject({
      method: 'POST',
      url: '/graphql/stream',
      headers: { 'content-type': 'application/json', authorization: `Token ${token}` },
      payload: JSON.stringify({ query: 'subscription { ticks }' }),
    });
    expect([...answer.body.matchAll(/^data: (.+)$/gm)].map(([, line]) => line)).toEqual([
      '{"data":{"ticks":7}}',
      '{"data":{"ticks":14}}',
    ]);
  });

  test('refuses in its own name, and its faults are masked and blamed on it', async () => {
    const refused = await graphql('{ refuses }');
    expect(refused.errors).toEqual([
      expect.objectContaining({
        message: 'Too heavy',
        extensions: { code: 'BAD_USER_INPUT', path: ['weight'], plugin: 'racks' },
      }),
    ]);
    const forbidden = await graphql('{ forbids }');
    expect(forbidden.errors?.[0]).toMatchObject({
      message: 'Only for movers',
      extensions: { code: 'PERMISSION_DENIED', plugin: 'racks', problems: [{ plugin: 'racks' }] },
    });
    expect((await graphql('{ denies asksWho }')).errors).toMatchObject([
      {
        message: 'You do not have permission to perform this action.',
        extensions: { code: 'PERMISSION_DENIED', plugin: 'racks' },
      },
      {
        message: 'Authentication credentials were not provided.',
        extensions: { code: 'UNAUTHENTICATED', plugin: 'racks' },
      },
    ]);
    const failed = await graphql('{ fails whoAmI }');
    expect(failed.data).toEqual({ fails: null, whoAmI: 'admin' });
    expect(failed.errors?.[0]).toMatchObject({
      message: 'Internal error',
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
    expect(lines.at(-1)).toMatchObject({ plugin: 'racks', err: { message: 'the rack fell over' } });
  });
});

describe('routes of a plugin', () => {
  test.each([
    ['open/', null, 200, { user: 'anonymous', id: 'racks' }],
    ['open/', 'mori', 200, { user: 'mori', id: 'racks' }],
    ['greet/John/', 'mori', 200, { hello: 'John', by: 'mori' }],
    ['greet/John/', null, 403, { message: 'Authentication credentials were not provided.', code: 'AE-000000' }],
    ['admin/', 'admin', 200, { ok: true }],
    ['admin/', 'mori', 403, { message: 'You do not have permission to perform this action.', code: 'AE-210000' }],
    ['admin/', null, 403, { message: 'Authentication credentials were not provided.', code: 'AE-000000' }],
    ['own/?key=sesame', null, 200, { ok: true }],
    [
      'own/?key=wrong',
      'mori',
      403,
      { message: 'You do not have permission to perform this action.', code: 'AE-210000' },
    ],
    ['nothing/', 'admin', 404, { message: 'Not found.', code: 'AE-230000' }],
    ['forbids/', 'admin', 403, { message: 'Only for movers', code: 'AE-210000' }],
  ])('%s for %s is %i', async (address, who, status, body) => {
    const key = who === null ? null : { admin: token, mori: mori.token }[who];
    expect(await ask('GET', `racks/${address}`, key)).toEqual({ status, body });
  });

  test('take JSON, and refuse it in the form of all errors', async () => {
    expect(await ask('POST', 'racks/echo/', token, { units: 3 })).toEqual({ status: 200, body: { units: 3 } });
    expect(await ask('POST', 'racks/refuses/', token, {})).toEqual({
      status: 400,
      body: { weight: [{ message: 'Too heavy', code: 'AE-121000' }] },
    });
  });

  test('may fail, and the log says whose route it was', async () => {
    expect(await ask('GET', 'racks/fails/')).toMatchObject({ status: 500, body: { code: 'AE-999999' } });
    expect(lines.at(-1)).toMatchObject({ owner: 'racks', route: 'GET /api/v2/plugins/racks/fails/' });
  });

  test('of a plugin that is not there are not there', async () => {
    expect(await ask('GET', 'gone/test/')).toEqual({ status: 404, body: { message: 'Not found.', code: 'AE-230000' } });
  });
});

describe('the list of plugins', () => {
  const QUERY = '{ plugins { id name version state reason hooks { name } fields routes } }';

  test('tells superusers everything', async () => {
    const { plugins } = await data(QUERY);
    expect(plugins).toMatchObject([
      { id: 'racks', name: 'Racks', version: '2.1.0', state: 'ENABLED', reason: null, hooks: [] },
    ]);
    expect(plugins[0].fields).toContain('Query.rackSize');
    expect(plugins[0].fields).toContain('Entry.units');
    expect(plugins[0].routes).toContain('GET /api/v2/plugins/racks/greet/:name/');
  });

  test('tells others what runs, and the anonymous nothing', async () => {
    const { data: found } = await graphql(QUERY, {}, mori.token);
    expect(found.plugins[0]).toMatchObject({ id: 'racks', state: 'ENABLED', hooks: [], routes: [] });
    expect((await graphql(QUERY, {}, null)).errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
