import { expect, test } from '@jest/globals';
import { column, names, valueOf } from '../test/samples.ts';
import { arrayStringType as type } from './text-list.ts';

test.each([
  [[], []],
  [
    ['a', 'b'],
    ['a', 'b'],
  ],
  [
    ['a', '', 'b', ''],
    ['a', 'b'],
  ],
  [['', ''], []],
  [[' '], [' ']],
  [
    ['a', 'a'],
    ['a', 'a'],
  ],
])('%j is stored as %j', (input, stored) => {
  expect(valueOf(type.parse(input, column))).toEqual(stored);
});

test('10,000 elements fit, one more does not', () => {
  expect(type.parse(Array(10_000).fill('a'), column)).toHaveProperty('value');
  expect(type.parse(Array(10_001).fill('a'), column)).toMatchObject({ problems: [{ code: 'TOO_MANY', path: [] }] });
});

test('every bad element is reported, up to a hundred', () => {
  expect(type.parse(['a', 1, 'b', null], column)).toMatchObject({ problems: [{ path: [1] }, { path: [3] }] });
  expect(type.parse(Array(500).fill(1), column)).toHaveProperty('problems.length', 100);
});

test('only the empty list is empty', () => {
  expect(type.isEmpty([])).toBe(true);
  expect(type.isEmpty(['a'])).toBe(false);
});

test('another order is no change, another number of each is', () => {
  expect(type.isChanged(['a', 'b'], ['b', 'a'])).toBe(false);
  expect(type.isChanged(['a', 'a', 'b'], ['a', 'b', 'b'])).toBe(true);
  expect(type.isChanged(['a'], ['a', 'a'])).toBe(true);
  expect(type.isChanged(['a'], ['b'])).toBe(true);
  expect(type.isChanged(['a'], [])).toBe(true);
  expect(type.isChanged(undefined, [])).toBe(false);
  expect(type.isChanged(undefined, ['a'])).toBe(true);
});

test('search sees each element, people see them in a row', () => {
  expect(type.searchTexts(['A', 'Ö'])).toEqual(['a', 'ö']);
  expect(type.toText(['A', 'Ö'], column, names)).toBe('A, Ö');
  expect(type.render(['A'], column)).toEqual({ __typename: 'StringListValue', strings: ['A'] });
  expect(type.render([], column)).toEqual({ __typename: 'StringListValue', strings: [] });
});
