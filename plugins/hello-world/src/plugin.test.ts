import { expect, test } from '@jest/globals';
import { makeHarness } from 'pagoda-plugin-sdk/testing';
import plugin from './plugin.ts';

test('the plugin tells what it is', () => {
  expect(plugin.getInfo()).toMatchObject({
    id: 'hello-world-plugin',
    name: 'Hello World Plugin',
    version: '1.0.0',
    author: 'Pagoda Development Team',
  });
  expect(String(plugin)).toBe('Hello World Plugin v1.0.0 (hello-world-plugin)');
});

test('it says in the log that it is ready', async () => {
  const { ctx, log } = makeHarness(plugin);
  await plugin.ready?.(ctx);
  expect(log).toEqual([{ level: 'info', message: 'Initialized Hello World Plugin v1.0.0', details: {} }]);
});

test('it greets in GraphQL', async () => {
  expect(await makeHarness(plugin).resolve('Query.helloWorld', [undefined], { name: 'Ada' })).toEqual(['Hello, Ada!']);
});
