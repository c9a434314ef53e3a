import { expect, test } from '@jest/globals';
import { defineOperation, JobOperations, type JobOperation } from './index.ts';

function operation(number: number, isHidden = false): JobOperation {
  return defineOperation({ number, name: `NO_${number}`, isHidden, parseParams: () => null, run: () => undefined });
}

test('numbers belong to kinds of owners', () => {
  const operations = new JobOperations();
  operations.register('core', 'core', [operation(1), operation(99)]);
  operations.register('views', 'custom-view', [operation(100), operation(199)]);
  operations.register('my-plugin', 'plugin', [operation(200), operation(9999)]);
  expect(operations.all.map(({ number }) => number)).toEqual([1, 99, 100, 199, 200, 9999]);
  for (const [kind, number] of [
    ['core', 0],
    ['core', 100],
    ['custom-view', 99],
    ['custom-view', 200],
    ['plugin', 199],
    ['plugin', 10_000],
  ] as const) {
    expect(() => operations.register('other', kind, [operation(number)])).toThrow(
      `Operation "NO_${number}" of other has the number ${number}`,
    );
  }
});

test('a number is taken once, and free again when its owner goes', () => {
  const operations = new JobOperations();
  operations.register('a', 'plugin', [operation(300, true)]);
  expect(operations.hidden).toEqual([300]);
  expect(() => operations.register('b', 'plugin', [operation(300)])).toThrow(
    'Operations "NO_300" of a and "NO_300" of b are both 300.',
  );
  operations.unregister('a');
  expect(operations.find(300)).toBeNull();
  operations.register('b', 'plugin', [operation(300)]);
  expect(operations.find(300)?.name).toBe('NO_300');
});
