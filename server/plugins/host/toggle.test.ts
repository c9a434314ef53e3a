/** Plugins that are disabled and enabled while the server runs: what changes, who may, and what stands against it. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  definePlugin,
  entryHook,
  get,
  getAttrsHook,
  overrideOperation,
  response,
  type PluginContext,
} from 'pagoda-plugin-sdk';
import { startApp } from '../../app.ts';
import { parseSettings } from '../../config.ts';
import { createEntity } from '../../domains/entity/index.ts';
import { createEntry } from '../../domains/entry/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { makeLogLines } from '../test/log-lines.ts';
import { togglePlugin } from './toggle-plugin.ts';

const common = { name: 'Test', version: '1.0.0' };
const events: string[] = [];
let slowReady = Promise.withResolvers<void>();

const racks = definePlugin({
  ...common,
  id: 'racks',
  typeDefs: 'extend type Query { racks: Int } extend type Entry { rack: String }',
  resolvers: { Query: { racks: () => 3 }, Entry: { rack: () => 'r1' } },
  wrap: { 'Query.entity': async (next, parent, _args, ctx, info) => next(parent, { name: 'Server' }, ctx, info) },
  routes: [get('size/', { auth: 'public' }, () => ({ size: 3 }))],
  hooks: [
    entryHook('before_create', { entity: 'Server' }, ({ data }) => ({ ...data, name: `${data.name}!` })),
    getAttrsHook('entry', ({ attrinfo }) => [...attrinfo].reverse()),
  ],
  overrides: [overrideOperation('retrieve', () => response(200, { mine: true }))],
  ready: (ctx: PluginContext) => void events.push(`ready ${ctx.pluginId}`),
  stop: (ctx: PluginContext) => void events.push(`stop ${ctx.pluginId}`),
});
const shelves = definePlugin({
  ...common,
  id: 'shelves',
  dependencies: ['racks'],
  ready: (ctx: PluginContext) => void events.push(`ready ${ctx.pluginId}`),
  stop: (ctx: PluginContext) => void events.push(`stop ${ctx.pluginId}`),
});
const slow = definePlugin({ ...common, id: 'slow', ready: () => slowReady.promise });
/** Uses a type of another plugin and does not say so. */
const hidden = definePlugin({
  ...common,
  id: 'hidden',
  typeDefs: 'extend type Query { box: Box }',
  resolvers: { Query: { box: () => null } },
});
const boxes = definePlugin({ ...common, id: 'boxes', typeDefs: 'type Box { id: ID }' });
const broken = definePlugin({ ...common, id: 'broken', typeDefs: 'extend type Query { racks: Int }' });
const plugins = [racks, shelves, slow, boxes, hidden, broken];

slowReady.resolve();
const { log, lines } = makeLogLines();
const env = {
  BACKEND_PLUGIN_ENTITY_OVERRIDES: JSON.stringify({ Server: [{ plugin: 'racks', operations: ['retrieve'] }] }),
};
const { app, graphql, data, token, makeUser, databaseUrl, admin } = await makeTestApp(env, [], { log, plugins });
let entryId = 0;

beforeAll(async () => {
  const ctx = await app.contextFor(admin);
  await createEntity(ctx, { name: 'Server', attrs: ['a', 'b'].map((name) => ({ name, type: 'STRING' as const })) });
  await createEntity(ctx, { name: 'Other' });
  entryId = (await createEntry(await app.contextFor(admin), { entityName: 'Server', name: 'web' })).id;
});

type Deed = 'enable' | 'disable';

async function toggle(deed: Deed, id: string, who = token, fields = 'plugin { id state reason }', dryRun = false) {
  const field = `${deed}Plugin`;
  const { data: given, errors } = await graphql(
    `mutation { ${field}(input: { id: "${id}" }, dryRun: ${dryRun}) { ${fields} errors { code message path } } }`,
    {},
    who,
  );
  return given?.[field] ?? errors;
}

async function stateOf(id: string): Promise<string | undefined> {
  const { plugins: all } = await data('{ plugins { id state } }');
  return all.find((one: { id: string }) => one.id === id)?.state;
}

async function rest(address: string) {
  const { statusCode, body } = await app.fastify.inject({
    url: address,
    headers: { authorization: `Token ${token}` },
  });
  return { status: statusCode, body: JSON.parse(body) as unknown };
}

/** Everything that the plugin adds, as clients meet it. */
async function seen(): Promise<unknown> {
  const made = await createEntry(await app.contextFor(admin), { entityName: 'Server', name: 'new' });
  await data(`mutation { deleteEntry(input: { id: ${made.id} }) { errors { message } } }`);
  const { entry } = await data(`{ entry(id: ${entryId}) { attrs { name } } }`);
  return {
    field: (await graphql('{ racks }')).data ?? null,
    wrapped: (await data('{ entity(name: "Other") { name } }')).entity.name,
    route: await rest('/api/v2/plugins/racks/size/'),
    hook: made.name,
    attrs: entry.attrs.map(({ name }: { name: string }) => name),
    override: 'mine' in ((await rest(`/entry/api/v2/${entryId}/`)).body as object),
  };
}

const WITH = {
  field: { racks: 3 },
  wrapped: 'Server',
  route: { status: 200, body: { size: 3 } },
  hook: 'new!',
  attrs: ['b', 'a'],
  override: true,
};
const WITHOUT = {
  field: null,
  wrapped: 'Other',
  route: { status: 404, body: { message: 'Not found.', code: 'AE-230000' } },
  hook: 'new',
  attrs: ['a', 'b'],
  override: false,
};

describe('a plugin that is disabled', () => {
  test('adds nothing any more, and everything again when it is enabled', async () => {
    expect(await seen()).toEqual(WITH);
    await toggle('disable', 'shelves');
    events.length = 0;
    const changes: unknown[] = [];
    const stop = app.plugins.onChange((change) => changes.push(change));
    const before = app.plugins.find('racks')?.identity.ended;
    expect(await toggle('disable', 'racks')).toEqual({
      plugin: { id: 'racks', state: 'DISABLED', reason: expect.stringMatching(/^it was disabled by admin at 20/) },
      errors: [],
    });
    expect(await seen()).toEqual(WITHOUT);
    expect(before?.aborted).toBe(true);
    expect(events.splice(0)).toEqual(['stop racks']);
    expect(await toggle('enable', 'racks')).toEqual({
      plugin: { id: 'racks', state: 'ENABLED', reason: null },
      errors: [],
    });
    expect(await seen()).toEqual(WITH);
    expect(app.plugins.find('racks')?.identity.ended.aborted).toBe(false);
    expect(events.splice(0)).toEqual(['ready racks']);
    await toggle('enable', 'shelves');
    expect(events.splice(0)).toEqual(['ready shelves']);
    expect(changes).toEqual([
      { came: [], went: ['racks'] },
      { came: ['racks'], went: [] },
      { came: ['shelves'], went: [] },
    ]);
    stop();
    expect(lines.map(({ msg }) => msg)).toEqual(
      expect.arrayContaining(['admin disabled the plugin racks', 'Plugin racks is enabled']),
    );
  });

  test('is listed with what it adds and the figures that it had', async () => {
    const QUERY = '{ plugins { id state hooks { name calls } fields routes uncaughtErrors } }';
    const find = async () => (await data(QUERY)).plugins.find(({ id }: { id: string }) => id === 'racks');
    await toggle('disable', 'shelves');
    const enabled = await find();
    expect(enabled.hooks.every(({ calls }: { calls: number }) => calls > 0)).toBe(true);
    await toggle('disable', 'racks');
    expect(await find()).toEqual({ ...enabled, state: 'DISABLED' });
    await toggle('enable', 'racks');
    expect(await find()).toEqual(enabled);
    await toggle('enable', 'shelves');
  });

  test('stays disabled when a server starts, and what others began on another process is heard', async () => {
    await toggle('disable', 'shelves');
    const own = makeLogLines();
    const settings = parseSettings({ NODE_ENV: 'test', PORT: '0', DATABASE_URL: databaseUrl });
    const other = await startApp(settings, { log: own.log, plugins });
    const idsOf = (one: typeof other) => one.plugins.current.enabled.map(({ identity }) => identity.id);
    expect(idsOf(other)).toEqual(['racks', 'slow', 'boxes', 'hidden']);
    const reason = expect.stringMatching(/^Plugin shelves does not run: it was disabled by admin at /);
    expect(own.lines.map(({ msg }) => msg)).toContainEqual(reason);
    const heard = Promise.withResolvers<unknown>();
    other.plugins.onChange(heard.resolve);
    await toggle('enable', 'shelves');
    expect(await heard.promise).toEqual({ came: ['shelves'], went: [] });
    expect(idsOf(other)).toEqual(idsOf(app));
    await other.close();
  });
});

describe('a toggle', () => {
  test.each([
    ['disable', 'nobody', 'NOT_FOUND', /^There is no plugin "nobody" among those that ENABLED_PLUGINS names: racks, /],
    ['enable', 'broken', 'CONFLICT', /^The plugin "broken" was refused: it declares the field /],
    ['disable', 'racks', 'IN_USE', /^The plugin "racks" is needed by "shelves"\. Disable what needs it first$/],
    ['disable', 'boxes', 'IN_USE', /^The plugin "boxes" is needed by "hidden" \(it does not fit without .*"Box"/],
  ] as const)('%s %s is refused', async (deed, id, code, message) => {
    expect(await toggle(deed, id)).toEqual({
      plugin: null,
      errors: [{ code, path: ['id'], message: expect.stringMatching(message) }],
    });
  });

  test('cannot enable what depends on a disabled one', async () => {
    await toggle('disable', 'shelves');
    await toggle('disable', 'racks');
    expect(await toggle('enable', 'shelves')).toMatchObject({
      plugin: null,
      errors: [
        {
          code: 'CONFLICT',
          message:
            'The plugin "shelves" cannot be enabled: it depends on the plugin "racks", which is disabled. Enable that one first',
        },
      ],
    });
    expect(await stateOf('shelves')).toBe('DISABLED');
    await toggle('enable', 'racks');
    await toggle('enable', 'shelves');
  });

  test('that changes nothing is no error', async () => {
    expect(await toggle('enable', 'racks')).toMatchObject({ plugin: { state: 'ENABLED' }, errors: [] });
    await toggle('disable', 'slow');
    const first = await toggle('disable', 'slow');
    expect(await toggle('disable', 'slow')).toEqual(first);
    await toggle('enable', 'slow');
  });

  test('is for superusers', async () => {
    const mori = await makeUser({ username: 'mori' });
    expect(await toggle('disable', 'slow', mori.token)).toMatchObject({
      plugin: null,
      errors: [{ code: 'PERMISSION_DENIED', message: 'Only a superuser may disable plugins' }],
    });
    expect(await stateOf('slow')).toBe('ENABLED');
  });

  test('in a dry run changes nothing', async () => {
    const answer = await toggle('disable', 'slow', token, 'plugin { state }', true);
    expect(answer).toEqual({ plugin: { state: 'DISABLED' }, errors: [] });
    expect(await stateOf('slow')).toBe('ENABLED');
  });

  test('waits for a plugin that is not ready, but not for long, and `stop` comes after `ready`', async () => {
    await toggle('disable', 'slow');
    slowReady = Promise.withResolvers();
    const begin = performance.now();
    expect(await toggle('enable', 'slow')).toMatchObject({ plugin: { state: 'ENABLED' } });
    // It is not ready yet, and has had its second.
    expect(performance.now() - begin).toBeGreaterThan(900);
    slowReady.resolve();
  });

  test('that cannot be put in force changes nothing, and is tried again', async () => {
    const ctx = await app.contextFor(admin);
    const { fails, restore } = breakSwitching();
    await ctx.em.transactional((em) => togglePlugin(app.plugins, em, { id: 'slow', isEnabled: false, userId: null }));
    await fails;
    expect(await stateOf('slow')).toBe('ENABLED');
    const changed = Promise.withResolvers<unknown>();
    const stop = app.plugins.onChange(changed.resolve);
    restore();
    expect(await changed.promise).toEqual({ came: [], went: ['slow'] });
    stop();
    expect(await stateOf('slow')).toBe('DISABLED');
    await toggle('enable', 'slow');
  });
});

function breakSwitching() {
  const failed = Promise.withResolvers<void>();
  const { catalogs } = app.host;
  const newest = catalogs.newest.bind(catalogs);
  catalogs.newest = () => {
    failed.resolve();
    return Promise.reject(new Error('not now'));
  };
  return { fails: failed.promise, restore: () => void (catalogs.newest = newest) };
}
