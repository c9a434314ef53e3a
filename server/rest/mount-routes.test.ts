import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { response, type Route } from 'pagoda-plugin-sdk';
import { BadRequest, problem, Rejected, rejected, Unauthenticated } from '../errors.ts';
import { noSuch, parseObjectId } from './index.ts';
import { DatabaseAway, makeBridge, owned, token, type TestContext } from './test/bridge.ts';

type Handler = Route<TestContext>['handler'];

function route(
  method: Route['method'],
  path: string,
  handler: Handler,
  more: Partial<Route<TestContext>> = {},
): Route<TestContext> {
  return { method, path, handler, ...more };
}

const whoAmI: Handler = (_request, { username }) => ({ username });

describe('credentials', () => {
  test.each([
    ['no credentials', undefined, 'Authentication credentials were not provided.'],
    ['another scheme', 'Basic bW9yaTprZXk=', 'Authentication credentials were not provided.'],
    ['an unknown key', 'Token nobody', 'Invalid token.'],
    ['an expired key', 'Token expired', 'Token lifetime is expired'],
    ['no key', 'Token', 'Invalid token header. No credentials provided.'],
    ['spaces in the key', 'Token mori key', 'Invalid token header. Token string should not contain spaces.'],
  ])('%s are answered with 403', async (_what, authorization, message) => {
    const { fastify } = await makeBridge(route('GET', '/user/api/v2/me', whoAmI));
    const headers = authorization === undefined ? {} : { authorization };
    const reply = await fastify.inject({ url: '/user/api/v2/me', headers });
    expect([reply.statusCode, reply.json()]).toEqual([403, { message, code: 'AE-000000' }]);
    expect(reply.headers).not.toHaveProperty('www-authenticate');
  });

  test.each(['Token mori-key', 'token mori-key', 'TOKEN   mori-key', 'Bearer mori-key'])(
    '%j is taken',
    async (authorization) => {
      const { fastify } = await makeBridge(route('GET', '/user/api/v2/me', whoAmI));
      const reply = await fastify.inject({ url: '/user/api/v2/me', headers: { authorization } });
      expect([reply.statusCode, reply.json()]).toEqual([200, { username: 'mori' }]);
    },
  );

  test('a public route needs none, but those that are sent must be good', async () => {
    const { fastify } = await makeBridge(route('POST', '/user/api/v2/password_reset', whoAmI, { auth: 'public' }));
    const anonymous = await fastify.inject({ method: 'POST', url: '/user/api/v2/password_reset' });
    const bad = await fastify.inject({
      method: 'POST',
      url: '/user/api/v2/password_reset',
      headers: { authorization: 'Token x' },
    });
    expect([anonymous.json(), bad.json()]).toEqual([
      { username: null },
      { message: 'Invalid token.', code: 'AE-000000' },
    ]);
  });

  test('a route for superusers refuses others', async () => {
    const { fastify } = await makeBridge(route('GET', '/user/api/v2/', whoAmI, { auth: 'superuser' }));
    const refused = await fastify.inject({ url: '/user/api/v2/', headers: token });
    expect(refused.statusCode).toBe(403);
    expect(refused.json()).toEqual({
      message: 'You do not have permission to perform this action.',
      code: 'AE-210000',
    });
    const let_in = await fastify.inject({ url: '/user/api/v2/', headers: { authorization: 'Token root-key' } });
    expect(let_in.json()).toEqual({ username: 'root' });
  });
});

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

describe('answers', () => {
  async function answer(returned: unknown): Promise<[number, string | undefined, string]> {
    const { fastify } = await makeBridge(route('GET', '/x/', () => returned));
    const { statusCode, headers, body } = await fastify.inject({ url: '/x/', headers: token });
    return [statusCode, headers['content-type']?.toString(), body];
  }
  const json = 'application/json; charset=utf-8';

  test.each<[string, unknown, [number, string | undefined, string]]>([
    [
      'an object',
      { name: '棚 é', status: 2, list: [1, null] },
      [200, json, '{"name":"棚 é","status":2,"list":[1,null]}'],
    ],
    ['a text', 'Success', [200, json, '"Success"']],
    ['null', null, [200, json, 'null']],
    ['nothing', undefined, [200, undefined, '']],
    ['a promise', Promise.resolve([1]), [200, json, '[1]']],
    ['a response', response(201, { id: 7 }), [201, json, '{"id":7}']],
    ['a response without a body', response(204), [204, undefined, '']],
    [
      'a text of another type',
      response(200, 'a: 1\n', { 'content-type': 'application/yaml; charset=utf-8' }),
      [200, 'application/yaml; charset=utf-8', 'a: 1\n'],
    ],
    ['bytes', response(200, Buffer.from('x,y'), { 'content-type': 'text/csv' }), [200, 'text/csv', 'x,y']],
  ])('%s goes out compact and as UTF-8', async (_what, returned, expected) => {
    expect(await answer(returned)).toEqual(expected);
  });

  test.each([
    ['a number without end', { big: 1n }],
    [
      'a circle',
      (() => {
        const circle: Record<string, unknown> = {};
        circle['self'] = circle;
        return circle;
      })(),
    ],
    ['an impossible status', response(99)],
    ['an impossible header', response(200, null, { 'x-name': 'line\nbreak' })],
  ])('%s is a fault of the route', async (_what, returned) => {
    const [status, , body] = await answer(returned);
    expect([status, JSON.parse(body)]).toEqual([
      500,
      { message: expect.stringContaining('request-7'), code: 'AE-999999' },
    ]);
  });
});

describe('bodies', () => {
  const echo = route('POST', '/echo/', ({ body }) => body);
  const post = async (
    payload: string | Buffer,
    contentType: string | undefined,
    headers: object = token,
  ): Promise<[number, unknown]> => {
    const { fastify } = await makeBridge(echo);
    const type = contentType === undefined ? {} : { 'content-type': contentType };
    const reply = await fastify.inject({ method: 'POST', url: '/echo/', payload, headers: { ...headers, ...type } });
    return [reply.statusCode, reply.json()];
  };

  test.each([
    ['{"name":"棚","attrs":[1]}', 'application/json', { name: '棚', attrs: [1] }],
    ['[1]', 'Application/JSON;charset=utf-8', [1]],
    ['a=1&b=x+y', 'application/x-www-form-urlencoded', { a: '1', b: 'x y' }],
    ['', 'application/json', {}],
    ['', undefined, {}],
    ['', 'application/yaml', {}],
  ])('%j of type %s is parsed', async (payload, contentType, expected) => {
    expect(await post(payload, contentType)).toEqual([200, expected]);
  });

  test.each([
    ['{"name":', 'application/json', 400, 'AE-140000', 'JSON parse error - '],
    ['NaN', 'application/json', 400, 'AE-140000', 'JSON parse error - '],
    [Buffer.from([0x22, 0xff, 0x22]), 'application/json', 400, 'AE-140000', 'not UTF-8'],
    ['a: 1', 'application/yaml', 415, 'AE-130000', 'Unsupported media type "application/yaml" in request.'],
    ['a,b', 'text/csv', 415, 'AE-130000', 'Unsupported media type "text/csv" in request.'],
    ['{}', undefined, 415, 'AE-130000', 'Unsupported media type "" in request.'],
    ['{}', 'nonsense', 415, 'AE-130000', 'nsupported'],
    [`"${'x'.repeat(1000)}"`, 'application/json', 413, 'AE-122000', 'at most 1000 bytes'],
  ])('%j of type %s is refused with %i', async (payload, contentType, status, code, message) => {
    expect(await post(payload, contentType)).toEqual([status, { message: expect.stringContaining(message), code }]);
  });

  test('credentials are looked at before the body', async () => {
    expect(await post('{"name":', 'application/json', {})).toMatchObject([403, { code: 'AE-000000' }]);
  });

  test('a route that never reads the body takes any, and one that wants the bytes gets them', async () => {
    const { fastify } = await makeBridge(
      route('PATCH', '/job/:id/rerun', () => 'Success to run command'),
      route('POST', '/import', ({ rawBody }) => Buffer.from(rawBody).toString()),
    );
    const headers = { ...token, 'content-type': 'application/yaml' };
    const rerun = await fastify.inject({ method: 'PATCH', url: '/job/7/rerun', headers, payload: '{' });
    const imported = await fastify.inject({ method: 'POST', url: '/import', headers, payload: 'Entity: []' });
    expect([rerun.json(), imported.json()]).toEqual(['Success to run command', 'Entity: []']);
  });
});

describe('errors', () => {
  async function thrown(
    error: unknown,
    method: Route['method'] = 'POST',
    more: Partial<Route<TestContext>> = {},
  ): Promise<[number, unknown]> {
    const { fastify } = await makeBridge(route(method, '/x/', () => Promise.reject(error), more));
    const reply = await fastify.inject({ method, url: '/x/', headers: token });
    return [reply.statusCode, reply.json()];
  }

  test.each<[string, unknown, number, unknown]>([
    [
      'missing',
      rejected('NOT_FOUND', 'There is no entry with id 9', ['id']),
      404,
      { message: 'There is no entry with id 9', code: 'AE-230000' },
    ],
    ['no such', noSuch('Entity'), 404, { message: 'No Entity matches the given query.', code: 'AE-230000' }],
    ['forbidden', rejected('PERMISSION_DENIED', 'No', ['name']), 403, { message: 'No', code: 'AE-210000' }],
    [
      'conflict',
      rejected('CONFLICT', 'Changed', ['expectedUpdatedTime']),
      409,
      { message: 'Changed', code: 'AE-999999' },
    ],
    ['limit', rejected('LIMIT_EXCEEDED', 'Too fast'), 429, { message: 'Too fast', code: 'AE-122000' }],
    ['away', rejected('UNAVAILABLE', 'Later'), 503, { message: 'Later', code: 'AE-999999' }],
    [
      'anonymous',
      new Unauthenticated(),
      403,
      { message: 'Authentication credentials were not provided.', code: 'AE-000000' },
    ],
    ['bad', new BadRequest('Odd', ['is_toplevel']), 400, { is_toplevel: [{ message: 'Odd', code: 'AE-121000' }] }],
  ])('%s: what is not about the body is a root object', async (_what, error, status, body) => {
    expect(await thrown(error)).toEqual([status, body]);
  });

  test('a problem of the whole stands in a list or under non_field_errors, as the method or the route says', async () => {
    const inUse = rejected('IN_USE', 'The entity has entries');
    const leaf = { message: 'The entity has entries', code: 'AE-240000' };
    expect(await thrown(inUse, 'DELETE')).toEqual([400, [leaf]]);
    expect(await thrown(inUse, 'PUT')).toEqual([400, { non_field_errors: [leaf] }]);
    expect(await thrown(inUse, 'POST', { errors: { whole: 'list' } })).toEqual([400, [leaf]]);
  });

  test('a veto is a problem of the whole', async () => {
    const veto = new Rejected([{ code: 'VETOED', message: 'No', path: [], plugin: 'hello' }]);
    expect(await thrown(veto)).toEqual([400, { non_field_errors: [{ message: 'No', code: 'AE-121000' }] }]);
  });

  test('problems of fields stand where their fields do, in the names of this door', async () => {
    const error = new Rejected([
      problem('REQUIRED', 'r', ['name']),
      problem('TOO_LONG', 't', ['name']),
      problem('INVALID', 'i', ['attrs', 2, 'defaultValue']),
      problem('NOT_FOUND', 'n', ['attrs', 2, 'referral', 0]),
      problem('DUPLICATE', 'd', ['attrs']),
      problem('REQUIRED', 'b', ['note'], 'AE-999999'),
      problem('INVALID', 'w'),
    ]);
    expect(await thrown(error)).toEqual([
      400,
      {
        non_field_errors: [{ message: 'w', code: 'AE-121000' }],
        name: [
          { message: 'r', code: 'AE-113000' },
          { message: 't', code: 'AE-122000' },
        ],
        attrs: {
          non_field_errors: [{ message: 'd', code: 'AE-220000' }],
          '2': {
            default_value: [{ message: 'i', code: 'AE-121000' }],
            referral: { '0': [{ message: 'n', code: 'AE-230000' }] },
          },
        },
        note: [{ message: 'b', code: 'AE-999999' }],
      },
    ]);
  });

  test('elements of positional fields stand in a list', async () => {
    const error = new Rejected([
      problem('REQUIRED', 'u', ['webhooks', 1, 'url']),
      problem('INVALID', 'w', ['webhooks', 3]),
    ]);
    expect(await thrown(error, 'POST', { errors: { positional: ['webhooks'] } })).toEqual([
      400,
      {
        webhooks: [
          {},
          { url: [{ message: 'u', code: 'AE-113000' }] },
          {},
          { non_field_errors: [{ message: 'w', code: 'AE-121000' }] },
        ],
      },
    ]);
  });

  test('names that JavaScript finds special are fields like any other', async () => {
    const error = new Rejected([
      problem('INVALID', 'p', ['__proto__']),
      problem('INVALID', 'w', ['non_field_errors']),
      problem('INVALID', 'v'),
    ]);
    const { fastify } = await makeBridge(route('POST', '/x/', () => Promise.reject(error)));
    const { body } = await fastify.inject({ method: 'POST', url: '/x/', headers: token });
    expect(body).toBe(
      '{"non_field_errors":[{"message":"v","code":"AE-121000"},{"message":"w","code":"AE-121000"}],"__proto__":[{"message":"p","code":"AE-121000"}]}',
    );
  });

  test('an object that is missing in the body is a problem of the body, one that the address names is not', async () => {
    const error = rejected('NOT_FOUND', 'n', ['entity']);
    expect(await thrown(error)).toEqual([400, { entity: [{ message: 'n', code: 'AE-230000' }] }]);
    expect(await thrown(error, 'POST', { errors: { address: ['entity'] } })).toEqual([
      404,
      { message: 'n', code: 'AE-230000' },
    ]);
  });

  test('a fault is masked outside and whole in the log', async () => {
    const { fastify, log } = await makeBridge(
      route('POST', '/x/:id/', () => {
        throw new TypeError('password of mori is 1234');
      }),
    );
    const reply = await fastify.inject({ method: 'POST', url: '/x/1/', headers: token });
    expect([reply.statusCode, reply.json()]).toEqual([
      500,
      { message: 'Internal Server Error. The log tells more about request request-7.', code: 'AE-999999' },
    ]);
    expect(log).toMatchObject([
      {
        reqId: 'request-7',
        owner: 'core.test',
        route: 'POST /x/:id/',
        err: { type: 'TypeError', stack: expect.stringContaining('1234') },
      },
    ]);
    expect(JSON.stringify(log)).not.toContain('mori-key');
  });

  test('what a service says is unavailable can be tried again', async () => {
    const { fastify } = await makeBridge(route('GET', '/x/', () => Promise.reject(rejected('UNAVAILABLE', 'Later'))));
    const reply = await fastify.inject({ url: '/x/', headers: token });
    expect([reply.statusCode, reply.headers['retry-after']]).toEqual([503, '2']);
  });

  test('a database that is away is a 503 that says when to try again', async () => {
    const { fastify } = await makeBridge(
      route('GET', '/x/', () => Promise.reject(new DatabaseAway('connect ECONNREFUSED'))),
    );
    const reply = await fastify.inject({ url: '/x/', headers: token });
    expect([reply.statusCode, reply.headers['retry-after'], reply.json().code]).toEqual([503, '2', 'AE-999999']);
    expect(reply.body).not.toContain('ECONNREFUSED');
  });
});

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
