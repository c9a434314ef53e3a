import { afterEach, describe, expect, test } from '@jest/globals';
import {
  defineTask,
  PluginTaskConfig,
  PluginTaskRegistry,
  registerPluginJobTask,
  checkTaskRanges,
  JobStatus,
} from './tasks.ts';

const run = (): void => {};
const config = (pluginId: string, ...offsets: number[]): PluginTaskConfig =>
  new PluginTaskConfig({
    pluginId,
    tasks: Object.fromEntries(offsets.map((offset, index) => [letter(index), { offset, run }])),
  });

afterEach(() => PluginTaskRegistry.reset());

describe('a task configuration', () => {
  test('keeps its tasks and lists', () => {
    const tagged = registerPluginJobTask(1)(() => 'done');
    expect(
      new PluginTaskConfig({
        pluginId: 'my-plugin',
        tasks: { task_a: { offset: 0, run }, task_b: tagged },
        hiddenOperations: ['task_b'],
        cancelableOperations: ['task_a'],
      }),
    ).toMatchObject({
      pluginId: 'my-plugin',
      tasks: { task_a: { offset: 0, run }, task_b: { offset: 1, run: tagged } },
      hiddenOperations: ['task_b'],
      cancelableOperations: ['task_a'],
      parallelizableOperations: [],
      downloadableOperations: [],
    });
  });

  test('needs a plugin, tasks, and offsets that are whole numbers from 0', () => {
    expect(() => config('', 0)).toThrow('A task configuration needs the id of its plugin: `pluginId`');
    expect(() => config('my-plugin')).toThrow("The task configuration of plugin 'my-plugin' names no tasks");
    expect(() => config('my-plugin', -1)).toThrow("Plugin 'my-plugin' operation 'task_a': its offset is -1");
    expect(() => registerPluginJobTask(0.5)).toThrow('its offset is 0.5, and must be a whole number from 0');
    const untagged = { task_a: run };
    expect(() => new PluginTaskConfig({ pluginId: 'my-plugin', tasks: untagged })).toThrow('its offset is undefined');
  });
});

describe('the options of a task', () => {
  const configOf = (task: object) =>
    new PluginTaskConfig({ pluginId: 'my-plugin', tasks: { task_a: { offset: 0, run, ...task } } });

  test('are kept', () => {
    const params = (input: Readonly<Record<string, unknown>>) => ({ size: Number(input.size) });
    const task = defineTask({
      offset: 0,
      params,
      run: (job) => job.params.size + 1,
      cron: '0 3 * * *',
      onLost: 'retry',
    });
    expect(new PluginTaskConfig({ pluginId: 'my-plugin', tasks: { task } }).tasks.task).toEqual(task);
  });

  test.each([
    [{ timeout: 0 }, 'its timeout is 0, and must be more than 0 milliseconds'],
    [{ retry: { attempts: 0 } }, 'its retry.attempts is 0, and must be a whole number from 1'],
    [{ onLost: 'ignore' }, "its onLost is 'ignore', and must be 'error' or 'retry'"],
    [{ cron: '@daily' }, "its cron is '@daily', and must have five parts: minute, hour, day of the month, month, day"],
  ])('are refused when they are wrong: %j', (task, message) => {
    expect(() => configOf(task)).toThrow(`Plugin 'my-plugin' operation 'task_a': ${message}`);
  });

  test('and lists name tasks that there are', () => {
    const tasks: Record<string, { offset: number; run: () => void }> = { task_a: { offset: 0, run } };
    expect(() => new PluginTaskConfig({ pluginId: 'my-plugin', tasks, hiddenOperations: ['task_z'] })).toThrow(
      "Plugin 'my-plugin': hiddenOperations names 'task_z', which is none of its tasks",
    );
  });
});

describe('ranges of operation numbers', () => {
  const enabled = ['my-plugin', 'other'];

  test('give each task its number', () => {
    const checked = checkTaskRanges([config('my-plugin', 0, 99)], { 'my-plugin': [6000, 6099] }, enabled);
    expect(checked).toEqual({
      operationIds: new Map([
        ['my-plugin/task_a', 6000],
        ['my-plugin/task_b', 6099],
      ]),
      problems: [],
      warnings: [],
    });
  });

  test.each<[string, readonly PluginTaskConfig[], Record<string, unknown>, string]>([
    [
      'an offset outside of the range',
      [config('my-plugin', 150)],
      { 'my-plugin': [6000, 6099] },
      "Plugin 'my-plugin' operation 'task_a' with offset 150 exceeds allocated range (6000, 6099). Maximum offset is 99.",
    ],
    ...[
      [50, 100],
      [100, 150],
      [199, 250],
      [9990, 10_000],
      [700, 600],
    ].map((range): [string, readonly PluginTaskConfig[], Record<string, unknown>, string] => [
      `the range ${range.join('-')}`,
      [config('my-plugin', 0)],
      { 'my-plugin': range },
      `Plugin 'my-plugin' range (${range.join(', ')}) is invalid: plugins have 200 to 9999, the lower number first.`,
    ]),
    [
      'what is no range',
      [config('my-plugin', 0)],
      { 'my-plugin': [6000] },
      "Plugin 'my-plugin' range [6000] is invalid: it must be two whole numbers, [first, last].",
    ],
    [
      'a plugin without tasks',
      [],
      { 'my-plugin': [6000, 6099] },
      "Plugin 'my-plugin' is not registered: it has no tasks.",
    ],
    [
      'ranges that overlap',
      [config('my-plugin', 0), config('other', 0)],
      { 'my-plugin': [6000, 6099], other: [6099, 6200] },
      "Plugin 'other' range (6099, 6200) overlaps that of plugin 'my-plugin', (6000, 6099).",
    ],
    [
      'two tasks with one number',
      [config('my-plugin', 3, 3)],
      { 'my-plugin': [6000, 6099] },
      "Plugin 'my-plugin' operation 'task_b': operation id 6003 is already in use by plugin 'my-plugin' operation 'task_a'.",
    ],
  ])('%s is a problem', (_name, configs, ranges, problem) => {
    expect(checkTaskRanges(configs, ranges, enabled).problems).toEqual([problem]);
  });

  test('all problems are found at once', () => {
    const ranges = { 'my-plugin': [50, 100], other: 'all' };
    expect(checkTaskRanges([config('my-plugin', 0), config('other', 0)], ranges, enabled).problems).toHaveLength(2);
  });

  test('a range of nobody and tasks without a range are warnings', () => {
    const checked = checkTaskRanges([config('my-plugin', 0)], { absent: [1, 2] }, enabled);
    expect(checked.problems).toEqual([]);
    expect(checked.warnings).toEqual([
      "Plugin 'absent' has a range of operation ids and is not enabled and loaded: the range waits.",
      "Plugin 'my-plugin' has tasks and no range of operation ids: set PLUGIN_OPERATION_ID_CONFIG.",
    ]);
  });
});

describe('the registry', () => {
  test('tells the number of a task and the task of a number', () => {
    PluginTaskRegistry.register(config('my-plugin', 0, 1));
    expect(PluginTaskRegistry.validateAll({ 'my-plugin': [5000, 5099] }, ['my-plugin']).problems).toEqual([]);
    expect(PluginTaskRegistry.getOperationId('my-plugin', 'task_b')).toBe(5001);
    expect(PluginTaskRegistry.findTask(5001)).toEqual({ pluginId: 'my-plugin', name: 'task_b', offset: 1, run });
    expect(PluginTaskRegistry.findTask(5002)).toBeNull();
  });

  test('knows a plugin under other names, and leaves the numbers of others alone', () => {
    PluginTaskRegistry.register(config('mine', 0));
    PluginTaskRegistry.register(config('other', 0));
    PluginTaskRegistry.validateAll({ mine: [5000, 5099] }, ['mine']);
    PluginTaskRegistry.alias('mine', 'my-plugin');
    PluginTaskRegistry.validateAll({ other: [6000, 6099] }, ['other']);
    expect(['mine', 'my-plugin', 'other'].map((name) => PluginTaskRegistry.getOperationId(name, 'task_a'))).toEqual([
      5000, 5000, 6000,
    ]);
  });

  test('takes a plugin once, and again after it went', () => {
    PluginTaskRegistry.register(config('my-plugin', 0));
    expect(() => PluginTaskRegistry.register(config('my-plugin', 0))).toThrow(
      "The tasks of plugin 'my-plugin' are already registered",
    );
    PluginTaskRegistry.unregister('my-plugin');
    PluginTaskRegistry.register(config('my-plugin', 0));
    expect(PluginTaskRegistry.getAllConfigs().map(({ pluginId }) => pluginId)).toEqual(['my-plugin']);
  });

  test('says what is missing when a task has no number', () => {
    PluginTaskRegistry.register(config('my-plugin', 0));
    PluginTaskRegistry.validateAll({ 'my-plugin': [5, 6] }, ['my-plugin']);
    expect(() => PluginTaskRegistry.getOperationId('my-plugin', 'task_a')).toThrow(
      `operation_id not found for plugin 'my-plugin' operation 'task_a': give it a range: PLUGIN_OPERATION_ID_CONFIG='{"my-plugin": [5000, 5099]}'`,
    );
    expect(() => PluginTaskRegistry.getOperationId('my-plugin', 'task_z')).toThrow('there is no such task');
  });
});

test('the statuses of jobs have the numbers that REST uses', () => {
  expect(Object.entries(JobStatus).map(([name, number]) => `${number} ${name}`)).toEqual([
    '1 PREPARING',
    '2 DONE',
    '3 ERROR',
    '4 TIMEOUT',
    '5 PROCESSING',
    '6 CANCELED',
    '7 WARNING',
  ]);
});

function letter(index: number): string {
  return `task_${String.fromCharCode(97 + index)}`;
}
