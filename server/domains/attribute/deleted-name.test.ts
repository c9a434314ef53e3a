import { expect, test } from '@jest/globals';
import { deletedName } from './deleted-name.ts';

const time = new Date('2026-03-01T18:04:05.999Z');

test.each([
  ['Asia/Tokyo', 'a_deleted_20260302_030405'],
  ['UTC', 'a_deleted_20260301_180405'],
  ['America/St_Johns', 'a_deleted_20260301_143405'],
])('the time of deletion is read from the clocks of %s', (timeZone, name) => {
  expect(deletedName('a', time, timeZone)).toBe(name);
});

test('summer time counts', () => {
  expect(deletedName('a', new Date('2026-07-01T00:00:00Z'), 'Europe/Berlin')).toBe('a_deleted_20260701_020000');
});

test('the longest names can be deleted, and deleted again', () => {
  const once = deletedName('あ'.repeat(200), time, 'UTC');
  expect(once).toHaveLength(224);
  expect(deletedName(once, time, 'UTC')).toMatch(/_deleted_20260301_180405_deleted_20260301_180405$/);
});
