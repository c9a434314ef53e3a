import { describe, expect, test } from '@jest/globals';
import type { Context } from '../context.ts';
import { BadRequest, rejected, Unauthenticated } from '../errors.ts';
import { ALICE_TOKEN, startTestServer } from './test/test-server.ts';

class Away extends Error {}

function throwing(error: unknown) {
  return () => {
    throw error;
  };
}

const server = await startTestServer({
  isUnavailable: (error) => error instanceof Away,
  parts: [
    {
      id: 'errors-test',
      typeDefs: `
        extend type Query {
          me: String hello(name: String! = "world"): String! number(value: Int!): Int fault: String faultNN: String!
          badRequest: String loggedOut: String rejected: String away: String nonsense: Int!
        }
        extend type Subscription { ticks: Int }
      `,
      resolvers: {
        Query: {
          me: (_: unknown, __: unknown, { actor }: Context) => actor?.username ?? null,
          hello: (_: unknown, { name }: { name: string }) => `hello ${name}`,
          fault: throwing(new TypeError('password is hunter2')),
          faultNN: throwing(new TypeError('password is hunter2')),
          badRequest: throwing(new BadRequest('There is no attribute "x".', ['filter', 'attrs', '0'])),
          loggedOut: throwing(new Unauthenticated()),
          rejected: throwing(rejected('NOT_FOUND', 'There is no such entry.', ['id'])),
          away: throwing(new Away('connect ECONNREFUSED 10.0.0.1')),
          nonsense: () => 'no number',
        },
      },
    },
  ],
});

const asGraphQL = { accept: 'application/graphql-response+json' };

describe('errors', () => {
  const cases: readonly [string, string, number, object][] = [
    ['a bad request', '{ badRequest }', 200, { code: 'BAD_USER_INPUT', path: ['filter', 'attrs', '0'] }],
    ['nobody is logged in', '{ loggedOut }', 200, { code: 'UNAUTHENTICATED' }],
    ['something is refused in a query', '{ rejected }', 200, { code: 'NOT_FOUND', path: ['id'] }],
    ['the database is away', '{ away }', 200, { code: 'UNAVAILABLE', retryable: true }],
    ['a field that is not there', '{ nothing }', 400, { code: 'GRAPHQL_VALIDATION_FAILED' }],
    ['a document that cannot be read', '{ hello', 400, { code: 'GRAPHQL_PARSE_FAILED' }],
    ['a variable of the wrong type', 'query ($v: Int!) { number(value: $v) }', 400, { code: 'BAD_USER_INPUT' }],
    ['null where an argument has a default', 'query ($v: String) { hello(name: $v) }', 200, { code: 'BAD_USER_INPUT' }],
    ['no operation of that name', 'query A { me } query B { me }', 400, { code: 'OPERATION_RESOLUTION_FAILURE' }],
    ['a subscription', 'subscription { ticks }', 400, { code: 'BAD_REQUEST' }],
  ];
  test.each(cases)('%s', async (_name, query, status, extensions) => {
    const answer = await server.ask({ query, variables: { v: null } }, asGraphQL);
    expect(answer.status).toBe(status);
    expect(answer.body.errors).toHaveLength(1);
    expect(answer.body.errors?.[0]?.extensions).toMatchObject(extensions);
    expect(answer.body.errors?.[0]?.extensions).not.toHaveProperty('http');
  });

  test.each(['fault', 'faultNN', 'nonsense'])(
    'a fault in %s tells its request id only and is logged whole',
    async (field) => {
      const { status, body } = await server.ask({ query: `{ hello ${field} }` }, asGraphQL);
      expect(status).toBe(200);
      expect(body.data).toEqual(field === 'fault' ? { hello: 'hello world', fault: null } : null);
      const requestId = body.errors?.[0]?.extensions['requestId'];
      expect(body.errors).toEqual([
        expect.objectContaining({
          message: 'Internal error',
          path: [field],
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId },
        }),
      ]);
      const line = server.logged.find((logged) => logged['requestId'] === requestId && logged['err']);
      expect(JSON.stringify(line)).toMatch(/hunter2|cannot represent/);
    },
  );

  test('a bad token is refused before anything is executed', async () => {
    const { status, body } = await server.ask({ query: '{ hello }' }, { authorization: 'Token wrong' });
    expect(status).toBe(401);
    expect(body).toEqual({ errors: [{ message: 'Invalid token.', extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  test.each(['Token', 'Token a b'])('an Authorization header "%s" is refused', async (authorization) => {
    expect((await server.ask({ query: '{ hello }' }, { authorization })).status).toBe(401);
  });

  test.each([`Token ${ALICE_TOKEN}`, `bearer ${ALICE_TOKEN}`])('"%s" is good', async (authorization) => {
    expect((await server.ask({ query: '{ me }' }, { authorization })).body.data).toEqual({ me: 'alice' });
  });

  test('an Authorization of another scheme is nobody', async () => {
    expect((await server.ask({ query: '{ me }' }, { authorization: 'Basic YTpi' })).body.data).toEqual({ me: null });
  });
});
