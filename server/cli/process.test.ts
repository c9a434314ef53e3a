import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { makeTestDatabase, withEmptyDatabase } from '../test/database.ts';
import { runPagoda, startPagoda } from '../test/pagoda-process.ts';

const { url } = await makeTestDatabase();
const folder = mkdtempSync(path.join(tmpdir(), 'pagoda-process-'));
const inDatabase = { DATABASE_URL: url, PAGODA_DATA_DIR: path.join(folder, 'data'), LOG_LEVEL: 'warn' };

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the process', () => {
  test('prints settings for scripts, and tells of a misspelt one', async () => {
    const { code, stdout, stderr } = await runPagoda(['config', 'print', '--json'], { PAGODA_TIMEZONE: 'UTC' });
    expect(JSON.parse(stdout)).toContainEqual({ name: 'PAGODA_TIME_ZONE', value: 'UTC', source: 'default' });
    expect(stderr).toBe(
      'Warning: PAGODA_TIMEZONE is set, but there is no such setting. Did you mean PAGODA_TIME_ZONE?\n',
    );
    expect(code).toBe(0);
  });

  test('is stopped by bad settings, all of them in one message', async () => {
    const { code, stderr } = await runPagoda(['serve'], { PORT: 'x', LOG_LEVEL: 'loud' });
    expect(stderr).toMatch(
      /^The environment has 2 bad values:\n {2}PORT is "x": give .*\n {2}LOG_LEVEL is "loud": give .*\n$/,
    );
    expect(code).toBe(1);
  });

  test('runs what is queued without serving, until SIGTERM', async () => {
    const worker = startPagoda(['worker'], { ...inDatabase, PAGODA_WORKER_CONCURRENCY: '2' });
    await worker.printed(/^Pagoda worker is ready: 2 at once\n$/);
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toEqual({
      code: 0,
      stdout: 'Pagoda worker is ready: 2 at once\nStopped.\n',
      stderr: '',
    });
  });

  test('exits with 2 for a wrong command line', async () => {
    const { code, stderr } = await runPagoda(['serv']);
    expect(stderr).toContain('Did you mean serve?');
    expect(code).toBe(2);
  });

  test('ends quietly when nobody reads what it prints any more', async () => {
    for (const args of [
      ['config', 'print'],
      ['jobs', 'list', '--json'],
    ]) {
      const { child, ended } = startPagoda(args, inDatabase);
      child.stdout?.destroy();
      const { code, stderr } = await ended;
      expect({ args, code, stderr }).toEqual({ args, code: 141, stderr: '' });
    }
  });

  test('reads a password from stdin', async () => {
    const create = ['user', 'create', 'piped', '--password-stdin', '--json'];
    const { code, stdout } = await runPagoda(create, inDatabase, 'correct horse\n');
    expect(JSON.parse(stdout)).toMatchObject({ username: 'piped' });
    expect(code).toBe(0);
    expect(await runPagoda(create, inDatabase, '\n')).toMatchObject({
      code: 1,
      stderr: 'There was no password on stdin.\n',
    });
    const change = ['user', 'password', 'piped', '--password-stdin'];
    expect(await runPagoda(change, inDatabase, 'correct donkey\n')).toMatchObject({
      code: 0,
      stdout: 'piped has a new password and must log in again. Tokens still work.\n',
    });
    expect(await runPagoda(change, inDatabase, 'password1\n')).toMatchObject({
      code: 1,
      stderr: 'Too many people have this password; choose another\n',
    });
  });
});

describe('the server', () => {
  const LISTENING = /GraphQL at (http:\/\/localhost:\d+)\/graphql\n/;

  test.each(['SIGTERM', 'SIGHUP'] as const)(
    'says that it is ready, answers, and stops on %s with 0',
    async (signal) => {
      const server = startPagoda(['serve'], { ...inDatabase, PORT: '0' });
      const [, address] = await server.printed(LISTENING);
      expect((await fetch(`${address}/readyz`)).status).toBe(200);
      server.child.kill(signal);
      expect(await server.ended).toMatchObject({ code: 0, stderr: '' });
    },
  );

  test('stops once for a Ctrl-C that reaches both the launcher and the server', async () => {
    const server = startPagoda(['serve'], { ...inDatabase, PORT: '0' });
    await server.printed(LISTENING);
    process.kill(-(server.child.pid ?? 0), 'SIGINT');
    expect(await server.ended).toMatchObject({ code: 0, stderr: '' });
  });

  test('tells how to get the first user, and creates the one of the settings', () =>
    withEmptyDatabase(async (empty) => {
      const env = { ...inDatabase, DATABASE_URL: empty, PORT: '0' };
      const lonely = startPagoda(['serve'], env);
      await lonely.printed(/There is no user yet\. Create one: pagoda user create NAME --superuser\n/);
      lonely.child.kill('SIGTERM');
      await lonely.ended;
      const token = 'a'.repeat(40);
      const server = startPagoda(['serve'], { ...env, PAGODA_ADMIN_TOKEN: token });
      const [, address] = await server.printed(LISTENING);
      const answer = await fetch(`${address}/graphql`, {
        method: 'POST',
        headers: { authorization: `Token ${token}`, 'content-type': 'application/json' },
        body: '{"query":"{ me { username isSuperuser } }"}',
      });
      expect(await answer.json()).toEqual({ data: { me: { username: 'admin', isSuperuser: true } } });
      server.child.kill('SIGTERM');
      expect(await server.ended).toMatchObject({ code: 0 });
    }));

  test('tells of a database that is away', async () => {
    const env = { ...inDatabase, DATABASE_URL: 'postgresql://u:hunter2@127.0.0.1:1/d', PORT: '0' };
    expect(await runPagoda(['serve'], env)).toEqual({
      code: 1,
      stdout: '',
      stderr: 'No database answers at 127.0.0.1:1. Start it, or correct DATABASE_URL.\n',
    });
  });

  test('tells of a port in use before it starts anything', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const env = { PORT: String(port), PAGODA_DATA_DIR: path.join(folder, 'never') };
    const { code, stderr } = await runPagoda(['serve'], env);
    other.close();
    expect(stderr).toBe(
      `Another program already listens on 127.0.0.1:${port}. Stop it, or set PORT to another port, for example PORT=8001.\n`,
    );
    expect(code).toBe(1);
    expect(() => rmSync(path.join(folder, 'never'), { recursive: true })).toThrow('ENOENT');
  });
});
