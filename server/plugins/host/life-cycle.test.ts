import { expect, test } from '@jest/globals';
import { definePlugin, type Plugin } from 'pagoda-plugin-sdk';
import { makeTestWorld } from '../../test/context.ts';
import { makeLogLines } from '../test/log-lines.ts';
import { plainServices } from '../test/plain-services.ts';
import { hostPlugin } from './hosted-plugin.ts';
import { runStep } from './life-cycle.ts';

const { contextOf } = await makeTestWorld();
const host = (plugin: Plugin) => hostPlugin({ entry: plugin.id, found: null, plugin }, {}, plainServices);
const common = { name: 'x', version: '1.0.0' };

test('a plugin that never becomes ready is waited for no longer than its time', async () => {
  const begun: string[] = [];
  const hangs = host(definePlugin({ ...common, id: 'hangs', ready: () => new Promise(() => {}) }));
  const next = host(definePlugin({ ...common, id: 'next', ready: () => void begun.push('next') }));
  const { log, lines } = makeLogLines();
  await runStep('ready', [hangs, next], { ctx: await contextOf(null), log, timeout: 20 });
  expect(begun).toEqual(['next']);
  expect(lines).toMatchObject([{ plugin: 'hangs', msg: 'Plugin hangs failed in ready: it took longer than 20 ms' }]);
});
