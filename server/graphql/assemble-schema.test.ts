import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { graphqlSync } from 'graphql';
import { assembleSchema, printSortedSchema, SchemaRefused } from './assemble-schema.ts';
import { findUndescribed } from './descriptions.ts';
import { readSdl } from './read-sdl.ts';

const rack = {
  id: 'rack',
  typeDefs: 'extend type Query { rack: Rack } type Rack { name: String! }',
  resolvers: { Query: { rack: () => ({ name: 'r1' }) } },
};

function refusal(...args: Parameters<typeof assembleSchema>): SchemaRefused {
  try {
    assembleSchema(...args);
  } catch (error) {
    if (error instanceof SchemaRefused) return error;
    throw error;
  }
  throw new Error('The schema was accepted.');
}

describe('assembling', () => {
  test('parts extend the root types and each other', () => {
    const server = {
      id: 'server-plugin',
      typeDefs: 'extend type Query { servers: Int! } extend type Rack { height: Int! }',
      resolvers: { Query: { servers: () => 3 }, Rack: { height: () => 42 } },
    };
    const schema = assembleSchema([rack], [server]);
    expect(graphqlSync({ schema, source: '{ servers rack { name height } }' }).data).toEqual({
      servers: 3,
      rack: { name: 'r1', height: 42 },
    });
  });

  test('the printed schema does not depend on the order of parts', () => {
    const row = { id: 'row', typeDefs: 'extend type Query { row: Int }' };
    expect(printSortedSchema(assembleSchema([rack, row]))).toBe(printSortedSchema(assembleSchema([row, rack])));
  });

  test('a plugin brings a scalar as a plain object', () => {
    const plugin = {
      id: 'color-plugin',
      typeDefs: 'scalar Color extend type Query { color: Color }',
      resolvers: { Color: { serialize: (value: unknown) => `#${String(value)}` }, Query: { color: () => 'fff' } },
    };
    expect(graphqlSync({ schema: assembleSchema([rack], [plugin]), source: '{ color }' }).data).toEqual({
      color: '#fff',
    });
  });

  test('union members are told apart by __typename', () => {
    const union = {
      id: 'union',
      typeDefs: 'type A { a: Int } type B { b: Int } union AB = A | B extend type Query { list: [AB!]! }',
      resolvers: {
        Query: {
          list: () => [
            { __typename: 'B', b: 1 },
            { __typename: 'A', a: 2 },
          ],
        },
      },
    };
    const source = '{ list { __typename ... on A { a } ... on B { b } } }';
    expect(graphqlSync({ schema: assembleSchema([union]), source }).data).toEqual({
      list: [
        { __typename: 'B', b: 1 },
        { __typename: 'A', a: 2 },
      ],
    });
  });
});

describe('a part that does not fit is refused with its name and the cause', () => {
  const cases: readonly [string, string, object, string | null][] = [
    ['a type of another part', 'type Rack { id: ID }', {}, 'rack'],
    ['a field of another part', 'extend type Rack { name: String }', {}, 'rack'],
    ['a root field of another part', 'extend type Query { rack: Int }', {}, 'rack'],
    ['its own field twice', 'extend type Query { a: Int } extend type Query { a: Int }', {}, null],
    ['SDL that cannot be read', 'extend type Query { a: }', {}, null],
    ['a type that nobody declares', 'extend type Query { a: Nothing }', {}, null],
    ['an extension of a type that nobody declares', 'extend type Nothing { a: Int }', {}, null],
    ['a name that GraphQL keeps for itself', 'type __Mine { a: Int } extend type Query { a: __Mine }', {}, null],
    ['a resolver for a field that nobody declares', 'extend type Query { a: Int }', { Query: { b: () => 1 } }, null],
    ['a resolver for a field of the core', 'extend type Query { a: Int }', { Rack: { name: () => 'x' } }, null],
    ['a resolver that another part has', 'extend type Query { a: Int }', { Query: { rack: () => null } }, 'rack'],
  ];
  test.each(cases)('%s', (_name, typeDefs, resolvers, collidesWith) => {
    const refused = refusal([rack], [{ id: 'faulty-plugin', typeDefs, resolvers: { ...resolvers } }]);
    expect(refused).toMatchObject({ owner: 'faulty-plugin', collidesWith });
    expect(refused.message).toMatch(/^faulty-plugin: ./);
    if (collidesWith) expect(refused.message).toContain(collidesWith);
  });

  test('also when a sound part was added after it', () => {
    const faulty = { id: 'faulty-plugin', typeDefs: 'extend type Query { a: Nothing }' };
    expect(refusal([rack], [faulty, { id: 'later-plugin', typeDefs: 'extend type Query { b: Int }' }]).owner).toBe(
      'faulty-plugin',
    );
  });
});

describe('descriptions', () => {
  test('everything in the SDL of the core has one', () => {
    const files = readdirSync(new URL('../../schema/', import.meta.url)).filter((name) => name.endsWith('.graphql'));
    const schema = assembleSchema(files.map((id) => ({ id, typeDefs: readSdl(id) })));
    expect(findUndescribed(schema)).toEqual([]);
  });

  test('each kind of element without one is found', () => {
    const typeDefs = `
      directive @d(x: Int) on FIELD
      extend type Query { a(b: I): E }
      input I { c: Int }
      enum E { F }
      union U = Query
      scalar S
      interface N { g(h: Int): Int }
    `;
    expect(findUndescribed(assembleSchema([{ id: 'bare', typeDefs }]))).toEqual(
      ['@d', '@d(x:)', 'Query.a', 'Query.a(b:)', 'I', 'I.c', 'E', 'E.F', 'U', 'S', 'N', 'N.g', 'N.g(h:)'].sort(),
    );
  });
});
