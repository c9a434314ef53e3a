import { describe, expect, test } from '@jest/globals';
import { compilePattern } from './item-name-pattern.ts';

function matches(source: string, name: string): boolean {
  const compiled = compilePattern(source);
  if ('problem' in compiled) throw new Error(compiled.problem.message);
  return compiled.pattern.matches(name);
}

test.each([
  ['', 'anything', true],
  ['', '', true],
  ['^srv-[0-9]{4}$', 'srv-0001', true],
  ['^srv-[0-9]{4}$', 'srv-00012', false],
  ['srv-[0-9]{4}', 'srv-00012', true],
  ['srv', 'srv-1', true],
  ['srv', 'my-srv', false],
  ['.*srv', 'my-srv', true],
  ['a|b', 'bc', true],
  ['a|b', 'cb', false],
  ['a$|b', 'bc', true],
  ['(?i)SRV', 'srv', true],
  ['SRV', 'srv', false],
  ['\\p{Katakana}+$', 'サバ', true],
  ['[^ ]+$', 'a b', false],
  ['(?P<kind>[a-z]+)-(?<number>\\d+)', 'db-7', true],
  ['.$', '😀', true],
])('%j and %j: %j', (source, name, expected) => {
  expect(matches(source, name)).toBe(expected);
});

describe('a pattern that makes backtracking engines hang', () => {
  const name = `${'a'.repeat(254)}!`;
  const best = (source: string): number => {
    const times = Array.from({ length: 20 }, () => {
      const started = performance.now();
      expect(matches(source, name)).toBe(false);
      return performance.now() - started;
    });
    return Math.min(...times);
  };

  test.each(['(a+)+$', '(a|aa)+$', '(a|a?)+$', '(.*)*(.*)*x$', '([a-zA-Z]+)*$'])(
    '%s takes under 5 ms for 255 characters',
    (source) => {
      expect(best(source)).toBeLessThan(5);
    },
  );
});

test.each([
  ['(?=a)b', 'look-around'],
  ['(?!a)b', 'look-around'],
  ['(?<=a)b', 'look-around'],
  ['(?<!a)b', 'look-around'],
  ['(a)\\1', 'back-reference'],
  ['(?P<n>a)(?P=n)', 'back-reference'],
  ['(?<n>a)\\k<n>', 'back-reference'],
  ['a{1001}', 'more than 1,000 times'],
  ['(((a{1000}){1000}){1000})', 'more than 1,000 times'],
  ['((((((((((((((((a{9}){9}){9}){9}){9}){9}){9}){9}){9}){9}){9}){9}){9}){9}){9}){9})', 'more than 1,000 times'],
  ['.{1000}'.repeat(57), 'too large'],
  ['\\pL{1000}'.repeat(44), 'too large'],
  ['(', 'missing closing )'],
  ['[a', 'missing closing ]'],
  ['*a', 'missing argument'],
  ['a**', 'RE2 syntax'],
  ['a++', 'RE2 syntax'],
  ['(?>a)', 'RE2 syntax'],
  ['\\', 'trailing backslash'],
  ['a)|(b', 'unexpected )'],
  ['\\p{Nothing}', 'RE2 syntax'],
  ['a\0', 'NUL'],
  ['a\ud800', 'surrogate'],
])('%j is refused, saying %j', (source, words) => {
  const expected = { code: 'INVALID', path: ['itemNamePattern'], message: expect.stringContaining(words) };
  expect(compilePattern(source)).toEqual({ problem: expected });
});

test('400 characters fit, one more does not', () => {
  expect(compilePattern('😀'.repeat(400))).toHaveProperty('pattern');
  expect(compilePattern('a'.repeat(401))).toMatchObject({ problem: { code: 'TOO_LONG', path: ['itemNamePattern'] } });
});

test('a pattern is compiled once while it is in use', () => {
  const first = compilePattern('in-use');
  const later = Array.from({ length: 10 }, (_, round) => {
    for (let number = 0; number < 100; number++) compilePattern(`other-${round}-${number}`);
    return compilePattern('in-use');
  });
  expect(later.every((compiled) => compiled === first)).toBe(true);
});

test('a pattern that is not in use is forgotten', () => {
  const first = compilePattern('forgotten');
  for (let number = 0; number < 1_000; number++) compilePattern(`another-${number}`);
  expect(compilePattern('forgotten')).not.toBe(first);
});
