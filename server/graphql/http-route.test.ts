import { createHash } from 'node:crypto';
import http from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { COST_HEADER } from './cost-report.ts';
import { startTestServer } from './test/test-server.ts';

let received: unknown;

const server = await startTestServer({
  parts: [
    {
      id: 'http-test',
      typeDefs: `
        scalar JSON
        extend type Query {
          me: String hello(name: String! = "world"): String! number(value: Int!): Int json(value: JSON): JSON
          items(first: Int): [Item!]!
        }
        extend type Mutation { touch: String }
        type Item { id: ID! items(first: Int): [Item!]! }
      `,
      resolvers: {
        Query: {
          hello: (_: unknown, { name }: { name: string }) => `hello ${name}`,
          number: (_: unknown, { value }: { value: number }) => value,
          json: (_: unknown, { value }: { value: unknown }) => (received = value),
          items: () => [],
        },
      },
    },
  ],
});

function nested(levels: number): string {
  return '['.repeat(levels) + ']'.repeat(levels);
}

describe('odd requests get an answer in the form of GraphQL and never 5xx', () => {
  test.each([
    ['no JSON', '{"query":', 400],
    ['nothing', '', 400],
    ['a text', '"query"', 400],
    ['a number', '1', 400],
    ['null', 'null', 400],
    ['an empty object', '{}', 400],
    ['a query that is no text', '{"query":{}}', 400],
    ['an empty query', '{"query":""}', 400],
    ['only a comment', '{"query":"# nothing"}', 400],
    ['variables as text', '{"query":"{ me }","variables":"{}"}', 400],
    ['variables as a list', '{"query":"{ me }","variables":[1]}', 400],
    ['an operation name that is no text', '{"query":"{ me }","operationName":1}', 400],
    ['a lone surrogate', String.raw`{"query":"{ hello(name: \"\ud800\") }"}`, 400],
    ['NUL in the query', String.raw`{"query":"{ me \u0000 }"}`, 400],
    ['lists in lists in lists', JSON.stringify({ query: `{ json(value: ${nested(2400)}) }` }), 400],
    ['not so many of them', JSON.stringify({ query: `{ json(value: ${nested(500)}) }` }), 200],
    [
      'many of them in variables',
      `{"query":"query ($v: JSON) { json(value: $v) }","variables":{"v":${nested(300_000)}}}`,
      400,
    ],
    ['selections in selections', JSON.stringify({ query: `${'{ items '.repeat(1500)}${'}'.repeat(1500)}` }), 400],
    [
      'a persisted query that nobody knows',
      JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } }),
      200,
    ],
    [
      'a persisted query of a version that nobody knows',
      JSON.stringify({ extensions: { persistedQuery: { version: 9, sha256Hash: 'x' } } }),
      400,
    ],
    ['a fragment that goes round in circles', '{"query":"{ ...F } fragment F on Query { ...F }"}', 400],
    ['a type as value', '{"query":"{ number(value: Int) }"}', 400],
    ['an unknown directive', '{"query":"{ me @nothing }"}', 400],
    [
      'a prototype as variable',
      '{"query":"query ($__proto__: Int!) { number(value: $__proto__) }","variables":{"__proto__":5}}',
      200,
    ],
  ])('%s', async (_name, body, status) => {
    const answer = await server.ask(body);
    expect(answer.status).toBe(status);
    expect(answer.body.data !== undefined || (answer.body.errors ?? []).length > 0).toBe(true);
  });

  test.each([
    ['PUT', { 'content-type': 'application/json' }, '{}', 405],
    ['DELETE', {}, undefined, 405],
    ['POST', { 'content-type': 'text/plain' }, '{"query":"{ me }"}', 415],
    ['POST', { 'content-type': 'multipart/form-data; boundary=x' }, '--x--', 415],
    ['POST', { 'content-type': 'nonsense' }, '{}', 415],
    ['POST', { 'content-type': 'application/json', accept: 'image/png' }, '{"query":"{ me }"}', 406],
    ['POST', { 'content-type': 'application/json', host: '[' }, '{"query":"{ me }"}', 400],
    ['POST', { 'content-type': 'application/json', 'content-encoding': 'gzip' }, '{"query":"{ me }"}', 200],
  ])('%s with %p', async (method, headers, body, status) => {
    const { promise, resolve } = Promise.withResolvers<http.IncomingMessage>();
    http.request(`${server.url}/graphql`, { method, headers }, resolve).end(body);
    const response = await promise;
    const text = (await response.toArray()).join('');
    expect(response.statusCode).toBe(status);
    expect(Object.keys(JSON.parse(text) as object)).toContain(status === 200 ? 'data' : 'errors');
  });

  test('a body of another type is told which type it must have', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(`${server.url}/graphql`, { method: 'POST', headers, body: '{"query":"{ hello }"}' });
    expect(answer.status).toBe(415);
    expect(await answer.text()).toContain('Send the header Content-Type: application/json');
  });

  test('a GET that any page could send is refused, with a header that only scripts can set it is answered', async () => {
    const url = `${server.url}/graphql?query=${encodeURIComponent('{ hello }')}`;
    expect((await fetch(url)).status).toBe(400);
    const answer = await fetch(url, { headers: { 'apollo-require-preflight': '1' } });
    expect(await answer.json()).toEqual({ data: { hello: 'hello world' } });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('a mutation by GET is refused', async () => {
    const url = `${server.url}/graphql?query=${encodeURIComponent('mutation { touch }')}`;
    const answer = await fetch(url, { headers: { 'apollo-require-preflight': '1' } });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
  });

  test('a key __proto__ in variables is data', async () => {
    const query = 'query ($value: JSON) { json(value: $value) }';
    const { status } = await server.ask(`{"query":"${query}","variables":{"value":{"__proto__":{"isAdmin":true}}}}`);
    expect(status).toBe(200);
    expect(JSON.stringify(received)).toBe('{"__proto__":{"isAdmin":true}}');
    expect({}).not.toHaveProperty('isAdmin');
  });
});

describe('automatic persisted queries', () => {
  test('a query is known by its hash after the first time', async () => {
    const query = '{ hello(name: "hash") }';
    const extensions = { persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') } };
    expect((await server.ask({ extensions })).body.errors?.[0]?.extensions['code']).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect((await server.ask({ query, extensions })).body.data).toEqual({ hello: 'hello hash' });
    expect((await server.ask({ extensions })).body.data).toEqual({ hello: 'hello hash' });
  });
});

describe('the cost report', () => {
  test('comes on request', async () => {
    const { body } = await server.ask({ query: '{ items(first: 7) { id } }' }, { [COST_HEADER]: '1' });
    expect(body.extensions).toEqual({ cost: { predicted: 7, statements: 0, rows: 0, ms: expect.any(Number) } });
  });

  test('does not come otherwise', async () => {
    expect((await server.ask({ query: '{ me }' })).body).toEqual({ data: { me: null } });
    expect((await server.ask({ query: '{ me }' }, { [COST_HEADER]: '0' })).body.extensions).toBeUndefined();
  });
});
