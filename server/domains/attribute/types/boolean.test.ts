import { expect, test } from '@jest/globals';
import { column, names, valueOf } from '../test/samples.ts';
import { booleanType as type } from './boolean.ts';

test.each([true, false])('%j is stored as it is', (input) => {
  expect(valueOf(type.parse(input, column))).toBe(input);
});

test('it is never empty', () => {
  expect(type.isEmpty(false)).toBe(false);
});

test('the first version is always a change', () => {
  expect(type.isChanged(undefined, false)).toBe(true);
  expect(type.isChanged(false, false)).toBe(false);
  expect(type.isChanged(false, true)).toBe(true);
});

test('it is shown as true or false and not searched', () => {
  expect(type.render(false, column)).toEqual({ __typename: 'BooleanValue', boolean: false });
  expect(type.toText(true, column, names)).toBe('true');
  expect(type.toText(false, column, names)).toBe('false');
  expect(type.searchTexts(true)).toEqual([]);
  expect(type.references(true)).toEqual([]);
});
