/** Within 1.x nothing goes that 1.0.0 had. What comes is seen in the snapshot of sdk/exports.test.ts. */
import { expect, test } from '@jest/globals';
import before from './fixtures/lasting-1.0.0/api.json' with { type: 'json' };
import { findRemoved, listApi, type Api } from './sdk-api.ts';

test('the SDK has everything that it had in 1.0.0', () => {
  const now = listApi();
  expect(Object.keys(now['.'] ?? {}).length).toBeGreaterThan(100);
  expect(findRemoved(before, now)).toEqual([]);
});

test('an export and a member that are gone are named', () => {
  const one: Api = { './tasks': { Job: [], PluginTask: ['offset', 'run'] } };
  const other: Api = { './tasks': { PluginTask: ['offset'], More: [] } };
  expect(findRemoved(one, other)).toEqual([
    '"Job" of pagoda-plugin-sdk/tasks is gone: it stays within 1.x. Keep it, marked @deprecated.',
    '"run" of "PluginTask" of pagoda-plugin-sdk/tasks is gone: it stays within 1.x. Keep it, marked @deprecated.',
  ]);
});
