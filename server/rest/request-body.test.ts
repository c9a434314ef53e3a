import { describe, expect, test } from '@jest/globals';
import { makeBridge, route, token } from './test/bridge.ts';

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
