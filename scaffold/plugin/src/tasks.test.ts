import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Models } from 'pagoda-plugin-sdk';
import { JobStatus } from 'pagoda-plugin-sdk/tasks';
import { injectModels, makeHarness } from 'pagoda-plugin-sdk/testing';
import plugin from './plugin.ts';

test('the task counts entries', async () => {
  // As much of the models as the task uses.
  const models = { Entry: { objects: { filter: () => ({ count: async () => 3 }) } } };
  const withdraw = injectModels(models as unknown as Partial<Models>);
  const { status, result, log } = await makeHarness(plugin).runTask('count_entries');
  assert.deepEqual([status, result], [JobStatus.DONE, { count: 3 }]);
  assert.equal(log[0]?.message, 'There are 3 entries');
  withdraw();
});

test('the task is declared', () => {
  assert.equal(plugin.tasks?.pluginId, 'my-plugin');
  assert.equal(plugin.tasks?.tasks.count_entries?.offset, 0);
});
