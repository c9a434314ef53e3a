import { describe, expect, test } from '@jest/globals';
import type { Route } from 'pagoda-plugin-sdk';
import { BadRequest, problem, Rejected, rejected, Unauthenticated } from '../errors.ts';
import { noSuch } from './index.ts';
import { DatabaseAway, makeBridge, route, token, type TestContext } from './test/bridge.ts';

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
