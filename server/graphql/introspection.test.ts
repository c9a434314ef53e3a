import { describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { ALICE_TOKEN, startTestServer } from './test/test-server.ts';

const parts = [
  { id: 'introspection-test', typeDefs: 'extend type Query { hello: String item: Item } type Item { id: ID! }' },
];
const query = getIntrospectionQuery();
const authorization = `Token ${ALICE_TOKEN}`;

const open = await startTestServer({ parts, settings: { introspection: 'everyone' } });
const server = await startTestServer({ parts, settings: { introspection: 'authenticated' } });
const shut = await startTestServer({ parts, settings: { introspection: 'nobody' } });

describe('introspection', () => {
  test('is for everyone where it is so set', async () => {
    expect((await open.ask({ query })).body.errors).toBeUndefined();
  });

  test('is refused to the anonymous in production', async () => {
    for (const asked of [
      query,
      '{ __type(name: "Item") { name } }',
      '{ ...F } fragment F on Query { s: __schema { description } }',
    ]) {
      const { status, body } = await server.ask({ query: asked });
      expect(status).toBe(401);
      expect(body.errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED' });
    }
    expect((await server.ask({ query: '{ __typename }' })).body.data).toEqual({ __typename: 'Query' });
  });

  test('is open to users in production', async () => {
    expect((await server.ask({ query }, { authorization })).body.errors).toBeUndefined();
  });

  test('is refused to all where it is so set', async () => {
    const { status, body } = await shut.ask({ query }, { authorization });
    expect([status, body.errors?.[0]?.message]).toEqual([400, 'This server does not show its schema.']);
  });

  test.each([
    ['{ helo }', 'Cannot query field "helo" on type "Query".'],
    ['{ ...F } fragment F on Itme { id }', 'Unknown type "Itme".'],
  ])('names are suggested for %s only where everyone may read the schema', async (wrong, message) => {
    expect((await server.ask({ query: wrong })).body.errors?.[0]?.message).toBe(message);
    expect((await open.ask({ query: wrong })).body.errors?.[0]?.message).toContain('Did you mean');
  });
});
