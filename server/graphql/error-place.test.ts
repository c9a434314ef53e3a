import { describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { ValidationError } from 'pagoda-plugin-sdk';
import type { Context } from '../context.ts';
import { startTestServer } from './test/test-server.ts';

const INPUT_PATH = ['attrs', '0', 'value'];

function refuse(): never {
  throw new ValidationError('Not this one', INPUT_PATH);
}

const part = {
  id: 'error-place-test',
  typeDefs: `
    extend type Query { me: String things: [Thing!]! maybe: [Thing] }
    extend type Subscription { ticks: Int }
    type Thing { atOnce: Int later: Int returned: Int needed: Int! foreign: Int fault: Int }
  `,
  resolvers: {
    Query: {
      me: (_: unknown, __: unknown, { actor }: Context) => actor?.username ?? null,
      things: () => [{}, {}],
      maybe: () => [{}, {}],
    },
    Thing: {
      atOnce: refuse,
      later: async () => refuse(),
      returned: () => new ValidationError('Not this one', INPUT_PATH),
      needed: refuse,
      foreign: () => {
        throw new GraphQLError('From elsewhere', { path: ['another', 'answer'], extensions: { code: 'ELSEWHERE' } });
      },
      fault: () => {
        throw Object.assign(new TypeError('password is hunter2'), { path: ['a', 'file'] });
      },
    },
    Subscription: { ticks: { subscribe: refuse } },
  },
};

const servers = {
  jit: await startTestServer({ parts: [part], settings: { graphqlExecutor: 'jit' } }),
  'graphql-js': await startTestServer({ parts: [part], settings: { graphqlExecutor: 'graphql-js' } }),
};

/** The place in the answer, whatever an error says of a place of its own. */
describe.each(Object.entries(servers))('with %s, an error with a path of its own', (_name, server) => {
  const errorsOf = async (query: string) => (await server.ask({ query })).body.errors;
  const refusal = { code: 'BAD_USER_INPUT', path: INPUT_PATH };

  test.each<[field: string, extensions: object]>([
    ['atOnce', refusal],
    ['later', refusal],
    ['returned', refusal],
    ['foreign', { code: 'ELSEWHERE' }],
    ['fault', { code: 'INTERNAL_SERVER_ERROR', requestId: expect.any(String) }],
  ])('that %s gives stands at its place in the answer', async (field, extensions) => {
    const query = `{ list: things { key: ${field} } }`;
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await errorsOf(query)).toEqual([
        expect.objectContaining({ path: ['list', 0, 'key'], locations: [{ line: 1, column: 18 }], extensions }),
        expect.objectContaining({ path: ['list', 1, 'key'], locations: [{ line: 1, column: 18 }], extensions }),
      ]);
    }
  });

  test('keeps the place of the field when what is above becomes null', async () => {
    expect(await errorsOf('{ maybe { needed } }')).toEqual([
      expect.objectContaining({ path: ['maybe', 0, 'needed'], extensions: refusal }),
      expect.objectContaining({ path: ['maybe', 1, 'needed'], extensions: refusal }),
    ]);
  });

  test('that refuses a subscription stands at its field', async () => {
    const answer = await fetch(`${server.url}/graphql/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: 'subscription { key: ticks }' }),
    });
    const text = await answer.text();
    expect(text).toContain('"path":["key"]');
    expect(text).toContain('"code":"BAD_USER_INPUT"');
  });
});
