import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { response, type Route } from 'pagoda-plugin-sdk';
import { makeBridge, route, token, type TestContext } from './test/bridge.ts';

describe('over a socket', () => {
  async function listening(...routes: Route<TestContext>[]): Promise<{ port: number; close: () => Promise<void> }> {
    const { fastify } = await makeBridge(...routes);
    await fastify.listen({ host: '127.0.0.1', port: 0 });
    const { port } = fastify.server.address() as AddressInfo;
    return { port, close: () => fastify.close() };
  }

  async function raw(port: number, text: string): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    let received = '';
    socket.on('data', (chunk) => (received += chunk));
    socket.end(text);
    await once(socket, 'close');
    return received;
  }

  test('a client gets answers, redirects, errors and refusals', async () => {
    const server = await listening(
      route('GET', '/entity/api/v2/', ({ url }) => ({ results: [], url: url.href })),
      route('POST', '/entity/api/v2/', ({ body }) => response(202, body)),
    );
    const base = `http://127.0.0.1:${server.port}/entity/api/v2`;
    try {
      const followed = await fetch(`${base}?a=1`, { headers: token });
      expect(await followed.json()).toEqual({ results: [], url: `${base}/?a=1` });
      const posted = await fetch(`${base}/`, {
        method: 'POST',
        headers: { ...token, 'content-type': 'application/json' },
        body: '{"a":1}',
      });
      expect([posted.status, await posted.json()]).toEqual([202, { a: 1 }]);
      const large = await fetch(`${base}/`, {
        method: 'POST',
        headers: { ...token, 'content-type': 'application/json' },
        body: `"${'x'.repeat(100_000)}"`,
      });
      expect([large.status, await large.json()]).toEqual([413, { message: expect.any(String), code: 'AE-122000' }]);
    } finally {
      await server.close();
    }
  });

  test.each([
    [
      'a Host that is none',
      'GET /x/ HTTP/1.1\r\nHost: a b\r\nAuthorization: Token mori-key\r\nConnection: close\r\n\r\n',
    ],
    ['no Host, as in HTTP/1.0', 'GET /x/ HTTP/1.0\r\nAuthorization: Token mori-key\r\n\r\n'],
    ['two slashes in front', 'GET //evil.example/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
    ['a chunked body that is cut off', 'POST /x/ HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab'],
    ['a broken escape', 'GET /x/%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  ])('%s is no fault of the server', async (_what, request) => {
    const server = await listening(route('GET', '/x/', ({ url }) => url.pathname));
    try {
      expect(await raw(server.port, request)).not.toMatch(/^HTTP\/1\.1 (5|30)/);
      const after = await fetch(`http://127.0.0.1:${server.port}/x/`, { headers: token });
      expect(after.status).toBe(200);
    } finally {
      await server.close();
    }
  });
});
