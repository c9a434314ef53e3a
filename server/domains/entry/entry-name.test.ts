import { expect, test } from '@jest/globals';
import { checkEntryName } from './entry-name.ts';

const codesOf = (name: unknown, pattern = '') =>
  checkEntryName(name, { pattern }).map(({ code, restCode }) => [code, restCode ?? null]);

test.each(['srv-0007', ' srv ', '\tsrv\t', 'a/b "c"', 'two\nlines', '__proto__', '😀'.repeat(200), '\u202eabc', '%'])(
  '%j is a name for an entry',
  (name) => {
    expect(codesOf(name)).toEqual([]);
  },
);

test.each([
  [undefined, 'REQUIRED', null],
  [null, 'REQUIRED', 'AE-999999'],
  [' ', 'REQUIRED', 'AE-999999'],
  [7, 'INVALID', null],
  ['a'.repeat(201), 'TOO_LONG', null],
  ['a\0', 'INVALID', null],
  ['\udfff', 'INVALID', null],
  ['a\tb', 'INVALID', 'AE-250000'],
])('%j is refused with %s %s', (name, code, restCode) => {
  expect(codesOf(name)).toEqual([[code, restCode]]);
});

test('the pattern of the entity holds from the start of the trimmed name', () => {
  expect(codesOf('  srv-1', 'srv-')).toEqual([]);
  expect(codesOf('my srv-1', 'srv-')).toEqual([['INVALID', 'AE-250000']]);
  expect(codesOf('srv-1  ', 'srv-1$')).toEqual([]);
});

test('a tab and a mismatch are both told', () => {
  expect(codesOf('a\tb', 'srv')).toEqual([
    ['INVALID', 'AE-250000'],
    ['INVALID', 'AE-250000'],
  ]);
});

test('a pattern that cannot be used refuses every name and says why', () => {
  expect(checkEntryName('a', { pattern: '(?=a)' })).toEqual([
    { code: 'INVALID', path: ['name'], restCode: 'AE-250000', message: expect.stringContaining('look-around') },
  ]);
});
