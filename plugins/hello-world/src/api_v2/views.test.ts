import { describe, expect, test } from '@jest/globals';
import { makeHarness } from 'pagoda-plugin-sdk/testing';
import plugin from '../plugin.ts';

const { request } = makeHarness(plugin, { actor: { id: 2, username: 'mori', isSuperuser: false } });
const anonymous = makeHarness(plugin, { actor: null });

const block = {
  id: 'hello-world-plugin',
  name: 'Hello World Plugin',
  version: '1.0.0',
  type: 'external',
  core: 'pagoda-core',
};
const frame = {
  plugin: block,
  user: { username: 'mori', is_authenticated: true },
  pagoda_core_version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
  timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/),
};

test('test/ answers everybody', async () => {
  expect(await anonymous.request('GET', 'test/')).toMatchObject({
    status: 200,
    body: {
      ...frame,
      message: 'External Hello World Plugin is working via pagoda-core!',
      test: 'no-auth',
      user: { username: 'anonymous', is_authenticated: false },
    },
  });
});

test.each([
  ['GET', 'hello/'],
  ['POST', 'hello/'],
  ['GET', 'greet/Ada/'],
  ['GET', 'status/'],
  ['POST', 'task/'],
  ['GET', 'entities/'],
  ['GET', 'entities/5/'],
  ['GET', 'entries/'],
  ['GET', 'entries/7/'],
])('%s %s needs a user', async (method, path) => {
  expect((await anonymous.request(method, path)).status).toBe(403);
});

describe('hello/', () => {
  test('greets', async () => {
    const { status, body } = await request('GET', 'hello/');
    expect(status).toBe(200);
    expect(body).toEqual({ ...frame, message: 'Hello from the External Hello World Plugin via pagoda-core!' });
  });

  test('says what it is told', async () => {
    const { status, body } = await request('POST', 'hello/', { body: { message: 'Good morning' } });
    expect(status).toBe(200);
    expect(body).toEqual({ ...frame, message: 'Good morning' });
    expect((await request('POST', 'hello/', { body: { message: 5 } })).status).toBe(400);
  });
});

test.each(['John', '世界', 'a b'])('greet/%s/ greets by name', async (name) => {
  const { body } = await request('GET', `greet/${encodeURIComponent(name)}/`);
  expect(body).toEqual({ ...frame, greeting: `Hello, ${name}!`, requested_name: name });
});

test('status/ tells about the installation', async () => {
  const { body } = await request('GET', 'status/');
  const address = '/api/v2/plugins/hello-world-plugin';
  expect(body).toEqual({
    ...frame,
    plugin: { ...block, status: 'active', author: 'Pagoda Development Team', installation: 'external_package' },
    system: {
      django_app: 'pagoda_hello_world_plugin',
      package_name: 'pagoda-hello-world-plugin',
      endpoints: [`${address}/hello/`, `${address}/greet/<name>/`, `${address}/status/`, `${address}/test/`],
    },
  });
});

test('task/ says why the task cannot be queued', async () => {
  const { status, body } = await request('POST', 'task/', { body: { message: 'Good morning' } });
  expect(status).toBe(500);
  expect(body).toEqual({
    error: 'Failed to queue task',
    message: 'This server has no background tasks',
    plugin: { id: 'hello-world', name: 'Hello World Plugin' },
    timestamp: frame.timestamp,
  });
});

test.each([
  ['entities/', 'Entity'],
  ['entities/5/', 'Entity'],
  ['entries/', 'Entry'],
  ['entries/7/', 'Entry'],
])('%s says that the models are not there', async (path, model) => {
  const error = `${model} model not available`;
  const { status, body } = await request('GET', path);
  expect(status).toBe(503);
  expect(body).toEqual({
    error,
    message: error,
    plugin: { id: 'hello-world-plugin', name: 'Hello World Plugin' },
    timestamp: frame.timestamp,
  });
});
