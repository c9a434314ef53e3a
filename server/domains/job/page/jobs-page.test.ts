import { describe, expect, test } from '@jest/globals';
import { makeTestApp } from '../../../test/app.ts';
import { logInAs } from '../../../test/log-in.ts';

const { app, makeUser } = await makeTestApp();
const password = 'correct horse';
await makeUser({ username: 'mori', password });

const get = (url: string, headers: Readonly<Record<string, string>> = {}) => app.fastify.inject({ url, headers });

describe('the page of jobs', () => {
  test('sends who is not logged in to the log-in, which leads back', async () => {
    const { statusCode, headers } = await get('/jobs');
    expect([statusCode, headers.location]).toEqual([302, '/login?next=/jobs']);
    expect(headers['cache-control']).toBe('no-store');
    const old = await get('/jobs', { cookie: `sessionid=${'a'.repeat(32)}` });
    expect([old.statusCode, old.headers.location]).toEqual([302, '/login?next=/jobs']);
  });

  test('runs no script and shows no style but files of ours, and sits in no frame', async () => {
    const { cookie } = await logInAs(app, 'mori', password);
    const { statusCode, headers, body } = await get('/jobs', { cookie });
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
    });
    expect(body).not.toMatch(/<style|style=|\son\w+=|<script(?![^>]*src=)/);
    const files = [...body.matchAll(/<(?:script|link) [^>]*(?:src|href)="(\/[^"]+)"/g)].map(([, file]) => file);
    expect(files).toHaveLength(2);
    for (const file of files) expect((await get(String(file))).statusCode).toBe(200);
  });

  test('is found with a slash behind it', async () => {
    const { statusCode, headers } = await get('/jobs/');
    expect([statusCode, headers.location]).toEqual([301, '/jobs']);
  });
});

describe('its files', () => {
  test.each([
    ['main.js', 'text/javascript; charset=utf-8'],
    ['page.css', 'text/css; charset=utf-8'],
  ])('are sent once as long as they are the same: %s', async (file, type) => {
    const { statusCode, headers, body } = await get(`/jobs/assets/${file}`);
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      'content-type': type,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    });
    expect(body.length).toBeGreaterThan(100);
    const etag = String(headers['etag']);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await get(`/jobs/assets/${file}`, { 'if-none-match': known });
      expect([again.statusCode, again.body, again.headers['etag']]).toEqual([304, '', etag]);
    }
    expect((await get(`/jobs/assets/${file}`, { 'if-none-match': '"other"' })).statusCode).toBe(200);
  });

  test.each(['nothing.js', '__proto__', '..%2Fassets.ts', '../assets.ts', 'page.html', ''])(
    'are all there is: %s',
    async (file) => {
      expect((await get(`/jobs/assets/${file}`)).statusCode).toBe(404);
    },
  );
});
