import { expect, test } from '@jest/globals';
import { foldText, nameKey } from './name-key.ts';

test.each([
  ['LB', 'lb'],
  ['ÄÖ', 'äö'],
  ['A\u0308O\u0308', 'äö'],
  ['ΟΔΟΣ', 'οδος'],
  ['οδος', 'οδοσ'],
  ['\u212b', 'å'],
  ['\u212a', 'k'],
  ['İ', 'i\u0307'],
  ['ẞ', 'ß'],
  ['J\u030c', '\u01f0'],
  [' \u3000a\u00a0\n', 'a'],
])('%j and %j are one name', (left, right) => {
  expect(nameKey(left)).toBe(nameKey(right));
});

test.each([
  ['strasse', 'straße'],
  ['a b', 'ab'],
  ['é', 'e'],
  ['ı', 'i'],
  ['ア', 'あ'],
  ['ｱ', 'ア'],
])('%j and %j are two', (left, right) => {
  expect(nameKey(left)).not.toBe(nameKey(right));
});

test('a part of a text folds like the whole', () => {
  expect(foldText('ΟΔΟΣΑ')).toContain(foldText('ΟΔΟΣ'));
});

test('texts keep their spaces', () => {
  expect(foldText(' A ')).toBe(' a ');
});

test('folding what is folded changes nothing, for every character of the first two planes', () => {
  const unstable: string[] = [];
  for (let code = 0; code <= 0x1ffff; code++) {
    const key = nameKey(`a${String.fromCodePoint(code)}`);
    if (nameKey(key) !== key) unstable.push(code.toString(16));
  }
  expect(unstable).toEqual([]);
});
