/** What PLUGIN_OPERATION_ID_CONFIG does at the start of a server: each rule, and all of them at once. */
import { expect, test } from '@jest/globals';
import { definePlugin, InterfaceError, PluginTaskConfig, PluginTaskRegistry, type Plugin } from 'pagoda-plugin-sdk';
import { startApp } from '../../app.ts';
import { parseSettings } from '../../config.ts';
import { makeTestApp } from '../../test/app.ts';
import { makeRanges } from './index.ts';
import { makeLogLines } from '../test/log-lines.ts';

const run = (): void => {};

/** A plugin with tasks at these offsets; the name that it calls its tasks by is its id unless told. */
function plugin(id: string, offsets: readonly number[], pluginId = id): Plugin {
  const tasks = Object.fromEntries(offsets.map((offset, index) => [`task_${'abc'[index]}`, { offset, run }]));
  return definePlugin({
    ...{ id, name: id, version: '1.0.0' },
    ...(offsets.length > 0 ? { tasks: new PluginTaskConfig({ pluginId, tasks }) } : {}),
  });
}

const { databaseUrl } = await makeTestApp();

/** What the log says when a server with these plugins starts; throws when it does not. */
async function start(plugins: readonly Plugin[], ranges: object): Promise<readonly string[]> {
  const { log, lines } = makeLogLines();
  const settings = parseSettings({
    NODE_ENV: 'test',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    PLUGIN_OPERATION_ID_CONFIG: JSON.stringify(ranges),
  });
  const app = await startApp(settings, { log, plugins });
  await app.close();
  return lines.map(({ msg }) => msg);
}

test.each<[string, readonly Plugin[], object, string]>([
  [
    'an offset that the range has not',
    [plugin('my-plugin', [150])],
    { 'my-plugin': [6000, 6099] },
    "Plugin 'my-plugin' operation 'task_a' with offset 150 exceeds allocated range (6000, 6099). Maximum offset is 99.",
  ],
  [
    'a range below those of plugins',
    [plugin('my-plugin', [0])],
    { 'my-plugin': [100, 250] },
    "Plugin 'my-plugin' range (100, 250) is invalid: plugins have 200 to 9999, the lower number first.",
  ],
  [
    'a range above those of plugins',
    [plugin('my-plugin', [0])],
    { 'my-plugin': [9990, 10_000] },
    "Plugin 'my-plugin' range (9990, 10000) is invalid: plugins have 200 to 9999, the lower number first.",
  ],
  [
    'a range that is upside down',
    [plugin('my-plugin', [0])],
    { 'my-plugin': [700, 600] },
    "Plugin 'my-plugin' range (700, 600) is invalid: plugins have 200 to 9999, the lower number first.",
  ],
  [
    'what is no range',
    [plugin('my-plugin', [0])],
    { 'my-plugin': 6000 },
    "Plugin 'my-plugin' range 6000 is invalid: it must be two whole numbers, [first, last].",
  ],
  [
    'ranges that overlap',
    [plugin('my-plugin', [0]), plugin('other', [0])],
    { 'my-plugin': [6000, 6099], other: [6099, 6200] },
    "Plugin 'other' range (6099, 6200) overlaps that of plugin 'my-plugin', (6000, 6099).",
  ],
  [
    'two tasks with one number',
    [plugin('my-plugin', [3, 3])],
    { 'my-plugin': [6000, 6099] },
    "Plugin 'my-plugin' operation 'task_b': operation id 6003 is already in use by plugin 'my-plugin' operation 'task_a'.",
  ],
  [
    'a range for a plugin without tasks',
    [plugin('plain', [])],
    { plain: [6000, 6099] },
    "Plugin 'plain' is not registered: it has no tasks.",
  ],
  [
    'a plugin that gives its tasks to another id',
    [plugin('my-plugin', [0], 'mine')],
    { 'my-plugin': [6000, 6099] },
    "Plugin 'my-plugin' calls its tasks 'mine': give pluginId: 'my-plugin' to its PluginTaskConfig.",
  ],
])('%s keeps the server from starting', async (_name, plugins, ranges, problem) => {
  await expect(start(plugins, ranges)).rejects.toThrow(
    `PLUGIN_OPERATION_ID_CONFIG does not fit the plugins, and the server does not start:\n  ${problem}`,
  );
});

test('everything that is wrong stands in one message', async () => {
  const plugins = [plugin('one', [0]), plugin('two', [150]), plugin('plain', []), plugin('four', [0], 'mine')];
  const refused = start(plugins, { one: [50, 60], two: [6000, 6099], plain: ['x'], four: [7000, 7099] });
  await expect(refused).rejects.toThrow(
    /'four' calls its tasks[^]*'one' range \(50, 60\)[^]*'two' operation 'task_a'[^]*'plain' is not registered[^]*'plain' range \["x"\] is invalid/,
  );
});

test('a plugin with tasks and no range, and a range of a plugin that does not run, are warnings', async () => {
  const story = await start([plugin('rangeless', [0])], { absent: [50, 60] });
  expect(story).toContain(
    "Plugin 'absent' has a range of operation ids and is not enabled and loaded: the range waits.",
  );
  expect(story).toContain(
    "Plugin 'rangeless' has tasks and no range of operation ids: set PLUGIN_OPERATION_ID_CONFIG.",
  );
  expect(() => PluginTaskRegistry.getOperationId('rangeless', 'task_a')).toThrow(InterfaceError);
  expect(() => PluginTaskRegistry.getOperationId('rangeless', 'task_a')).toThrow(/PLUGIN_OPERATION_ID_CONFIG=/);
});

test('a range under the id of the plugin numbers its tasks', async () => {
  const story = await start([plugin('ranged-plugin', [0, 7])], { 'ranged-plugin': [6000, 6099] });
  expect(story.slice(-2)).toEqual(['Plugin system initialized successfully', 'Plugin tasks registered successfully']);
  expect(PluginTaskRegistry.getOperationId('ranged-plugin', 'task_b')).toBe(6007);
  PluginTaskRegistry.reset();
});

test('where plugins are tried, those without a range get one beside those that are given', () => {
  const all = ['one', 'two', 'three'].map((id) => ({ entry: `${id}-entry`, plugin: plugin(id, [0]) }));
  expect(makeRanges([...all, { entry: 'plain', plugin: plugin('plain', []) }], { 'two-entry': [5050, 5120] })).toEqual({
    one: [5200, 5299],
    'two-entry': [5050, 5120],
    three: [5300, 5399],
  });
});

test('a cron expression that is none refuses the plugin', async () => {
  const tasks = new PluginTaskConfig({ pluginId: 'nightly', tasks: { night: { offset: 0, run, cron: '0 25 * * *' } } });
  const nightly = definePlugin({ id: 'nightly', name: 'Nightly', version: '1.0.0', tasks });
  expect(await start([nightly], {})).toContainEqual(
    expect.stringMatching(/^Failed to load external plugin nightly: the cron of its task "night" cannot be read: /),
  );
});
