import { describe, expect, test } from '@jest/globals';
import { graphqlSync } from 'graphql';
import { assembleSchema } from './assemble-schema.ts';

let received: unknown;

function keep(_parent: unknown, { value }: { readonly value: unknown }): unknown {
  received = value;
  return value;
}

const schema = assembleSchema([
  {
    id: 'echo',
    typeDefs: `
      scalar DateTime scalar Date scalar JSON
      extend type Query { dateTime(value: DateTime): DateTime date(value: Date): Date json(value: JSON): JSON }
    `,
    resolvers: { Query: { dateTime: keep, date: keep, json: keep } },
  },
]);

function byVariable(field: 'dateTime' | 'date' | 'json', value: unknown) {
  const type = { dateTime: 'DateTime', date: 'Date', json: 'JSON' }[field];
  return graphqlSync({
    schema,
    source: `query ($value: ${type}) { ${field}(value: $value) }`,
    variableValues: { value },
  });
}

function byLiteral(field: string, literal: string, variableValues: Record<string, unknown> = {}, head = '') {
  return graphqlSync({ schema, source: `query ${head} { ${field}(value: ${literal}) }`, variableValues });
}

describe('DateTime', () => {
  test.each([
    ['2026-03-01T09:04:05Z', '2026-03-01T09:04:05.000Z'],
    ['2026-03-01T09:04:05.1239Z', '2026-03-01T09:04:05.123Z'],
    ['2026-03-01T09:04+09:00', '2026-03-01T00:04:00.000Z'],
    ['2024-02-29T23:59:59.999-01:30', '2024-03-01T01:29:59.999Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ])('%s is %s', (input, output) => {
    expect(byVariable('dateTime', input).data).toEqual({ dateTime: output });
    expect(byLiteral('dateTime', JSON.stringify(input)).data).toEqual({ dateTime: output });
    expect(received).toEqual(new Date(output));
  });

  test.each([
    '2026-03-01T09:04:05',
    '2026-03-01',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-03-01T24:00:00Z',
    '2026-03-01T09:60:00Z',
    '2026-03-01 09:04:05Z',
    '2026-03-01T09:04:05+25:00',
    '+012026-03-01T09:04:05Z',
    'now',
    '',
    1_772_355_845,
    true,
    ['2026-03-01T09:04:05Z'],
  ])('%p is refused', (input) => {
    expect(byVariable('dateTime', input).errors).toHaveLength(1);
    expect(byLiteral('dateTime', JSON.stringify(input)).errors).toHaveLength(1);
  });
});

describe('Date', () => {
  test.each(['2026-03-01', '2024-02-29', '0001-01-01', '9999-12-31'])('%s stays as it is', (input) => {
    expect(byVariable('date', input).data).toEqual({ date: input });
    expect(byLiteral('date', `"${input}"`).data).toEqual({ date: input });
  });

  test.each(['2026-2-1', '2026-02-30', '2026-00-10', '2026-03-01T00:00:00Z', '20260301', '', 20_260_301, null, {}])(
    '%p is refused or empty',
    (input) => {
      const { data, errors } = byVariable('date', input);
      expect(input === null ? data : errors?.length).toEqual(input === null ? { date: null } : 1);
    },
  );
});

describe('JSON', () => {
  const value = { text: 'a', number: -1.5e3, truth: true, none: null, list: [[], {}], name: 'A' };

  test('literals and variables come to the same', () => {
    const literal = '{ text: "a", number: -1.5e3, truth: true, none: null, list: [[], {}], name: A }';
    expect(byLiteral('json', literal).data).toEqual({ json: value });
    expect(byVariable('json', value).data).toEqual({ json: value });
  });

  test('a literal may hold variables', () => {
    const result = byLiteral('json', '{ a: $x, b: [$y] }', { x: { deep: 1 } }, '($x: JSON, $y: Boolean)');
    expect(result.errors).toBeUndefined();
    expect(result.data).toEqual({ json: { a: { deep: 1 }, b: [null] } });
  });

  test('a key __proto__ is data and nothing else', () => {
    const text = '{"__proto__":{"isAdmin":true},"constructor":{"prototype":1}}';
    byLiteral('json', '{ __proto__: { isAdmin: true }, constructor: { prototype: 1 } }');
    expect(JSON.stringify(received)).toBe(text);
    expect(Object.getPrototypeOf(received)).toBe(Object.prototype);
    byVariable('json', JSON.parse(text));
    expect(JSON.stringify(received)).toBe(text);
    expect(Object.getPrototypeOf(received)).toBe(Object.prototype);
    expect({}).not.toHaveProperty('isAdmin');
  });

  test('a number that JSON cannot hold is refused', () => {
    expect(byLiteral('json', '[1e999]').errors?.[0]?.message).toContain('too large');
  });
});
