import { describe, expect, test } from '@jest/globals';
import { createClient } from 'graphql-ws';
import type { Registration } from 'pagoda-plugin-sdk';
import { WebSocket } from 'ws';
import type { Context } from '../../context.ts';
import { makeTestApp } from '../../test/app.ts';
import { logInAs } from '../../test/log-in.ts';
import { countStatements } from '../../test/statements.ts';

const PAGE = 'https://page.example';
const routes: Registration<Context> = {
  id: 'core.session-test',
  routes: (['GET', 'POST'] as const).map((method) => ({
    method,
    path: '/test/api/v2/who',
    handler: async (_request, { actor }) => ({ username: actor?.username ?? null }),
  })),
};

const { app, token, makeUser } = await makeTestApp({ ALLOWED_ORIGINS: PAGE }, [routes]);
const password = 'correct horse';
await makeUser({ username: 'mori', password });
const { cookie, csrftoken, sessionid } = await logInAs(app, 'mori', password);
const url = await app.listen();

type Headers = Readonly<Record<string, string>>;
const QUERY = '{ me { username } }';
const asToken: Headers = { authorization: `Token ${token}` };

async function overHttp(headers: Headers): Promise<string | null> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: QUERY }),
  });
  const { data } = (await response.json()) as { data: { me: { username: string } | null } };
  return data.me?.username ?? null;
}

async function overEvents(headers: Headers): Promise<string | null> {
  const response = await fetch(`${url}/graphql/stream?query=${encodeURIComponent(QUERY)}`, { headers });
  const [, found = null] = /"username":"(\w+)"/.exec(await response.text()) ?? [];
  return found;
}

async function overSocket(headers: Headers, connectionParams: Headers = {}): Promise<string | null> {
  class WithHeaders extends WebSocket {
    constructor(address: string, protocols: string) {
      super(address, protocols, { headers });
    }
  }
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WithHeaders,
    connectionParams,
  });
  try {
    for await (const { data } of client.iterate<{ me: { username: string } | null }>({ query: QUERY }))
      return data?.me?.username ?? null;
    throw new Error('There was no answer.');
  } finally {
    await client.dispose();
  }
}

const DOORS = { HTTP: overHttp, 'server-sent events': overEvents, WebSocket: overSocket };

describe.each(Object.entries(DOORS))('GraphQL over %s', (_name, ask) => {
  test.each<[string, Headers]>([
    ['our own page', { origin: url }],
    ['a page of ALLOWED_ORIGINS', { origin: PAGE }],
    ['our own page whose browser leaves the origin out', { 'sec-fetch-site': 'same-origin' }],
  ])('takes the session of %s', async (_what, headers) => {
    expect(await ask({ ...headers, cookie })).toBe('mori');
  });

  test.each<[string, Headers]>([
    ['another site', { origin: 'https://evil.example' }],
    ['a page without origin', { origin: 'null' }],
    ['our host over TLS, which is another origin', { origin: url.replace('http:', 'https:') }],
    ['a page of a sibling site', { 'sec-fetch-site': 'same-site' }],
    ['nobody knows where', {}],
  ])('takes who comes from %s for nobody', async (_what, headers) => {
    expect(await ask({ ...headers, cookie })).toBeNull();
  });

  test('takes a token from anywhere, and before a session', async () => {
    expect(await ask({ ...asToken, origin: 'https://evil.example', cookie })).toBe('admin');
    expect(await ask({ ...asToken, origin: url, cookie })).toBe('admin');
  });

  test.each(['x', '', 'a'.repeat(43), `${sessionid}=`])('takes who has the cookie %j for nobody', async (text) => {
    expect(await ask({ origin: url, cookie: `sessionid=${text}` })).toBeNull();
  });
});

test('a token in the parameters of a WebSocket counts from anywhere', async () => {
  expect(await overSocket({ origin: 'https://evil.example', cookie }, { token })).toBe('admin');
});

test('a session costs as many statements as a token', async () => {
  const statements = (headers: Headers) =>
    countStatements(() =>
      app.fastify.inject({
        method: 'POST',
        url: '/graphql',
        headers: { host: 'cmdb.example', ...headers },
        payload: { query: QUERY },
      }),
    );
  const bySession = await statements({ origin: 'http://cmdb.example', cookie });
  expect(bySession).toBeGreaterThan(0);
  expect(bySession).toBe(await statements(asToken));
});

test('pages of ALLOWED_ORIGINS, and no others, may read answers that were asked with cookies', async () => {
  const allowed = async (origin: string, method: string) => {
    const headers = { origin, cookie, 'access-control-request-method': 'POST' };
    const answer = await app.fastify.inject({ url: '/graphql', method: method as 'OPTIONS', headers });
    return [answer.headers['access-control-allow-origin'], answer.headers['access-control-allow-credentials']];
  };
  expect(await allowed(PAGE, 'OPTIONS')).toEqual([PAGE, 'true']);
  expect(await allowed(PAGE, 'GET')).toEqual([PAGE, 'true']);
  expect(await allowed('https://evil.example', 'OPTIONS')).toEqual([undefined, undefined]);
  expect(await allowed('https://evil.example', 'GET')).toEqual([undefined, undefined]);
});

describe('REST', () => {
  const ask = async (method: 'GET' | 'POST', headers: Headers) => {
    const answer = await app.fastify.inject({
      method,
      url: '/test/api/v2/who',
      headers: { host: 'cmdb.example', ...headers },
    });
    return [answer.statusCode, answer.json()];
  };
  const forged = (reason: string) => [403, { message: `CSRF Failed: ${reason}`, code: 'AE-210000' }];

  test('takes a session for what only reads', async () => {
    expect(await ask('GET', { cookie })).toEqual([200, { username: 'mori' }]);
  });

  test('keeps its answers out of caches that others share', async () => {
    const { headers } = await app.fastify.inject({ url: '/test/api/v2/who', headers: { cookie } });
    expect(headers['cache-control']).toBe('private');
  });

  test('takes it for what changes something with the token of that session', async () => {
    expect(await ask('POST', { cookie, 'x-csrftoken': csrftoken })).toEqual([200, { username: 'mori' }]);
    const own = { cookie, 'x-csrftoken': csrftoken, origin: 'http://cmdb.example' };
    expect(await ask('POST', own)).toEqual([200, { username: 'mori' }]);
  });

  test('needs that token, whatever the cookie says', async () => {
    const other = await logInAs(app, 'mori', password);
    const incorrect = forged("CSRF token from the 'X-Csrftoken' HTTP header incorrect.");
    expect(await ask('POST', { cookie })).toEqual(forged('CSRF token missing.'));
    expect(await ask('POST', { cookie, 'x-csrftoken': other.csrftoken })).toEqual(incorrect);
    const planted = { cookie: `sessionid=${sessionid}; csrftoken=planted`, 'x-csrftoken': 'planted' };
    expect(await ask('POST', planted)).toEqual(incorrect);
  });

  test('refuses what another site sends, even with the token', async () => {
    const foreign = { cookie, 'x-csrftoken': csrftoken, origin: 'https://evil.example' };
    expect(await ask('POST', foreign)).toEqual(
      forged('Origin checking failed - https://evil.example does not match any trusted origins.'),
    );
  });

  test('looks at a session before a token, and at the token when the session is over', async () => {
    expect(await ask('GET', { ...asToken, cookie })).toEqual([200, { username: 'mori' }]);
    expect(await ask('POST', { ...asToken, cookie })).toEqual(forged('CSRF token missing.'));
    const stale = { ...asToken, cookie: `sessionid=${'a'.repeat(43)}` };
    expect(await ask('POST', stale)).toEqual([200, { username: 'admin' }]);
  });

  test('needs nothing but the token of who has no session', async () => {
    expect(await ask('POST', { ...asToken, origin: 'https://evil.example' })).toEqual([200, { username: 'admin' }]);
    expect(await ask('POST', { cookie: `sessionid=${'a'.repeat(43)}` })).toEqual([
      403,
      { message: 'Authentication credentials were not provided.', code: 'AE-000000' },
    ]);
  });

  test('costs as many statements with a session as with a token', async () => {
    const statements = (headers: Headers) => countStatements(() => ask('GET', headers));
    expect(await statements({ cookie })).toBe(1);
    expect(await statements(asToken)).toBe(1);
  });
});
