import { describe, expect, test } from '@jest/globals';
import { parseObjectId } from './index.ts';
import { makeBridge, owned, route, token } from './test/bridge.ts';

describe('addresses', () => {
  const routes = [
    route('GET', '/role/api/v2/', () => 'list'),
    route('POST', '/role/api/v2/', () => 'created'),
    route('GET', '/role/api/v2/:id', ({ params }) => ({ id: params['id'] })),
    route('GET', '/role/api/v2/export', () => 'export'),
    route('POST', '/entry/api/v2/import/', () => 'imported'),
    route('GET', '/entry/api/v2/:id/histories/', ({ params }) => ({ of: params['id'] })),
    route('GET', '/entry/api/v2/:id/histories/all/', ({ params }) => ({ all: params['id'] })),
    route('GET', '/entry/api/v2/bulk/:attr/', ({ params }) => ({ bulk: params['attr'] })),
  ];

  test.each([
    ['/role/api/v2/', 200, '"list"'],
    ['/role/api/v2/export', 200, '"export"'],
    ['/role/api/v2/exports', 200, '{"id":"exports"}'],
    ['/role/api/v2/a%2Fb%20%E2%82%AC', 200, '{"id":"a/b €"}'],
    ['/entry/api/v2/7/histories/', 200, '{"of":"7"}'],
    ['/entry/api/v2/bulk/histories/', 200, '{"bulk":"histories"}'],
    ['/entry/api/v2/bulk/x/', 200, '{"bulk":"x"}'],
    ['/entry/api/v2/bulk/histories/all/', 200, '{"all":"bulk"}'],
    ['/entry/api/v2//histories/', 404, '{"message":"Not found.","code":"AE-230000"}'],
    ['/healthz', 200, '{"status":"ok"}'],
    ['/role/api/v2/7/', 404, '{"message":"Not found.","code":"AE-230000"}'],
    ['/role/api/v2//', 404, '{"message":"Not found.","code":"AE-230000"}'],
    ['/nowhere', 404, '{"message":"Not found.","code":"AE-230000"}'],
    ['/entry/api/v2/import', 404, '{"message":"Not found.","code":"AE-230000"}'],
    ['/role/api/v2/__proto__', 200, '{"id":"__proto__"}'],
  ])('GET %s is answered with %i', async (url, status, body) => {
    const { fastify } = await makeBridge(...routes);
    const reply = await fastify.inject({ url, headers: token });
    expect([reply.statusCode, reply.body]).toEqual([status, body]);
  });

  test('GET and HEAD without the final slash are sent to the form that has one, other methods are not', async () => {
    const { fastify } = await makeBridge(...routes);
    const replies = await Promise.all(
      (['GET', 'HEAD', 'POST'] as const).map((method) =>
        fastify.inject({ method, url: '/role/api/v2?search=%20x&page=2' }),
      ),
    );
    expect(replies.map(({ statusCode, headers }) => [statusCode, headers.location])).toEqual([
      [301, '/role/api/v2/?search=%20x&page=2'],
      [301, '/role/api/v2/?search=%20x&page=2'],
      [404, undefined],
    ]);
  });

  test('a method that an address does not have is answered with 405, to those who are logged in', async () => {
    const { fastify } = await makeBridge(...routes);
    const reply = await fastify.inject({ method: 'PATCH', url: '/role/api/v2/', headers: token });
    expect([reply.statusCode, reply.json()]).toEqual([
      405,
      { message: 'Method "PATCH" not allowed.', code: 'AE-999999' },
    ]);
    expect(reply.headers.allow).toBe('GET, HEAD, POST, OPTIONS');
    expect((await fastify.inject({ method: 'PATCH', url: '/role/api/v2/' })).statusCode).toBe(403);
  });

  test('OPTIONS tells the methods', async () => {
    const { fastify } = await makeBridge(...routes);
    const reply = await fastify.inject({ method: 'OPTIONS', url: '/entry/api/v2/import/' });
    expect([reply.statusCode, reply.headers.allow, reply.body]).toEqual([204, 'POST, OPTIONS', '']);
  });

  test('HEAD is GET without the body', async () => {
    const { fastify } = await makeBridge(...routes);
    const reply = await fastify.inject({ method: 'HEAD', url: '/role/api/v2/export', headers: token });
    expect([reply.statusCode, reply.body, reply.headers['content-length']]).toEqual([200, '', '8']);
  });

  test('an id that is none, or too large for one, is the address of nothing', async () => {
    const { fastify } = await makeBridge(
      route('GET', '/e/:id/', ({ params }) => parseObjectId(params['id'], 'Entity')),
    );
    const get = async (id: string): Promise<unknown> =>
      (await fastify.inject({ url: `/e/${id}/`, headers: token })).json();
    const nothing = { message: 'No Entity matches the given query.', code: 'AE-230000' };
    expect(await get('2147483647')).toBe(2147483647);
    for (const id of ['2147483648', '-1', '1.0', '1e3', 'x', '%00', '٣', '99999999999999999999'])
      expect(await get(id)).toEqual(nothing);
  });

  test('a part that is badly encoded is no address of a route', async () => {
    const { fastify } = await makeBridge(...routes);
    expect((await fastify.inject({ url: '/role/api/v2/%E0%A4%A', headers: token })).statusCode).toBeLessThan(500);
  });

  test('routes can come and go while the server runs', async () => {
    const { fastify, mounted } = await makeBridge(...routes);
    mounted.replace(owned([route('GET', '/api/v2/plugins/hello/test/', () => 'hello')]));
    const replies = await Promise.all(
      ['/role/api/v2/', '/api/v2/plugins/hello/test/'].map((url) => fastify.inject({ url, headers: token })),
    );
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([404, 200]);
  });
});
