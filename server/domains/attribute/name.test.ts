import { expect, test } from '@jest/globals';
import { checkName, cleanName } from './name.ts';

const rule = { subject: 'The name of the entity', max: 200, path: ['name'] };
const codesOf = (name: unknown) => checkName(name, rule).map(({ code, restCode }) => [code, restCode ?? null]);

test.each([
  'a',
  '  a  ',
  '__proto__',
  'constructor',
  '😀',
  '\u202eevil',
  '100%',
  "'; drop table entry; --",
  'a/b\\c"d',
  'two\nlines',
  'a'.repeat(200),
  '😀'.repeat(200),
  ` ${'あ'.repeat(200)} `,
])('%j is a name', (name) => {
  expect(checkName(name, rule)).toEqual([]);
});

test.each([
  [undefined, 'REQUIRED', null],
  [null, 'REQUIRED', 'AE-999999'],
  ['', 'REQUIRED', 'AE-999999'],
  [' \t\n\u3000\u00a0\ufeff', 'REQUIRED', 'AE-999999'],
  [5, 'INVALID', null],
  [true, 'INVALID', null],
  [['a'], 'INVALID', null],
  [{}, 'INVALID', null],
  ['a\0b', 'INVALID', null],
  ['a\ud800', 'INVALID', null],
  ['a'.repeat(201), 'TOO_LONG', null],
  ['😀'.repeat(201), 'TOO_LONG', null],
])('%j is refused with %s', (name, code, restCode) => {
  expect(codesOf(name)).toEqual([[code, restCode]]);
});

test('a name of ten million characters is refused without being looked through', () => {
  expect(codesOf('a'.repeat(10_000_000))).toEqual([['TOO_LONG', null]]);
});

test('the problem names the thing and its place', () => {
  expect(checkName('a'.repeat(21), { subject: 'The prefix', max: 20, path: ['attrs', 2, 'namePrefix'] })).toEqual([
    {
      code: 'TOO_LONG',
      message: 'The prefix is too long: at most 20 characters are allowed.',
      path: ['attrs', '2', 'namePrefix'],
    },
  ]);
});

test('names are stored without spaces around', () => {
  expect(cleanName(' \u3000a b\t')).toBe('a b');
});
