/** From the start of a server with plugins to its end: what the log tells, when plugins begin and end, and their hooks between. */
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  definePlugin,
  entryHook,
  getAttrsHook,
  ValidationError,
  validationHook,
  type PluginContext,
} from 'pagoda-plugin-sdk';
import { startApp } from '../../app.ts';
import { parseSettings } from '../../config.ts';
import { makeTestApp } from '../../test/app.ts';
import { makeLogLines } from '../test/log-lines.ts';
import { pluginPackage, pluginSource, writePackages } from '../test/write-packages.ts';

const folder = writePackages({
  first: pluginPackage(
    'first',
    pluginSource('first-plugin', "hooks: [{ hook: 'entry.after_create', handler: () => {} }]"),
  ),
  second: pluginPackage('second', pluginSource('second-plugin', "dependencies: ['first-plugin']")),
  broken: pluginPackage('broken', 'throw new Error("no licence");'),
});
const { log, lines } = makeLogLines();
const events: string[] = [];
const actors: unknown[] = [];

const watcher = definePlugin({
  id: 'watcher',
  name: 'Watcher',
  version: '0.3.0',
  ready: (ctx: PluginContext) => void events.push(`ready ${ctx.pluginId} ${String(ctx.actor)}`),
  stop: (ctx: PluginContext) => void events.push(`stop ${ctx.pluginId}`),
  hooks: [
    entryHook('before_create', ({ data }, ctx) => {
      actors.push(ctx.actor?.username, ctx.pluginVersion, ctx.requestId.length > 0);
      return { ...data, name: data.name?.toUpperCase() };
    }),
    entryHook('after_create', { entity: 'Server', priority: 10 }, ({ entry }, ctx) => {
      events.push(`created ${entry.name} for ${ctx.actor?.username}`);
      ctx.log.info('Noted', { entry: entry.id });
    }),
    validationHook(({ name }) => {
      if (name.includes('BAD')) throw new ValidationError('No bad names', ['name']);
    }),
    entryHook('after_create', () => {
      throw new Error('after all');
    }),
    getAttrsHook('entry', ({ attrinfo }) => attrinfo),
  ],
});
const clumsy = definePlugin({
  id: 'clumsy',
  name: 'Clumsy',
  version: '1.0.0',
  ready: () => Promise.reject(new Error('no disk')),
  stop() {
    throw new Error('not now');
  },
});

const env = { ENABLED_PLUGINS: 'second,broken,first', PAGODA_PLUGINS_DIR: path.join(folder, 'plugins') };
const { app, data, graphql, databaseUrl } = await makeTestApp(env, [], { log, plugins: [clumsy, watcher] });

test('the log tells the story of the start', () => {
  expect(lines.map(({ msg }) => msg)).toMatchInlineSnapshot(`
    [
      "Initializing plugin system...",
      "Starting plugin discovery...",
      "Loaded external plugin: second",
      "Loaded external plugin: first",
      "Loaded external plugin: clumsy",
      "Loaded external plugin: watcher",
      "Failed to load external plugin broken: no licence",
      "Registered plugin: first-plugin v1.0.0",
      "Registered plugin: second-plugin v1.0.0",
      "Registered plugin: clumsy v1.0.0",
      "Registered plugin: watcher v0.3.0",
      "Successfully injected models into plugin SDK",
      "Connected Entry model signals to hook system",
      "Pagoda bridge manager initialized successfully",
      "Registered 1 hooks for plugin first-plugin",
      "Registered 0 hooks for plugin second-plugin",
      "Registered 0 hooks for plugin clumsy",
      "Registered 5 hooks for plugin watcher",
      "Plugin discovery completed. Found 4 plugins.",
      "Plugin system initialized successfully",
      "Plugin clumsy failed in ready: no disk",
    ]
  `);
});

test('what is said of a fault of ready is said once, and the others begin', () => {
  expect(events.splice(0)).toEqual(['ready watcher null']);
});

describe('hooks of a plugin', () => {
  test('take part in what GraphQL writes, with the context of their plugin', async () => {
    await data('mutation { createEntity(input: { name: "Server" }) { entity { id } errors { message } } }');
    const { createEntry } = await data(
      'mutation { createEntry(input: { entityName: "Server", name: "web" }) { entry { name } errors { message } } }',
    );
    expect(createEntry).toEqual({ entry: { name: 'WEB' }, errors: [] });
    await app.settled();
    expect(actors).toEqual(['admin', '0.3.0', true]);
    expect(events.splice(0)).toEqual(['created WEB for admin']);
    expect(lines.slice(-2)).toMatchObject([
      { msg: 'Noted', plugin: 'watcher' },
      { msg: 'Hook entry.after_create failed: after all', plugin: 'watcher' },
    ]);
  });

  test('refuse in the name of their plugin', async () => {
    const answer = await graphql(
      'mutation { createEntry(input: { entityName: "Server", name: "bad" }) { errors { message path plugin code } } }',
    );
    expect(answer.data.createEntry.errors).toEqual([
      { message: 'No bad names', path: ['name'], plugin: 'watcher', code: 'VETOED' },
    ]);
  });

  test('are listed with their figures', async () => {
    const { plugins } = await data('{ plugins { id hooks { name entity priority calls failures p50 p95 } } }');
    const { hooks } = plugins.find(({ id }: { id: string }) => id === 'watcher');
    expect(hooks).toHaveLength(5);
    expect(hooks).toContainEqual(
      expect.objectContaining({ name: 'entry.after_create', entity: 'Server', priority: 10, calls: 1, failures: 0 }),
    );
    expect(hooks).toContainEqual(
      expect.objectContaining({
        name: 'entry.after_create',
        entity: null,
        calls: 1,
        failures: 1,
        p50: expect.any(Number),
        p95: expect.any(Number),
      }),
    );
  });
});

test('plugins end with the server, those first that were loaded last; one that fails then holds up no other', async () => {
  const own = makeLogLines();
  const settings = parseSettings({ NODE_ENV: 'test', PORT: '0', DATABASE_URL: databaseUrl });
  const other = await startApp(settings, { log: own.log, plugins: [watcher, clumsy] });
  events.length = 0;
  await other.close();
  expect(events).toEqual(['stop watcher']);
  const faults = own.lines.filter(({ level }) => level === 50).map(({ msg, plugin }) => [plugin, msg]);
  expect(faults).toEqual([
    ['clumsy', 'Plugin clumsy failed in ready: no disk'],
    ['clumsy', 'Plugin clumsy failed in stop: not now'],
  ]);
});

test('without plugins nothing is looked for and nothing is said', async () => {
  const own = makeLogLines();
  const settings = parseSettings({
    NODE_ENV: 'test',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    PLUGINS_STRICT: '1',
    PAGODA_PLUGINS_DIR: path.join(folder, 'plugins'),
  });
  const other = await startApp(settings, { log: own.log });
  await other.close();
  expect(own.lines).toEqual([]);
});
