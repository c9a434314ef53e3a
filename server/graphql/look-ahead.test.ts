import { describe, expect, test } from '@jest/globals';
import { execute as executeByGraphqlJs, type ExecutionResult, parse } from 'graphql';
import { assembleSchema } from './assemble-schema.ts';
import { execute } from './executor/index.ts';
import { type Selection, selection } from './look-ahead.ts';

let seen: Selection[] = [];

const schema = assembleSchema([
  {
    id: 'look-ahead',
    typeDefs: `
      extend type Query { entries(first: Int): Entries! }
      type Entries { nodes: [Entry!]! totalCount: Int! }
      interface Named { name: String! }
      type Entry implements Named { name: String! attrs(names: [String!]): [Attribute!]! attr(name: String!): Attribute }
      type Attribute { name: String! value: Value }
      type Text { text: String! }
      type Reference implements Named { name: String! entry: Entry }
      type References { entries: [Entry!]! }
      union Value = Text | Reference | References
    `,
    resolvers: {
      Query: {
        entries: (_parent: unknown, _args: unknown, _ctx: unknown, info: Parameters<typeof selection>[0]) => {
          seen.push(selection(info));
          return { nodes: [{ name: 'a' }, { name: 'b' }], totalCount: 2 };
        },
      },
      Entry: {
        attrs: (_parent: unknown, _args: unknown, _ctx: unknown, info: Parameters<typeof selection>[0]) => {
          seen.push(selection(info));
          return [];
        },
      },
    },
  },
]);

const EXECUTORS = [
  ['our executor', execute],
  ['graphql-js', executeByGraphqlJs],
] as const;

async function look(run: (args: Parameters<typeof execute>[0]) => unknown, source: string, variableValues = {}) {
  seen = [];
  const result = (await run({ schema, document: parse(source), variableValues })) as ExecutionResult;
  expect(result.errors).toBeUndefined();
  const [first] = seen;
  if (!first) throw new Error('Nothing was resolved.');
  return first;
}

describe.each(EXECUTORS)('with %s', (_name, run) => {
  test('a path says whether a field is selected', async () => {
    const below = await look(run, '{ entries { nodes { attrs { value { __typename } } } } }');
    expect(below.has('nodes.attrs.value')).toBe(true);
    expect(below.has('nodes.name')).toBe(false);
    expect(below.has('totalCount')).toBe(false);
    expect(below.field('totalCount')).toBeUndefined();
  });

  test('members of a union are told apart', async () => {
    const below = await look(
      run,
      `{ entries { nodes { attrs { value { ...F ... on References { entries { name } } } } } } }
       fragment F on Value { ... on Reference { entry { attrs { name } } } ... on Named { name } }`,
    );
    const value = below.field('nodes')?.field('attrs')?.field('value');
    expect(value?.on('Reference').has('entry.attrs.name')).toBe(true);
    expect(value?.on('Reference').has('entries')).toBe(false);
    expect(value?.on('Reference').has('name')).toBe(true);
    expect(value?.on('References').has('entries.name')).toBe(true);
    expect(value?.on('Text').has('name')).toBe(false);
    expect(value?.has('entry')).toBe(true);
    expect(value?.has('entries')).toBe(true);
  });

  test('what is selected under several names is one field with several calls', async () => {
    const below = await look(
      run,
      `query ($name: String!) { entries { nodes { a: attr(name: $name) { name } b: attr(name: "B") { value { __typename } } } } }`,
      { name: 'A' },
    );
    const node = below.field('nodes');
    expect(node?.field('attr')?.has('name')).toBe(true);
    expect(node?.field('attr')?.has('value')).toBe(true);
    expect(
      node?.calls('attr').map(({ key, arguments: args, selection: inside }) => [key, args['name'], inside.has('name')]),
    ).toEqual([
      ['a', 'A', true],
      ['b', 'B', false],
    ]);
  });

  test.each([
    [{ yes: true, no: false }, ['attrs']],
    [{ yes: false, no: true }, ['name']],
  ])('@skip and @include count with %p', async (variables, expected) => {
    const below = await look(
      run,
      `query ($yes: Boolean!, $no: Boolean!) { entries { nodes { name @skip(if: $yes) ... @include(if: $yes) { attrs @skip(if: $no) { name } } } } }`,
      variables,
    );
    expect(['name', 'attrs'].filter((name) => below.has(`nodes.${name}`))).toEqual(expected);
  });

  test('conditions are those of each request', async () => {
    const document = parse('query ($no: Boolean!) { entries { nodes { name @skip(if: $no) } } }');
    seen = [];
    for (const no of [true, false, true]) await run({ schema, document, variableValues: { no } });
    expect(seen.map((below) => below.has('nodes.name'))).toEqual([false, true, false]);
  });

  test('it is found once for all objects of a list', async () => {
    await look(run, 'query ($names: [String!]) { entries { nodes { attrs(names: $names) { name } } } }', { names: [] });
    expect(seen).toHaveLength(3);
    expect(seen[1]?.structure).toBe(seen[2]?.structure);
  });

  test('arguments are those of each request', async () => {
    const document = parse('query ($name: String!) { entries { nodes { attr(name: $name) { name } } } }');
    seen = [];
    for (const name of ['A', 'B']) await run({ schema, document, variableValues: { name } });
    expect(seen.map((below) => below.field('nodes')?.calls('attr')[0]?.arguments)).toEqual([
      { name: 'A' },
      { name: 'B' },
    ]);
  });
});
