import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { response } from 'pagoda-plugin-sdk';
import { makeBridge, route, token } from './test/bridge.ts';

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
    ['a stream', response(200, Readable.from(['x', ',y']), { 'content-type': 'text/csv' }), [200, 'text/csv', 'x,y']],
  ])('%s goes out compact and as UTF-8', async (_what, returned, expected) => {
    expect(await answer(returned)).toEqual(expected);
  });

  test('a stream that fails before it gave anything is a fault of the route', async () => {
    const broken = new Readable({ read: () => broken.destroy(new Error('no disk')) });
    const headers = { 'content-type': 'text/csv', 'content-disposition': 'attachment', 'content-length': '7' };
    const [status, type, body] = await answer(response(200, broken, headers));
    expect([status, type, JSON.parse(body).code]).toEqual([500, json, 'AE-999999']);
  });

  test('whoever asks for the head alone makes no stream flow', async () => {
    let reads = 0;
    const stream = new Readable({ read: () => (reads += 1) });
    const { fastify } = await makeBridge(
      route('GET', '/x/', () => response(200, stream, { 'content-type': 'text/csv', 'content-length': '7' })),
    );
    const { statusCode, headers } = await fastify.inject({ method: 'HEAD', url: '/x/', headers: token });
    expect([statusCode, headers['content-length'], reads, stream.destroyed]).toEqual([200, '7', 0, true]);
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
