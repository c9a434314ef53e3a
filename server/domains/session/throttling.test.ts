import { beforeEach, describe, expect, test } from '@jest/globals';
import { query } from '../../db/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { sendLogin, type FormAnswer } from '../../test/log-in.ts';

const { app, makeUser } = await makeTestApp();
const password = 'correct horse';
await makeUser({ username: 'mori', password });
const em = app.orm.em.fork();

const fail = (username = 'mori', address = '192.0.2.1'): Promise<FormAnswer> =>
  sendLogin(app, { username, password: 'wrong' }, { address });
const succeed = (username = 'mori', address = '192.0.2.1'): Promise<FormAnswer> =>
  sendLogin(app, { username, password }, { address });
const passTime = (interval: string) => query(em, 'update login_failure set time = time - $1::interval', [interval]);
/** Failures of the past, spread over names or addresses. */
const remember = (count: number, username: string, address: string) =>
  query(
    em,
    `insert into login_failure (username_key, address) select replace($2, '#', n::text), replace($3, '#', n::text) from generate_series(1, $1::int) n`,
    [count, username, address],
  );

beforeEach(() => query(em, 'delete from login_failure'));

describe('who guesses passwords', () => {
  test('has five attempts, then is told how long to wait', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) expect((await fail()).status).toBe(200);
    await passTime('3 minutes 30 seconds');
    const { status, headers, body } = await succeed();
    expect(status).toBe(429);
    expect(body).toContain('role="alert">Too many attempts failed. Try again in 12 minutes.<');
    expect(Number(headers['retry-after'])).toBeGreaterThan(660);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(690);
  });

  test('is told the same of names that nobody has', async () => {
    await remember(4, 'nobody', '192.0.2.1');
    expect((await fail('nobody')).status).toBe(200);
    const { status, body } = await fail('nobody');
    expect(status).toBe(429);
    expect(body).toContain('Too many attempts failed. Try again in 15 minutes.');
  });

  test('gains nothing by spelling the name in another way', async () => {
    for (const name of ['mori', 'Mori', ' MORI', 'mori ', 'mORi']) await fail(name);
    expect((await succeed()).status).toBe(429);
  });

  test('gains nothing by trying at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => fail()));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(7);
  });

  test('gains nothing by taking other addresses of an IPv6 network', async () => {
    for (const host of ['1', '2', 'a:b:c:d', 'ffff::1', '0'])
      await fail('mori', `2001:db8:0:1:${host.includes('::') || host.includes(':') ? host : `:${host}`}`);
    expect((await succeed('mori', '2001:db8:0:1::99')).status).toBe(429);
    expect((await succeed('mori', '2001:db8:0:2::99')).status).toBe(303);
  });

  test('may try again when the first failure is old enough', async () => {
    await remember(5, 'mori', '192.0.2.1');
    expect((await fail()).status).toBe(429);
    await passTime('15 minutes');
    expect((await fail()).status).toBe(200);
    expect(await query(em, 'select 1 from login_failure')).toHaveLength(6);
    await succeed();
    // What is too old to count is gone, and so is what a success makes void.
    expect(await query(em, 'select 1 from login_failure')).toHaveLength(0);
  });

  test('and knows the password after all has five attempts again', async () => {
    await remember(4, 'mori', '192.0.2.1');
    expect((await succeed()).status).toBe(303);
    await remember(4, 'mori', '192.0.2.1');
    expect((await fail()).status).toBe(200);
    expect((await fail()).status).toBe(429);
  });

  test('does not shut others out: another address, or another name', async () => {
    await remember(5, 'mori', '192.0.2.1');
    expect((await fail()).status).toBe(429);
    expect((await succeed('mori', '192.0.2.2')).status).toBe(303);
    expect((await fail('other')).status).toBe(200);
  });

  test('has fifty attempts at all names from one address', async () => {
    await remember(49, 'name#', '192.0.2.1');
    expect((await fail()).status).toBe(200);
    expect((await fail('another')).status).toBe(429);
    expect((await fail('another', '192.0.2.2')).status).toBe(200);
  });

  test('has a hundred attempts at one name from all addresses', async () => {
    await remember(99, 'mori', 'address #');
    expect((await fail()).status).toBe(200);
    expect((await succeed('mori', '192.0.2.9')).status).toBe(429);
  });
});
