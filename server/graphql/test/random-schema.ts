import { makeExecutableSchema } from '@graphql-tools/schema';
import {
  getNamedType,
  getNullableType,
  GraphQLError,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isListType,
  isObjectType,
  responsePathAsArray,
} from 'graphql';
import { SCALARS } from '../scalars.ts';
import type { ArgumentChoices } from './random-operations.ts';

const typeDefs = `
  scalar JSON
  scalar DateTime
  enum Color { RED GREEN BLUE }
  input Inner { a: Int = 3, when: DateTime, list: [Int!] }
  input Outer { color: Color = GREEN, inner: Inner = { a: 4 }, list: [Inner!], json: JSON }
  interface Node { id: ID!, name(prefix: String = "x"): String, peer: Node, peerNN: Node!, others(first: Int = 2): [Node], any: Any }
  interface Named { name(prefix: String = "x"): String }
  type A implements Node & Named {
    id: ID!, name(prefix: String = "x"): String, peer: Node, peerNN: Node!, others(first: Int = 2): [Node], any: Any
    number: Int, numberNN: Int!, color: Color, echo(color: Color = RED, outer: Outer, json: JSON, when: DateTime, ids: [ID!]): String
  }
  type B implements Node {
    id: ID!, name(prefix: String = "x"): String, peer: Node, peerNN: Node!, others(first: Int = 2): [Node], any: Any
    list: [Int], listNN: [Int!], matrix: [[Float!]]!, nodesNN: [Node!]!, json: JSON
  }
  type C implements Named { name(prefix: String = "x"): String, flag: Boolean, a: A, b: B!, anys: [Any!] }
  union Any = A | B | C
  type Query { node: Node, nodeNN: Node!, nodes(first: Int = 3): [Node], any: Any, anys: [Any]!, a: A, b: B, c: C, now: DateTime }
  type Mutation { first: A, second: B, third(outer: Outer): Any, last: C! }
`;

export const ARGUMENT_CHOICES: ArgumentChoices = {
  Int: { literals: ['0', '1', '2', 'null'], values: [0, 1, 2, null], wrong: ['1', 1.5] },
  String: { literals: ['"y"', '""', 'null', '"\\u65e5\\"quote"'], values: ['z', '', null, '日本'], wrong: [5] },
  Color: { literals: ['RED', 'BLUE', 'null'], values: ['GREEN', 'BLUE', null], wrong: ['PINK', 0] },
  DateTime: {
    literals: ['"2026-03-01T10:00:00+09:00"', 'null'],
    values: ['2026-03-01T01:00:00Z', null],
    wrong: ['not a time', 0],
  },
  '[ID!]': { literals: ['["1", 2]', '7', '[]'], values: [['1', 2], 'one', [], null], wrong: [[null]] },
  JSON: {
    literals: ['{ a: [1, 2.5, "x", null, true, RED], __proto__: { evil: true } }', '"text"', '[[]]', '-0'],
    values: [{ a: [1, { b: null }] }, JSON.parse('{"__proto__": {"evil": true}}'), 'text', 0, [null], null],
    wrong: [],
  },
  Outer: {
    literals: [
      '{}',
      '{ color: RED, inner: null }',
      '{ list: [{ a: 1 }, { when: "2026-03-01T01:00:00Z", list: 5 }] }',
      '{ json: { __proto__: 1 } }',
    ],
    values: [{}, { color: 'BLUE', list: { a: 9 } }, { inner: { list: [1, 2] } }, null],
    wrong: [{ inner: { list: [null] } }, { unknown: 1 }, 5],
  },
};

/** Every value depends on its place in the answer alone, so that two executors must come to the same. */
function outcome(info: GraphQLResolveInfo, isLaterAllowed: boolean): unknown {
  const path = responsePathAsArray(info.path).join('.');
  const chance = hash(path) % 100;
  if (chance < 5) throw new Error(`thrown at ${path}`);
  if (chance < 7) return new GraphQLError(`returned at ${path}`, { extensions: { code: 'RETURNED' } });
  if (chance < 12) return null;
  if (chance < 14) return undefined;
  const value = makeValue(info.returnType, path, info);
  if (!isLaterAllowed || chance >= 40) return value;
  return chance < 17 ? Promise.reject(new Error(`rejected at ${path}`)) : Promise.resolve(value);
}

function makeValue(outputType: GraphQLOutputType, path: string, info: GraphQLResolveInfo): unknown {
  const type = getNullableType(outputType);
  const chance = hash(`value of ${path}`);
  if (isListType(type)) {
    const items = Array.from({ length: chance % 4 }, (_, index) => makeItem(type.ofType, `${path}.${index}`, info));
    return chance % 5 === 0 ? new Set(items) : items;
  }
  if (isEnumType(type)) return ['red', 'green', 'blue', 'no color'][chance % 4];
  if (isAbstractType(type)) {
    const members = [...info.schema.getPossibleTypes(type).map(({ name }) => name), 'Color', undefined];
    return {
      __typename: members[chance % 23 === 0 ? members.length - 1 - (chance % 2) : chance % (members.length - 2)],
    };
  }
  if (isObjectType(type)) return { id: path };
  return makeScalar(getNamedType(type).name, chance, path);
}

function makeItem(type: GraphQLOutputType, path: string, info: GraphQLResolveInfo): unknown {
  const chance = hash(`item ${path}`) % 20;
  if (chance === 0) return null;
  return chance === 1 ? new Error(`item at ${path}`) : makeValue(type, path, info);
}

function makeScalar(name: string, chance: number, path: string): unknown {
  const wrong = chance % 17 === 0;
  if (name === 'Int') return wrong ? 1.5 : chance % 1000;
  if (name === 'Float') return wrong ? Number.NaN : (chance % 1000) / 8;
  if (name === 'Boolean') return wrong ? 'yes' : chance % 2 === 0;
  if (name === 'DateTime') return wrong ? 'yesterday' : new Date(chance * 1000);
  if (name === 'JSON') return { path, list: [chance % 3] };
  return wrong ? Symbol.iterator : `${name} at ${path}`;
}

function hash(text: string): number {
  let value = 2_166_136_261;
  for (const letter of text) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return value;
}

/** A schema whose resolvers fail, answer null, answer nonsense and, if so told, answer later. */
export function makeRandomSchema(isLaterAllowed: boolean): GraphQLSchema {
  const schema = makeExecutableSchema({
    typeDefs,
    resolvers: { JSON: SCALARS.JSON, DateTime: SCALARS.DateTime, Color: { RED: 'red', GREEN: 'green', BLUE: 'blue' } },
  });
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      field.resolve = (_source, args, _context, info) =>
        field.name === 'echo' ? JSON.stringify(args) : outcome(info, isLaterAllowed);
    }
  }
  return schema;
}
