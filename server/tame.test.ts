import { expect, test } from '@jest/globals';
import { tame } from './tame.ts';

test('what cannot bite is given back as it is', () => {
  const error = Object.assign(new Error('no'), { detail: { a: 1 } });
  expect(tame(error)).toBe(error);
  expect(tame(null)).toBeNull();
});

test('of a detail only the part that bites is left out', () => {
  const detail = {
    a: 1,
    get b() {
      throw new Error('it bites');
    },
  };
  expect(tame(Object.assign(new Error('no'), { detail }))).toMatchObject({ message: 'no', detail: { a: 1 } });
  expect(detail).toHaveProperty('a', 1);
});

test('a frozen error is copied with the place where it was thrown', () => {
  const error = Object.freeze(new TypeError('no'));
  const copy = tame(error);
  expect(copy).not.toBe(error);
  expect(copy).toBeInstanceOf(TypeError);
  expect(copy).toMatchObject({ message: 'no', stack: error.stack });
});

test('a long chain of causes is cut, and every one that is left can be read', () => {
  let error = new Error('cause 0');
  for (let count = 1; count <= 11; count += 1) error = new Error(`cause ${count}`, { cause: error });
  const messages: string[] = [];
  for (let link = tame(error); link instanceof Error; link = link.cause) messages.push(link.message);
  expect(messages.slice(0, 2)).toEqual(['cause 11', 'cause 10']);
  expect(messages.slice(-2)).toEqual(['cause 3', 'What is below is left out']);
});
