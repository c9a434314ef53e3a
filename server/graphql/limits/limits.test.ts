import { describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { startTestServer } from '../test/test-server.ts';

const never = new Promise<never>(() => undefined);
let calls = 0;

const parts = [
  {
    id: 'limits-test',
    typeDefs: `
      extend type Query { me: String items(first: Int): [Item!]! found: Found waiting: Item busy: [Item!]! page(first: Int, last: Int): Page! }
      extend type Mutation { wait: String }
      type Item { id: ID! items(first: Int): [Item!]! }
      type Many { items: [Item!]! }
      type One { item: Item! }
      type Page { nodes: [Item!]! edges: [Edge!]! totalCount: Int! }
      type Edge { node: Item! }
      union Found = Many | One
    `,
    resolvers: {
      Query: {
        items: () => [],
        waiting: () => never,
        busy: () => Array.from({ length: 1_000_000 }, () => ({})),
      },
      Item: { id: () => ((calls += 1), String(performance.now())) },
    },
  },
];

const server = await startTestServer({ parts });
const small = await startTestServer({ parts, settings: { maxBodyBytes: 4000, executionTimeout: 50 } });

describe('a refusal names its limit', () => {
  async function refusal(body: unknown, to = server) {
    const {
      status,
      body: { errors },
    } = await to.ask(body);
    return { status, extensions: errors?.[0]?.extensions, message: errors?.[0]?.message };
  }

  test.each([
    ['depth', `${'{ items '.repeat(15)}{ id }${' }'.repeat(15)}`, 16, 15],
    ['aliases', `{ ${Array.from({ length: 31 }, (_, index) => `a${index}: me`).join(' ')} }`, 31, 30],
    ['rootFields', `{ ${'me '.repeat(21)}}`, 21, 20],
    ['cost', '{ items(first: 100) { items(first: 100) { items(first: 100) { id } } } }', 1_010_100, 100_000],
    ['tokens', `{ ${'me '.repeat(5000)}}`, null, 5000],
  ])('%s', async (limit, query, value, maximum) => {
    const { status, extensions, message } = await refusal({ query });
    expect(status).toBe(400);
    expect(extensions).toEqual({ code: 'LIMIT_EXCEEDED', limit, value, maximum });
    expect(message).toContain(String(maximum));
  });

  test('page sizes count with variables and their defaults', async () => {
    const query = 'query ($n: Int = 100) { items(first: $n) { items(first: $n) { items(first: $n) { id } } } }';
    expect((await refusal({ query })).extensions).toMatchObject({ limit: 'cost' });
    expect((await server.ask({ query, variables: { n: 10 } })).body.data).toEqual({ items: [] });
    expect((await refusal({ query, variables: { n: 1e9 } })).extensions).toMatchObject({ value: 1_010_100 });
  });

  test('a list of operations', async () => {
    expect((await refusal([{ query: '{ me }' }, { query: '{ me }' }])).extensions).toEqual({
      code: 'LIMIT_EXCEEDED',
      limit: 'batching',
      value: 2,
      maximum: 0,
    });
  });

  test('the size of a body', async () => {
    const { status, extensions } = await refusal({ query: `# ${'x'.repeat(5000)}` }, small);
    expect(status).toBe(413);
    expect(extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: 'bodySize', value: 5014, maximum: 4000 });
  });
});

describe('the execution time', () => {
  const late = { code: 'LIMIT_EXCEEDED', limit: 'executionTime', value: null, maximum: 50 };

  test('ends an operation that waits', async () => {
    const { status, body } = await small.ask({ query: '{ waiting { id } }' });
    expect([status, body.data]).toEqual([200, null]);
    expect(body.errors).toEqual([{ message: expect.stringContaining('longer than 50 ms'), extensions: late }]);
  });

  test('ends an operation that never waits, long before it is done', async () => {
    const before = calls;
    const { body } = await small.ask({ query: '{ busy { id } }' });
    expect(body.errors?.[0]?.extensions).toEqual(late);
    expect(calls - before).toBeLessThan(1_000_000);
  });
});

describe('the predicted cost', () => {
  const header = { 'x-pagoda-cost': '1' };

  test.each([
    ['fields without objects', '{ me }', 0],
    ['an object', '{ found { __typename } }', 1],
    ['a page as asked', '{ items(first: 7) { id } }', 7],
    ['a page of the usual size', '{ items { id } }', 30],
    ['a page in a page', '{ items(first: 3) { items(first: 4) { id } } }', 3 + 12],
    ['a negative size', '{ items(first: -5) { id } }', 0],
    ['a connection', '{ page(first: 10) { nodes { id } totalCount } }', 1 + 10],
    ['the edges of a connection', '{ page(last: 10) { edges { node { id } } } }', 1 + 10 + 10],
    ['the larger of two sizes', '{ page(first: 2, last: 10) { nodes { id } } }', 1 + 10],
    ['a list without pages', '{ found { ... on Many { items { id } } } }', 1 + 5],
    ['the dearest member of a union', '{ found { ... on Many { items { id } } ... on One { item { id } } } }', 1 + 5],
    ['a fragment twice', '{ ...F ...F } fragment F on Query { items(first: 2) { id } }', 4],
  ])('%s', async (_name, query, predicted) => {
    const { body } = await server.ask({ query }, header);
    expect(body.extensions).toMatchObject({ cost: { predicted } });
  });

  test('of fragments that spread each other is found at once', async () => {
    const chain = Array.from(
      { length: 12 },
      (_, i) => `fragment F${i} on Item { items(first: 1) { ...F${i + 1} ...F${i + 1} } }`,
    );
    const query = `{ items(first: 1) { ...F0 } } ${chain.join(' ')} fragment F12 on Item { id }`;
    const { body } = await server.ask({ query }, header);
    expect(body.extensions).toMatchObject({ cost: { predicted: 2 ** 12 } });
  });
});

describe('what people do passes', () => {
  test.each([
    ['the introspection of GraphiQL', getIntrospectionQuery()],
    [
      'with everything it can ask for',
      getIntrospectionQuery({
        descriptions: true,
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        schemaDescription: true,
        inputValueDeprecation: true,
        oneOf: true,
      }),
    ],
  ])('%s', async (_name, query) => {
    expect((await server.ask({ query })).body.errors).toBeUndefined();
  });
});
