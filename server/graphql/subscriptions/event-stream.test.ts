import net from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { startTestServer } from '../test/test-server.ts';

let taken = 0;
const left = Promise.withResolvers<void>();

async function* flood(): AsyncGenerator<string> {
  try {
    for (;;) {
      taken += 1;
      yield 'x'.repeat(10_000);
    }
  } finally {
    left.resolve();
  }
}

const { url } = await startTestServer({
  parts: [
    {
      id: 'stream-test',
      typeDefs:
        'extend type Query { hello: String } extend type Mutation { touch: String } extend type Subscription { flood: String! }',
      resolvers: {
        Query: { hello: () => 'world' },
        Mutation: { touch: () => 'touched' },
        Subscription: { flood: { subscribe: flood, resolve: (text: string) => text } },
      },
    },
  ],
});

const stream = `${url}/graphql/stream`;
const json = { 'content-type': 'application/json' };

describe('a stream', () => {
  test('has the form that clients of graphql-sse read', async () => {
    const response = await fetch(stream, { method: 'POST', headers: json, body: '{"query":"{ hello }"}' });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(await response.text()).toBe(
      ':\n\nevent: next\ndata: {"data":{"hello":"world"}}\n\nevent: complete\ndata:\n\n',
    );
  });

  test('can be asked for by GET, as browsers do with EventSource', async () => {
    const search = new URLSearchParams({
      query: 'query A { hello } query B { b: hello }',
      operationName: 'B',
      variables: '{}',
    });
    expect(await (await fetch(`${stream}?${search.toString()}`)).text()).toContain('data: {"data":{"b":"world"}}');
  });

  test.each([
    ['a mutation by GET', `?query=${encodeURIComponent('mutation { touch }')}`, {}, 405],
    ['no query', '', {}, 400],
    ['variables that are no JSON', '?query={hello}&variables={', {}, 400],
    ['another answer', '?query={hello}', { accept: 'application/json' }, 406],
  ])('is refused for %s', async (_name, search, headers, status) => {
    const response = await fetch(stream + search, { headers });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });

  test.each(['{"query":1}', '[]', 'null', '{"query":"{ hello }","variables":[]}'])(
    'is refused for %s',
    async (body) => {
      expect((await fetch(stream, { method: 'POST', headers: json, body })).status).toBe(400);
    },
  );

  test('is sent no more than its reader takes, and ends when the reader goes', async () => {
    const { hostname, port, pathname } = new URL(stream);
    const reader = net.connect(Number(port), hostname);
    reader.write(
      `GET ${pathname}?query=${encodeURIComponent('subscription { flood }')} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`,
    );
    // Nobody reads: what the system does not take stays with the source.
    reader.pause();
    let before = -1;
    while (before !== taken || taken < 10) {
      before = taken;
      for (let turn = 0; turn < 200; turn += 1) await new Promise(setImmediate);
    }
    expect(taken).toBeLessThan(2_000);
    reader.destroy();
    await left.promise;
  });
});
