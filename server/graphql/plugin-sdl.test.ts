/** A plugin may add to the schema, and take away or change nothing that others have. */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { DangerousChangeType, findBreakingChanges, findDangerousChanges } from 'graphql';
import { assembleSchema, SchemaRefused } from './assemble-schema.ts';
import { readSdl } from './read-sdl.ts';

const core = [
  ...readdirSync(new URL('../../schema/', import.meta.url))
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => ({ id: `core.${name.replace('.graphql', '')}`, typeDefs: readSdl(name) })),
  // Of kinds that the core has none of today.
  { id: 'core.more', typeDefs: 'interface Named { name: String! } input Pick @oneOf { a: Int b: Int }' },
];
const other = {
  id: 'racks',
  typeDefs: `
    directive @rack on FIELD
    type Rack implements Named { name: String! units: Int }
    input RackInput { units: Int }
    interface Tall { height: Int }
    enum Side { LEFT RIGHT }
    extend type Query { racks(rack: RackInput): [Rack!]! }
  `,
};
const before = assembleSchema(core, [other]);

function refusal(typeDefs: string): string | null {
  try {
    assembleSchema(core, [other, { id: 'mine', typeDefs }]);
    return null;
  } catch (error) {
    if (error instanceof SchemaRefused && error.owner === 'mine') return error.message;
    throw error;
  }
}

describe('a plugin is refused that would', () => {
  const cases: readonly [string, string, ...string[]][] = [
    ['define the schema', 'schema { query: Mine } type Mine { a: Int }', 'defines the schema', '`extend type Query'],
    ['extend the schema', 'type Mine { a: Int } extend schema { subscription: Mine }', 'extends the schema'],
    ['put a directive on the schema', 'directive @a on SCHEMA extend schema @a', 'extends the schema'],
    ...['skip', 'include', 'deprecated', 'specifiedBy', 'oneOf', 'defer'].map((name): [string, string, ...string[]] => [
      `declare @${name}`,
      `directive @${name}(if: Int) on FIELD`,
      `the directive @${name}, as GraphQL itself does`,
      'Choose another name',
    ]),
    ['declare a directive of another plugin', 'directive @rack(a: Int!) on FIELD', '@rack, as racks does'],
    [
      'require a field in an input of the core',
      'extend input CreateEntryInput { mine: Int! }',
      'CreateEntryInput.mine',
      'belongs to core.entry',
      'without the "!"',
    ],
    ['require a field in an input of another plugin', 'extend input RackInput { mine: [Int]! }', 'belongs to racks'],
    ['require a field with a default', 'extend input CreateEntryInput { mine: Int! = 3 }', 'Take the default out'],
    ['send a default to the core', 'extend input CreateEntryInput { mine: Int = 3 }', 'Take the default out'],
    ['turn an input into a choice', 'extend input CreateEntryInput @oneOf', 'puts @oneOf on CreateEntryInput'],
    ['add to a choice', 'extend input Pick { c: Int }', 'exactly one field', 'core.more'],
    [
      'add to an interface',
      'extend interface Named { mine: Int } extend type Rack { mine: Int }',
      'the interface Named',
      'core.more',
    ],
    [
      'add to an interface that nobody implements yet',
      'extend interface Tall { mine: Int }',
      'the interface Tall',
      'racks',
    ],
    ['add to a union', 'type Mine { a: Int } extend union JobTarget = Mine', 'the union JobTarget', 'core.job'],
    ['add to an enum of the core', 'extend enum AttributeType { MINE }', 'the enum AttributeType', 'core.entity'],
    ['add to an enum of another plugin', 'extend enum Side { MIDDLE }', 'the enum Side', 'racks'],
    ['let a type of others implement an interface of others', 'extend type Entry implements Named', 'implement Named'],
    [
      'put a directive on a type of others',
      'directive @mine repeatable on OBJECT extend type Entry @mine @mine',
      'puts @mine on Entry',
    ],
    ['put a directive on a root type', 'directive @mine on OBJECT extend type Query @mine', 'puts @mine on Query'],
    [
      'describe a scalar otherwise',
      'extend scalar DateTime @specifiedBy(url: "http://x")',
      'puts @specifiedBy on DateTime',
    ],
    ['declare a scalar of the core', 'scalar DateTime', 'the type DateTime, as core.'],
    ['declare a scalar of GraphQL', 'scalar Int', 'the type Int, as GraphQL itself does'],
    ['declare a type of GraphQL', 'type String { a: Int }', 'the type String, as GraphQL itself does'],
    ['declare a type of the introspection', 'type __Type { a: Int }', '__Type'],
    ['extend a type of the introspection', 'extend type __Type { a: Int }', '__Type', 'GraphQL itself'],
    ['begin a name as the introspection does', 'type __Mine { a: Int }', '"__"', 'Choose another name'],
    ['begin the name of a directive so', 'directive @__mine on FIELD', '"__"'],
    ['begin the name of a field so', 'extend type Entry { __mine: Int }', '__mine'],
    ['declare Query', 'type Query { a: Int }', 'the type Query, as the core does', '`extend type Query { … }`'],
    [
      'declare Subscription',
      '"Mine." type Subscription { a: Int }',
      'the type Subscription',
      '`extend type Subscription',
    ],
    ['declare a root type as something else', 'input Mutation { a: Int }', 'the type Mutation, as the core does'],
    [
      'declare a type of the core',
      'type Entry { a: Int }',
      'the type Entry, as core.entry does',
      '`extend type Entry { … }`',
    ],
    ['declare an input of the core', 'input CreateEntryInput { a: Int }', '`extend input CreateEntryInput { … }`'],
    ['declare an enum of another plugin', 'enum Side { UP }', 'the type Side, as racks does. Choose another name.'],
    ['extend a type as what it is not', 'extend enum Entry { A }', 'extends Entry as an enum', 'as an object type'],
    ['extend an input as a type', 'extend type CreateEntryInput { a: Int }', 'as an object type', 'as an input'],
    [
      'declare a field of the core again',
      'extend type Entry { name: Int }',
      'the field Entry.name, as core.entry does',
    ],
    [
      'declare an input field of the core again',
      'extend input CreateEntryInput { name: Int }',
      'CreateEntryInput.name',
    ],
  ];
  test.each(cases)('%s', (_name, typeDefs, ...says) => {
    const message = refusal(typeDefs);
    for (const part of says) expect(message).toContain(part);
    expect(message).toMatch(/^mine: .*\.$/s);
  });
});

describe('a plugin may', () => {
  test.each([
    ['add fields to object types', 'extend type Query { a: Int! } extend type Entry { b(c: Int!): Int! }'],
    ['add fields to a type of another plugin', 'extend type Rack { mine: Int }'],
    ['add optional fields to inputs', 'extend input CreateEntryInput { mine: Int also: [Int!] }'],
    [
      'have directives of its own',
      'directive @mine(a: Int!) repeatable on FIELD | OBJECT type Mine @mine(a: 1) { b: Int }',
    ],
    [
      'let types of others implement its own interface',
      'interface Mine { a: Int } extend type Entry implements Mine { a: Int }',
    ],
    ['implement interfaces of others', 'type Mine implements Named { name: String! }'],
    ['extend what is its own', 'input Mine { a: Int } extend input Mine { b: Int! } enum E { A } extend enum E { B }'],
    ['gather types of others', 'union Mine = Entry | Rack extend type Query { mine: Mine }'],
  ])('%s, and no operation of others notices', (_name, typeDefs) => {
    const after = assembleSchema(core, [other, { id: 'mine', typeDefs }]);
    expect(findBreakingChanges(before, after)).toEqual([]);
    // An interface of its own is one that nobody asks about yet.
    const harmless: readonly string[] = [
      DangerousChangeType.OPTIONAL_INPUT_FIELD_ADDED,
      DangerousChangeType.IMPLEMENTED_INTERFACE_ADDED,
    ];
    expect(findDangerousChanges(before, after).filter(({ type }) => !harmless.includes(type))).toEqual([]);
  });
});
