import { describe, expect, test } from '@jest/globals';
import type { Comparison, Task } from '../test/compare-executors.ts';
import { runInThread } from '../test/run-in-thread.ts';

describe('1,000 generated operations come to the same data and errors, in the same order, as with graphql-js', () => {
  test.each([
    ['when every resolver answers at once', false],
    ['when some answer later', true],
  ])('%s', async (_name, isLaterAllowed) => {
    const comparison = await runInThread<Comparison>('compare-executors.ts', {
      operations: 1000,
      isLaterAllowed,
    } satisfies Task);
    expect(comparison.differences).toEqual([]);
    expect(comparison.unnoticed).toBe(0);
    // The operations are worth comparing: all kinds of answers are among them.
    expect(comparison.withoutErrors).toBeGreaterThan(150);
    expect(comparison.withErrors).toBeGreaterThan(300);
    expect(comparison.nulled).toBeGreaterThan(50);
    expect(comparison.refused).toBeGreaterThan(20);
  });
});
