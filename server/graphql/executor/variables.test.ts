import { describe, expect, test } from '@jest/globals';
import { buildSchema, getOperationAST, getVariableValues, parse } from 'graphql';
import { coerceVariables } from './variables.ts';

const schema = buildSchema(`
  type Query { found(filter: Filter, list: [Int!], on: Boolean, text: String): String }
  input Filter { name: String and: [Filter!] size: Size = SMALL }
  enum Size { SMALL LARGE }
`);

function coerce(definitions: string, given: Record<string, unknown>) {
  const operation = getOperationAST(parse(`query (${definitions}) { found }`));
  if (!operation) throw new Error('The document has no operation.');
  const variables = operation.variableDefinitions ?? [];
  return {
    ours: coerceVariables({ schema, operation, given, hideSuggestions: false }),
    theirs: getVariableValues(schema, variables, given, { maxErrors: 50 }),
  };
}

describe('variables are coerced as graphql-js does', () => {
  test.each<[string, string, Record<string, unknown>]>([
    ['values that fit', '$f: Filter, $l: [Int!]', { f: { name: 'a', and: [{ name: 'b' }] }, l: 3 }],
    ['defaults', '$t: String = "x", $f: Filter = {name: "y"}, $l: [Int!]', {}],
    ['null and what is missing', '$t: String, $f: Filter, $l: [Int!]!', { t: null, f: undefined }],
    ['null where none may be', '$t: String!', { t: null }],
    ['names of the prototype', '$constructor: String, $__proto__: String, $toString: String!', {}],
    ['a value named __proto__', '$__proto__: String', JSON.parse('{"__proto__":"a"}') as Record<string, unknown>],
    ['unknown fields', '$f: Filter', { f: { nam: 1, name: 2, and: [{ size: 'HUGE' }, 5] } }],
    ['a type that is no input', '$q: Query', { q: {} }],
    ['a list for a text', '$t: String', { t: [['a'], { b: { c: { d: 1 } } }] }],
  ])('%s', (_name, definitions, given) => {
    const { ours, theirs } = coerce(definitions, given);
    expect(ours).toEqual(theirs);
    expect(ours.errors?.map(({ message }) => message)).toEqual(theirs.errors?.map(({ message }) => message));
  });
});

describe('errors about variables', () => {
  const unknown = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`unknown${index}`, 1]));

  test.each<[string, Record<string, unknown>]>([
    ['many unknown fields', unknown],
    ['a long text beside unknown fields', { a: 1, b: 1, c: 1, name: 'x'.repeat(1_000_000) }],
    ['a field with a long name', { ['x'.repeat(1_000_000)]: 1 }],
    ['a large object for a text', { name: unknown }],
    ['long texts in lists in lists', { a: [['x'.repeat(1_000_000)]], b: [[['x'.repeat(1_000_000)]]] }],
    ['mistakes below a long list', { and: Array.from({ length: 100_000 }, () => 1) }],
  ])('stay short for %s', (_name, f) => {
    const { errors = [] } = coerceVariables({
      schema,
      operation: getOperationAST(parse('query ($f: Filter) { found(filter: $f) }')) ?? {},
      given: { f },
      hideSuggestions: false,
    });
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.length).toBeLessThanOrEqual(50);
    for (const { message } of errors) expect(message.length).toBeLessThan(2_100);
  });
});
