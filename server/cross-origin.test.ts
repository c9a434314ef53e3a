import { describe, expect, test } from '@jest/globals';
import { makeTestApp } from './test/app.ts';

const PAGE = 'https://cmdb.example.org';

const { app, token } = await makeTestApp({ ALLOWED_ORIGINS: `${PAGE}, http://localhost:3000` });

const ask = (origin: string, url = '/graphql') =>
  app.fastify.inject({
    method: 'POST',
    url,
    headers: { origin, authorization: `Token ${token}`, 'content-type': 'application/json' },
    payload: JSON.stringify({ query: '{ me { username } }' }),
  });

const preflight = (origin: string) =>
  app.fastify.inject({
    method: 'OPTIONS',
    url: '/graphql',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    },
  });

describe('a web page of another origin', () => {
  test.each(['/graphql', '/graphql/stream', '/entity/api/v2/'])('that is allowed reads answers of %s', async (url) => {
    const { headers } = await ask(PAGE, url);
    expect(headers).toMatchObject({ 'access-control-allow-origin': PAGE, vary: expect.stringContaining('origin') });
  });

  test('that is allowed may send a token and JSON', async () => {
    const { statusCode, headers } = await preflight('http://localhost:3000');
    expect(statusCode).toBe(204);
    expect(headers).toMatchObject({
      'access-control-allow-origin': 'http://localhost:3000',
      'access-control-allow-methods': expect.stringContaining('POST'),
      'access-control-allow-headers': 'authorization,content-type',
    });
  });

  test.each(['https://other.example.org', 'null', `${PAGE}.evil.example`, 'http://localhost:30000'])(
    '%s is not allowed',
    async (origin) => {
      expect((await ask(origin)).headers).not.toHaveProperty('access-control-allow-origin');
      expect((await preflight(origin)).headers).not.toHaveProperty('access-control-allow-origin');
    },
  );
});
