import { expect, test } from '@jest/globals';
import { column, names, valueOf } from '../test/samples.ts';
import { arrayNumberType } from './number-list.ts';
import { numberType } from './number.ts';

const forms: readonly (readonly [unknown, number | null])[] = [
  [null, null],
  ['', null],
  [4, 4],
  [0, 0],
  [-0, 0],
  ['-0', 0],
  [1.5, 1.5],
  [-3, -3],
  [1e21, 1e21],
  [5e-324, 5e-324],
  [Number.MAX_VALUE, Number.MAX_VALUE],
  ['4', 4],
  [' 4 ', 4],
  ['+4', 4],
  ['1e3', 1000],
  ['1E-2', 0.01],
  ['.5', 0.5],
  ['5.', 5],
  ['007', 7],
  ['1e-999', 0],
];

test.each(forms)('%j is stored as %j', (input, stored) => {
  expect(valueOf(numberType.parse(input, column))).toBe(stored);
  expect(valueOf(arrayNumberType.parse([input], column))).toEqual([stored]);
});

test('a text of a million digits that is no number is refused in linear time', () => {
  expect(numberType.parse(`${'1'.repeat(1_000_000)}x`, column)).toHaveProperty('problems');
});

test('only null is empty, zero is not', () => {
  expect(numberType.isEmpty(null)).toBe(true);
  expect(numberType.isEmpty(0)).toBe(false);
});

test('numbers change by value', () => {
  expect(numberType.isChanged(undefined, null)).toBe(false);
  expect(numberType.isChanged(undefined, 0)).toBe(true);
  expect(numberType.isChanged(null, 0)).toBe(true);
  expect(numberType.isChanged(4, 4)).toBe(false);
  expect(numberType.isChanged(4, null)).toBe(true);
});

test('a number is shown without a needless fraction', () => {
  expect(numberType.toText(4, column, names)).toBe('4');
  expect(numberType.searchTexts(1.5)).toEqual(['1.5']);
  expect(numberType.searchTexts(1e21)).toEqual(['1e+21']);
  expect(numberType.searchTexts(null)).toEqual([]);
  expect(numberType.toText(null, column, names)).toBe('');
  expect(numberType.render(0, column)).toEqual({ __typename: 'NumberValue', number: 0 });
  expect(numberType.render(null, column)).toBeNull();
});

test('empty elements of a list keep their place', () => {
  expect(valueOf(arrayNumberType.parse([1, null, '', 2], column))).toEqual([1, null, null, 2]);
  expect(arrayNumberType.render([1, null], column)).toEqual({ __typename: 'NumberListValue', numbers: [1, null] });
  expect(arrayNumberType.searchTexts([1, null, 2])).toEqual(['1', '2']);
  expect(arrayNumberType.toText([1, null, 2], column, names)).toBe('1, 2');
});

test('a mandatory list refuses any empty element', () => {
  expect(arrayNumberType.isEmpty([])).toBe(true);
  expect(arrayNumberType.isEmpty([1, null])).toBe(true);
  expect(arrayNumberType.isEmpty([0])).toBe(false);
});

test('lists of numbers change by what they hold, not by order or empty elements', () => {
  expect(arrayNumberType.isChanged([2, 10], [10, 2])).toBe(false);
  expect(arrayNumberType.isChanged([1, null], [1])).toBe(false);
  expect(arrayNumberType.isChanged([1, 1], [1])).toBe(true);
  expect(arrayNumberType.isChanged([1], [2])).toBe(true);
  expect(arrayNumberType.isChanged(undefined, [])).toBe(false);
  expect(arrayNumberType.isChanged(undefined, [null])).toBe(true);
});
