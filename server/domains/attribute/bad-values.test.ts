/** Inputs that each type refuses: every one gets a problem that says what is wrong, and none throws. */
import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import type { AttributeTypeName, ValueProblem } from './attribute-type.ts';
import { attributeTypes, attributeTypeOfName } from './attribute-types.ts';
import { column } from './test/samples.ts';

interface Bad {
  readonly input: unknown;
  readonly code: ValueProblem['code'];
  readonly path: ValueProblem['path'];
}

const bad = (input: unknown, code: ValueProblem['code'] = 'INVALID', path: ValueProblem['path'] = []): Bad => ({
  input,
  code,
  path,
});
const allBad = (...inputs: readonly unknown[]): Bad[] => inputs.map((input) => bad(input));
const forms = (all: string): string[] => all.split('|');
const inList = (all: readonly Bad[]): Bad[] => all.map(({ input, code, path }) => bad([input], code, [0, ...path]));
const inName = (all: readonly Bad[]): Bad[] =>
  all.map(({ input, code, path }) => bad({ name: input, id: null }, code, ['name', ...path]));
const inId = (all: readonly Bad[]): Bad[] =>
  all.map(({ input, code, path }) => bad({ name: 'a', id: input }, code, ['id', ...path]));

/** What JSON cannot hold, but a plugin in the same process can hand over. */
const foreign = [undefined, Number.NaN, Number.POSITIVE_INFINITY, 10n, Symbol('s'), () => 1, new Date(0), new Map()];

const texts: readonly Bad[] = [
  ...allBad(null, 5, 0, true, false, [], ['a'], {}, { a: 1 }, ...foreign),
  ...allBad('\0', 'a\0b', '\ud800', 'a\udc00', '\udc00\ud800', '😀\ud83d'),
  bad('a'.repeat(65_537), 'TOO_LONG'),
  bad('é'.repeat(32_769), 'TOO_LONG'),
  bad('😀'.repeat(16_385), 'TOO_LONG'),
  bad('\0'.repeat(70_000), 'TOO_LONG'),
];

const booleans = allBad(null, '', 0, 1, 'true', 'false', 'yes', 'on', [], [true], {}, ...foreign);

const numbers: readonly Bad[] = [
  ...allBad(true, false, [], [1], {}, { number: 1 }, ...foreign, Number.NEGATIVE_INFINITY),
  ...allBad('abc', '1a', '1,5', '1 000', '1_000', '0x10', '1e', 'e3', '.', '+', '--1', '1.2.3', ' ', '４', '½'),
  ...allBad('NaN', 'nan', 'Infinity', '-inf', '1e999', '-1e400', '9'.repeat(400), '1\0'),
];

const dates = allBad(
  0,
  20260301,
  true,
  [],
  {},
  ...foreign,
  ...forms(' |today|__proto__'),
  ...forms('2026-02-30|2026-02-29|1900-02-29|2026-04-31|2026-13-01|2026-00-10|2026-01-00|2026-01-32'),
  ...forms('0000-01-01|10000-01-01|-2026-01-01|26-01-01|2026-1|2026|2026/03/01|03-01-2026|20260301'),
  ...forms('2026-03-01 | 2026-03-01|2026-03-01\n|2026-03-01T00:00:00Z|２０２６-03-01|2026-03-01\0|2026-W10-1'),
);

const dateTimes = allBad(
  0,
  1772355845000,
  true,
  [],
  {},
  ...foreign,
  ...forms(' |now|__proto__|2026-03|09:04:05'),
  ...forms('2026-02-30T00:00:00Z|0000-01-01T00:00:00Z|2026-13-01T00:00:00Z|2026-03-01T24:00:00Z|2026-03-01T09:60Z'),
  ...forms('2026-03-01T09:04:60Z|2026-03-01T09|2026-03-01T|2026-03-01Z|2026-03-01+09:00|2026-03-01T09:04:05.Z'),
  ...forms('2026-03-01T09:04:05+24:00|2026-03-01T09:04:05+09:60|2026-03-01T09:04:05+9|2026-03-01T09:04:05 JST'),
  ...forms('0001-01-01T00:00:00+00:01|0001-01-01|9999-12-31T23:59:59-00:01|2026-03-01T09:04:05Z\0|20260301T090405Z'),
  ...forms('+002026-03-01T09:04:05Z|2026-03-01T-9:04:05Z|2026-03-01  09:04|2026-03-01T09:04:05ZZ'),
);

const choices = allBad(
  0,
  1,
  true,
  ['7c1f0a'],
  {},
  { value: '7c1f0a' },
  ...foreign,
  ...forms('prod|7C1F0A| 7c1f0a|nothing|\0|__proto__|length'),
);

const ids = allBad(
  -1,
  1.5,
  2_147_483_648,
  1e21,
  true,
  false,
  [],
  [1],
  {},
  { id: 1 },
  ...foreign,
  Number.MIN_VALUE,
  'abc',
  '1.5',
  '-1',
  '+1',
  '1e3',
  '0x1',
  ' ',
  '2147483648',
  '9'.repeat(400),
  '１２',
  '1\0',
  '1,2',
  '__proto__',
  "1' or '1'='1",
);

const noLists: readonly Bad[] = [
  ...allBad(null, '', 'a', 0, 5, true, {}, { 0: 'a', length: 1 }, ...foreign),
  bad(Array(10_001).fill(null), 'TOO_MANY'),
];

const noNamed: readonly Bad[] = [
  ...allBad('a', 5, true, ['a'], [null], ...foreign.slice(0, 6)),
  bad({ name: 'a' }, 'INVALID', ['id']),
  bad({ id: 1 }, 'INVALID', ['name']),
  bad({ Name: 'a', id: 1 }, 'INVALID', ['name']),
  bad(JSON.parse('{"__proto__":{"name":"a"},"id":1}'), 'INVALID', ['name']),
];
const named: readonly Bad[] = [...noNamed, ...inName(texts), ...inId(ids)];
const flags = allBad(0, 1, '', 'true', [], {}).map(({ input, code }) =>
  bad({ name: 'a', id: 1, boolean: input }, code, ['boolean']),
);

const table: Readonly<Record<AttributeTypeName, readonly Bad[]>> = {
  STRING: texts,
  TEXT: texts,
  BOOLEAN: booleans,
  NUMBER: numbers,
  DATE: dates,
  DATETIME: dateTimes,
  SELECT: choices,
  OBJECT: ids,
  NAMED_OBJECT: named,
  NAMED_OBJECT_BOOLEAN: [...named, ...flags],
  GROUP: ids,
  ROLE: ids,
  ARRAY_STRING: [...noLists, ...inList(texts)],
  ARRAY_NUMBER: [...noLists, ...inList(numbers)],
  ARRAY_OBJECT: [...noLists, ...inList(ids)],
  ARRAY_NAMED_OBJECT: [...noLists, ...inList(named)],
  ARRAY_NAMED_OBJECT_BOOLEAN: [...noLists, ...inList([...named, ...flags])],
  ARRAY_GROUP: [...noLists, ...inList(ids)],
  ARRAY_ROLE: [...noLists, ...inList(ids)],
  MULTI_SELECT: [...noLists, ...inList([...choices, bad(null)])],
};

describe.each(Object.keys(table))('%s refuses', (name) => {
  const type = attributeTypeOfName(name);
  const cases = Object.entries(table).flatMap(([key, all]) => (key === name ? all : []));

  test.each(cases.map((one, index) => ({ ...one, index, what: show(one.input) })))(
    '$index $what',
    ({ input, code, path }) => {
      const parsed = type.parse(input, column);
      const problems = 'problems' in parsed ? parsed.problems : [];
      expect(problems).toEqual([{ code, message: expect.stringMatching(/\S{3,}.*\.$/s), path }]);
      expect(problems.every((problem) => problem.message.isWellFormed() && problem.message.length < 200)).toBe(true);
    },
  );
});

test('nothing that the types call empty is bad for them', () => {
  for (const type of Object.values(attributeTypes)) expect(type.parse(type.emptyValue, column)).toHaveProperty('value');
});

test('there are enough of them', () => {
  const kinds = [texts, booleans, numbers, dates, dateTimes, choices, ids, noLists, noNamed, flags];
  expect(kinds.flat().length).toBeGreaterThanOrEqual(150);
});

function show(input: unknown): string {
  const text = inspect(input, { maxStringLength: 40, maxArrayLength: 2, breakLength: Infinity });
  return text.replaceAll('\0', '\\0').toWellFormed();
}
