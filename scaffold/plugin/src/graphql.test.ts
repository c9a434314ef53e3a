import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeHarness } from 'pagoda-plugin-sdk/testing';
import plugin from './plugin.ts';

test('entries have labels', async () => {
  const { resolve } = makeHarness(plugin);
  const schema = { id: 5, name: 'Vendor' };
  const entries = ['Juniper', 'HP'].map((name, id) => ({ id, name, isActive: true, schema }));
  assert.deepEqual(await resolve('Entry.myPluginLabel', entries), ['V-JUN', 'V-HP']);
});
