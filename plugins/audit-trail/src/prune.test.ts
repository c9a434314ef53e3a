import { expect, test } from '@jest/globals';
import { makeHarness } from 'pagoda-plugin-sdk/testing';
import { parseOptions } from './options.ts';
import plugin from './plugin.ts';

test('without keepDays everything is kept', async () => {
  const { ctx, timers } = makeHarness(plugin);
  await plugin.ready?.(ctx);
  expect(timers).toEqual([]);
});

test('what is older goes, ten thousand at once, soon and then every hour', async () => {
  const left = [10_000, 3];
  const harness = makeHarness(plugin, {
    options: { keepDays: 30 },
    sql: () => Array.from({ length: left.shift() ?? 0 }, () => ({})),
  });
  await plugin.ready?.(harness.ctx);
  expect(harness.timers).toEqual([
    { milliseconds: 1000, repeats: false },
    { milliseconds: 3_600_000, repeats: true },
  ]);
  await harness.runTimers();
  expect(harness.statements.map(({ params }) => params)).toEqual(Array.from({ length: 3 }, () => [30, 10_000]));
  expect(harness.log.map(({ message }) => message)).toEqual(['10003 audit records older than 30 days were deleted']);
});

test.each([
  [{}, null],
  [{ keepDays: 30 }, 30],
  [{ keepDays: '30' }, 30],
  [{ keepDays: '' }, null],
])('%j means %s', (given, keepDays) => {
  expect(parseOptions(given)).toEqual({ keepDays });
});

test.each([{ keepDays: 0 }, { keepDays: 'x' }, { keepDays: 1.5 }, { keepDays: true }, { keepDay: 3 }])(
  '%j is refused',
  (given) => {
    expect(() => parseOptions(given)).toThrow(/^keepDays must be|^There is no option keepDay;/);
  },
);
