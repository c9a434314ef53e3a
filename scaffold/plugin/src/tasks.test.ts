import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Models } from 'pagoda-plugin-sdk';
import type { JobProtocol } from 'pagoda-plugin-sdk/tasks';
import { injectModels, makeHarness } from 'pagoda-plugin-sdk/testing';
import plugin from './plugin.ts';
import { countEntries } from './tasks.ts';

test('the task counts entries', async () => {
  // As much of the models and of a job as the task uses.
  const models = { Entry: { objects: { filter: () => ({ count: async () => 3 }) } } };
  const withdraw = injectModels(models as unknown as Partial<Models>);
  const { ctx, log } = makeHarness(plugin);
  assert.deepEqual(await countEntries({ id: 7 } as JobProtocol, ctx), { count: 3 });
  assert.equal(log[0]?.message, 'Job 7 counted 3 entries');
  withdraw();
});

test('the task is declared', () => {
  assert.equal(plugin.tasks?.pluginId, 'my-plugin');
  assert.deepEqual(plugin.tasks?.tasks, { count_entries: { offset: 0, run: countEntries } });
});
