import { describe, expect, test } from '@jest/globals';
import { makeBridge, route, token, whoAmI } from './test/bridge.ts';

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
