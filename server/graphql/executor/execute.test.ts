import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from '@jest/globals';
import type { Comparison, Task } from '../testing/compare-executors.ts';

/** In a thread of its own, where rejections that nobody handles can be counted. */
async function compareExecutors(task: Task): Promise<Comparison> {
  const worker = new Worker(new URL('../testing/compare-executors.ts', import.meta.url), { workerData: task });
  const [comparison] = await once(worker, 'message');
  await worker.terminate();
  return comparison as Comparison;
}

describe('1,000 generated operations come to the same data and errors, in the same order, as with graphql-js', () => {
  test.each([
    ['when every resolver answers at once', false],
    ['when some answer later', true],
  ])(
    '%s',
    async (_name, isLaterAllowed) => {
      const comparison = await compareExecutors({ operations: 1000, isLaterAllowed });
      expect(comparison.differences).toEqual([]);
      expect(comparison.unnoticed).toBe(0);
      // The operations are worth comparing: all kinds of answers are among them.
      expect(comparison.withoutErrors).toBeGreaterThan(150);
      expect(comparison.withErrors).toBeGreaterThan(300);
      expect(comparison.nulled).toBeGreaterThan(50);
      expect(comparison.refused).toBeGreaterThan(20);
    },
    120_000,
  );
});
