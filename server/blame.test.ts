import { expect, test } from '@jest/globals';
import { blame, culpritOf } from './blame.ts';

test.each([
  ['a text', 'a text'],
  [Symbol('sign'), 'Symbol(sign)'],
  [{ code: 7 }, '{ code: 7 }'],
  [Object.create(null), 'null prototype'],
  [null, 'null'],
])('whatever was thrown, somebody is blamed for it: %#', (thrown: unknown, words) => {
  const error = blame(thrown, 'stock-room');
  expect(error.message).toContain(words);
  expect(culpritOf(error)).toBe('stock-room');
});
