import { expect, test } from '@jest/globals';
import { column, names, valueOf } from '../test/samples.ts';
import { dateType as type } from './date.ts';

test.each([
  [null, null],
  ['', null],
  ['2026-03-01', '2026-03-01'],
  ['2026-3-1', '2026-03-01'],
  ['2024-02-29', '2024-02-29'],
  ['2000-02-29', '2000-02-29'],
  ['0001-01-01', '0001-01-01'],
  ['9999-12-31', '9999-12-31'],
])('%j is stored as %j', (input, stored) => {
  expect(valueOf(type.parse(input, column))).toBe(stored);
});

test('dates are empty, change and show as dates', () => {
  expect(type.isEmpty(null)).toBe(true);
  expect(type.isEmpty('2026-03-01')).toBe(false);
  expect(type.isChanged(undefined, null)).toBe(false);
  expect(type.isChanged('2026-03-01', null)).toBe(true);
  expect(type.isChanged('2026-03-01', '2026-03-01')).toBe(false);
  expect(type.isChanged('2026-03-01', '2026-03-02')).toBe(true);
  expect(type.searchTexts('2026-03-01')).toEqual(['2026-03-01']);
  expect(type.toText('2026-03-01', column, names)).toBe('2026-03-01');
  expect(type.toText(null, column, names)).toBe('');
  expect(type.render('2026-03-01', column)).toEqual({ __typename: 'DateValue', date: '2026-03-01' });
  expect(type.render(null, column)).toBeNull();
});
