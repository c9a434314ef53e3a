import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeHarness } from 'pagoda-plugin-sdk/testing';
import plugin from '../plugin.ts';

const { request } = makeHarness(plugin);
const anonymous = makeHarness(plugin, { actor: null });

test('test/ answers everybody', async () => {
  const { status, body } = await anonymous.request('GET', 'test/');
  assert.equal(status, 200);
  assert.deepEqual(body, { message: 'Hello from My Plugin!', plugin: { id: 'my-plugin', version: '1.0.0' } });
});

test('greet/<name>/ answers users', async () => {
  const { body } = await request('GET', 'greet/Ada/');
  assert.deepEqual(body, { greeting: 'Hello, Ada!', from: 'admin' });
  assert.equal((await anonymous.request('GET', 'greet/Ada/')).status, 403);
});

test('task/ needs a user', async () => {
  assert.equal((await anonymous.request('POST', 'task/')).status, 403);
});
