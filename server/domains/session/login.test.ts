import { describe, expect, test } from '@jest/globals';
import { query } from '../../db/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { logInAs, sendForm, sendLogin } from '../../test/log-in.ts';

const { app, makeUser } = await makeTestApp({ TRUST_PROXY: 'true', PAGODA_SESSION_LIFETIME: '3600' });
const password = 'correct horse';
const { actor: mori } = await makeUser({ username: 'Mori', password });
await makeUser({ username: 'gone', password });
await makeUser({ username: 'no-password' });
const em = app.orm.em.fork();
await query(em, `update "user" set is_active = false where username = 'gone'`);

const get = (url: string, headers = {}) => app.fastify.inject({ url, headers });
const who = async (cookie: string) => {
  const answer = await app.fastify.inject({
    method: 'POST',
    url: '/graphql',
    headers: { cookie, host: 'cmdb.example', origin: 'http://cmdb.example', 'content-type': 'application/json' },
    payload: JSON.stringify({ query: '{ me { username } }' }),
  });
  return answer.json().data.me?.username ?? null;
};
const countSessions = async (): Promise<number> => (await query(em, 'select 1 from session')).length;

describe('the log-in page', () => {
  test('works without scripts and loads nothing', async () => {
    const { statusCode, headers, body } = await get('/login');
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; .*frame-ancestors 'none'/,
    );
    expect(headers['cache-control']).toBe('no-store');
    expect(body).not.toMatch(/<script|<link rel="stylesheet|https?:/);
    for (const name of ['username', 'password']) {
      expect(body).toContain(`<label for="${name}">`);
      expect(body).toMatch(new RegExp(`<input id="${name}" name="${name}"`));
    }
  });

  test.each([
    ['/login', '/graphql?query=%7Bme%7D#x', '/graphql?query=%7Bme%7D#x'],
    ['/auth/login/', '/entity/api/v2/', '/entity/api/v2/'],
  ])('%s lets in who knows the password, and leads to %s', async (url, next, location) => {
    const answer = await sendLogin(app, { username: ' MORI', password, next }, { url });
    expect({ status: answer.status, location: answer.location }).toEqual({ status: 303, location });
    const { sessionid, csrftoken } = answer.cookies;
    expect(sessionid?.text).toMatch(/^sessionid=[\w-]{43}; Path=\/; SameSite=Lax; Max-Age=3600; HttpOnly$/);
    expect(csrftoken?.text).toMatch(/^csrftoken=[\w-]{43}; Path=\/; SameSite=Lax; Max-Age=3600$/);
    expect(await who(`sessionid=${sessionid?.value}`)).toBe('Mori');
  });

  test.each([
    '',
    '//evil.example/',
    '/\\evil.example',
    '/\t/evil.example',
    'https://evil.example',
    'javascript:x',
    'x',
    '/./\\/evil.example',
    '/..//evil.example',
  ])('does not lead to %j', async (next) => {
    const { status, location } = await sendLogin(app, { username: 'mori', password, next });
    expect([status, location]).toEqual([303, '/']);
  });

  test('says nothing of what was typed but the name, as text', async () => {
    const { body } = await sendLogin(app, { username: '<b>"x', password: 'my secret', next: '/"><b>' });
    expect(body).toContain('value="&lt;b&gt;&quot;x"');
    expect(body).not.toMatch(/my secret|<b>/);
  });

  test('cookies are for TLS alone where TLS is spoken', async () => {
    const headers = {
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'cmdb.example',
      origin: 'https://cmdb.example',
    };
    const { cookies } = await sendLogin(app, { username: 'mori', password }, { headers });
    expect(cookies['sessionid']?.text).toMatch(/; Secure$/);
    expect(cookies['csrftoken']?.text).toMatch(/; Secure$/);
  });

  test.each([
    ['mori', 'wrong'],
    ['nobody', password],
    ['gone', password],
    ['no-password', ''],
    ['', ''],
    ['mori\0', password],
    ['x'.repeat(300), password],
  ])('%j with %j is shown the form again', async (username, given) => {
    const answer = await sendLogin(app, { username, password: given }, { address: `192.0.2.${username.length % 250}` });
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('role="alert">The username or the password is wrong.<');
    expect(answer.cookies).not.toHaveProperty('sessionid');
  });

  test('what is no form, or too much of one, is answered with a page', async () => {
    const json = await app.fastify.inject({ method: 'POST', url: '/login', payload: { username: 'mori', password } });
    expect([json.statusCode, json.headers['content-type']]).toEqual([415, 'text/html; charset=utf-8']);
    const large = await sendForm(app, { password: 'x'.repeat(30_000) }, {});
    expect([large.status, large.headers['content-type']]).toEqual([413, 'text/html; charset=utf-8']);
  });
});

describe('another site', () => {
  test.each<Readonly<Record<string, string>>>([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { referer: 'https://evil.example/x' },
  ])('logs nobody in with %j', async (headers) => {
    const { status, cookies } = await sendLogin(app, { username: 'mori', password }, { headers });
    expect(status).toBe(403);
    expect(cookies).not.toHaveProperty('sessionid');
  });

  test('cannot send a form without the token of a page that was opened here', async () => {
    const login = { username: 'mori', password };
    const planted = 'planted.planted';
    const attempts = [
      await sendForm(app, login, {}),
      await sendForm(app, { ...login, csrfmiddlewaretoken: planted }, { headers: { cookie: `csrftoken=${planted}` } }),
      await sendLogin(app, { ...login, csrfmiddlewaretoken: '' }),
    ];
    expect(attempts.map(({ status }) => status)).toEqual([403, 403, 403]);
  });

  test('logs nobody out', async () => {
    const { cookie, csrftoken } = await logInAs(app, 'mori', password);
    const foreign = { cookie, origin: 'https://evil.example' };
    const answers = [
      await sendForm(app, { csrfmiddlewaretoken: csrftoken }, { url: '/logout', headers: foreign }),
      await sendForm(app, {}, { url: '/logout', headers: { cookie } }),
      await sendForm(app, { csrfmiddlewaretoken: 'x' }, { url: '/auth/logout/', headers: { cookie } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(await who(cookie)).toBe('Mori');
  });
});

describe('a session', () => {
  test('is known to the database by a keyed hash alone', async () => {
    const { sessionid } = await logInAs(app, 'mori', password);
    const [row] = await query<{ text: string }>(
      em,
      'select session::text as text from session order by id desc limit 1',
    );
    expect(row?.text).not.toContain(Buffer.from(sessionid).toString('hex'));
    expect(row?.text).not.toContain(Buffer.from(sessionid, 'base64url').toString('hex'));
  });

  test('is another after each log-in, and the one before ends', async () => {
    const { cookie, sessionid } = await logInAs(app, 'mori', password);
    const answer = await sendLogin(
      app,
      { username: 'mori', password },
      { headers: { cookie: `sessionid=${sessionid}` } },
    );
    expect(answer.cookies['sessionid']?.value).not.toBe(sessionid);
    expect(await who(cookie)).toBeNull();
  });

  test('a cookie that was planted before the log-in never is one', async () => {
    const planted = `sessionid=${'a'.repeat(43)}`;
    const { cookies } = await sendLogin(app, { username: 'mori', password }, { headers: { cookie: planted } });
    expect(cookies['sessionid']?.value).not.toBe('a'.repeat(43));
    expect(await who(planted)).toBeNull();
  });

  test.each(['/logout', '/auth/logout/'])('ends by %s, on the server and in the browser', async (url) => {
    const { cookie, csrftoken } = await logInAs(app, 'mori', password);
    const answer = await sendForm(app, { csrfmiddlewaretoken: csrftoken }, { url, headers: { cookie } });
    expect([answer.status, answer.location]).toEqual([303, '/login']);
    expect(answer.cookies['sessionid']?.text).toMatch(/^sessionid=; .*Max-Age=0/);
    expect(answer.cookies['csrftoken']?.text).toMatch(/^csrftoken=; .*Max-Age=0/);
    expect(await who(cookie)).toBeNull();
  });

  test('whoever has one is led on from the page, and may stay to log out', async () => {
    const { cookie, csrftoken } = await logInAs(app, 'mori', password);
    const led = await get('/login?next=/graphql', { cookie });
    expect([led.statusCode, led.headers.location]).toEqual([302, '/graphql']);
    const stayed = await get('/login?stay', { cookie });
    expect(stayed.body).toContain('logged in as <strong>Mori</strong>');
    expect(stayed.body).toContain(`name="csrfmiddlewaretoken" value="${csrftoken}"`);
    expect((await get('/logout', { cookie })).headers.location).toBe('/login?stay');
  });

  test('that is over breaks nothing, and its row goes at the next log-in', async () => {
    const { cookie } = await logInAs(app, 'mori', password);
    await query(em, `update session set expires_time = now() where user_id = $1`, [mori.id]);
    expect(await who(cookie)).toBeNull();
    expect((await get('/login', { cookie })).statusCode).toBe(200);
    await logInAs(app, 'mori', password);
    expect(await countSessions()).toBe(1);
  });

  test('of a user who was deactivated counts no more', async () => {
    const { actor } = await makeUser({ username: 'leaver', password });
    const { cookie } = await logInAs(app, 'leaver', password);
    expect(await who(cookie)).toBe('leaver');
    await query(em, 'update "user" set is_active = false where id = $1', [actor.id]);
    expect(await who(cookie)).toBeNull();
  });

  test('does not begin with a password that is being changed at that moment', async () => {
    const { actor } = await makeUser({ username: 'changer', password });
    let login: ReturnType<typeof sendLogin> | undefined;
    await app.orm.em.fork().transactional(async (tx) => {
      await query(tx, `update "user" set password_hash = 'other' where id = $1`, [actor.id]);
      login = sendLogin(app, { username: 'changer', password });
      // By then the log-in has checked the old password and waits for us.
      await untilWaiting();
      await query(tx, 'delete from session where user_id = $1', [actor.id]);
    });
    expect((await login)?.status).toBe(200);
    expect(await query(em, 'select 1 from session where user_id = $1', [actor.id])).toEqual([]);
  });
});

async function untilWaiting(): Promise<void> {
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await query(em, waiting)).length === 0);
}
