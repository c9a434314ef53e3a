import { expect, test } from '@jest/globals';
import { column, names, valueOf } from '../test/samples.ts';
import { dateTimeType as type } from './date-time.ts';

test.each([
  [null, null],
  ['', null],
  ['2026-03-01T09:04:05Z', '2026-03-01T09:04:05.000Z'],
  ['2026-03-01T09:04:05.123Z', '2026-03-01T09:04:05.123Z'],
  ['2026-03-01T09:04:05.123999Z', '2026-03-01T09:04:05.123Z'],
  ['2026-03-01T09:04:05,5Z', '2026-03-01T09:04:05.500Z'],
  ['2026-03-01T18:04:05+09:00', '2026-03-01T09:04:05.000Z'],
  ['2026-03-01T18:04:05+0900', '2026-03-01T09:04:05.000Z'],
  ['2026-03-01T18:04:05+09', '2026-03-01T09:04:05.000Z'],
  ['2026-03-01T04:04:05-05:30', '2026-03-01T09:34:05.000Z'],
  ['2026-03-01 18:04:05', '2026-03-01T09:04:05.000Z'],
  ['2026-03-01T18:04', '2026-03-01T09:04:00.000Z'],
  ['2026-03-01', '2026-02-28T15:00:00.000Z'],
  ['2026-3-1 9:04z', '2026-03-01T09:04:00.000Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
])('%j in Tokyo is stored as %j', (input, stored) => {
  expect(valueOf(type.parse(input, column))).toBe(stored);
});

test.each([
  ['an ordinary winter day', '2026-01-15T12:00', '2026-01-15T11:00:00.000Z'],
  ['an ordinary summer day', '2026-07-15T12:00', '2026-07-15T10:00:00.000Z'],
  ['the hour that is skipped in spring', '2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
  ['the hour that comes twice in autumn', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
  ['the first moment after it', '2026-10-25T03:00', '2026-10-25T02:00:00.000Z'],
])('without an offset it is meant in the zone: %s', (_what, input, stored) => {
  expect(valueOf(type.parse(input, { ...column, timeZone: 'Europe/Berlin' }))).toBe(stored);
});

test('the same instant in another form is no change', () => {
  const stored = valueOf(type.parse('2026-03-01T09:04:05Z', column));
  for (const input of ['2026-03-01T18:04:05+09:00', '2026-03-01 18:04:05', '2026-03-01T09:04:05.000Z']) {
    expect(type.isChanged(stored, valueOf(type.parse(input, column)))).toBe(false);
  }
  expect(type.isChanged(stored, null)).toBe(true);
  expect(type.isChanged(undefined, null)).toBe(false);
  expect(type.isChanged(undefined, stored)).toBe(true);
});

test('it shows as ISO 8601 in UTC', () => {
  const stored = '2026-03-01T09:04:05.000Z';
  expect(type.toText(stored, column, names)).toBe(stored);
  expect(type.searchTexts(stored)).toEqual(['2026-03-01t09:04:05.000z']);
  expect(type.render(stored, column)).toEqual({ __typename: 'DateTimeValue', dateTime: stored });
  expect(type.render(null, column)).toBeNull();
  expect(type.isEmpty(null)).toBe(true);
  expect(type.isEmpty(stored)).toBe(false);
});
