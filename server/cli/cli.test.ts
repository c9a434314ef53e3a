import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { makeTestDatabase, withEmptyDatabase } from '../test/database.ts';
import { runPagoda, startPagoda } from '../test/pagoda-process.ts';

const SLOW = 60_000;
const { url } = await makeTestDatabase();
const folder = mkdtempSync(path.join(tmpdir(), 'pagoda-cli-'));
const inDatabase = { DATABASE_URL: url, PAGODA_DATA_DIR: path.join(folder, 'data') };

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function jsonOf(args: readonly string[], env: Record<string, string>, stdin?: string): Promise<unknown> {
  const { code, stdout, stderr } = await runPagoda(args, env, stdin);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

describe('the command line', () => {
  test.each([
    [['--version'], 0, /^\d+\.\d+\.\d+\n$/, /^$/],
    [['--help'], 0, /Exit codes: 0 worked, 1 failed/, /^$/],
    [['help', 'dump'], 0, /Usage: pagoda dump/, /^$/],
    [[], 2, /^$/, /Usage: pagoda/],
    [['serv'], 2, /^$/, /Did you mean serve\?/],
    [['dump'], 2, /^$/, /missing required argument 'file'/],
    [['serve', '--port'], 2, /^$/, /unknown option '--port'/],
    [['demo', 'seed', '--entries', 'many'], 2, /^$/, /Give a whole number/],
    [['demo', 'seed', '--entries', '3'], 2, /^$/, /from 250 to 5000000/],
    [['user', 'create'], 1, /^$/, /^Give the username: pagoda user create NAME\n$/],
  ])('%j exits with %i', async (args, code, stdout, stderr) => {
    const result = await runPagoda(args, { PAGODA_DATA_DIR: folder });
    expect(result.stdout).toMatch(stdout);
    expect(result.stderr).toMatch(stderr);
    expect(result.code).toBe(code);
  });

  test('settings are printed for people', async () => {
    const { stdout } = await runPagoda(['config', 'print'], { PORT: '1', PAGODA_SECRET: 'x'.repeat(40) });
    expect(stdout).toMatch(/^PORT +1 +environment$/m);
    expect(stdout).toMatch(/^PAGODA_SECRET +\*\*\* +environment$/m);
    expect(stdout).toMatch(/^HOST +127\.0\.0\.1 +default$/m);
  });

  test('settings are printed for scripts, and a misspelt one is told', async () => {
    const { code, stdout, stderr } = await runPagoda(['config', 'print', '--json'], { PAGODA_TIMEZONE: 'UTC' });
    expect(JSON.parse(stdout)).toContainEqual({ name: 'PAGODA_TIME_ZONE', value: 'UTC', source: 'default' });
    expect(stderr).toBe(
      'Warning: PAGODA_TIMEZONE is set, but there is no such setting. Did you mean PAGODA_TIME_ZONE?\n',
    );
    expect(code).toBe(0);
  });

  test('bad settings stop every command with all of them in one message', async () => {
    const { code, stderr } = await runPagoda(['serve'], { PORT: 'x', LOG_LEVEL: 'loud' });
    expect(stderr).toMatch(
      /^The environment has 2 bad values:\n {2}PORT is "x": give .*\n {2}LOG_LEVEL is "loud": give .*\n$/,
    );
    expect(code).toBe(1);
  });
});

describe('migrations', () => {
  test(
    'status and up tell what is pending and what was done',
    () =>
      withEmptyDatabase(async (empty) => {
        const env = { DATABASE_URL: empty };
        const before = await runPagoda(['migrate', 'status'], env);
        expect(before).toMatchObject({ code: 1, stdout: expect.stringMatching(/^pending {2}0001-foundation$/m) });
        expect(await jsonOf(['migrate', 'up', '--json'], env)).toMatchObject({
          done: expect.arrayContaining(['0001-foundation']),
        });
        expect(await jsonOf(['migrate', 'status', '--json'], env)).toMatchObject({ pending: [], unknown: [] });
        const again = await runPagoda(['migrate', 'up'], env);
        expect(again).toMatchObject({ code: 0, stdout: 'Nothing to do: the database is up to date.\n' });
      }),
    SLOW,
  );
});

describe('users and tokens', () => {
  test(
    'are created by scripts',
    async () => {
      const user = ['user', 'create', 'zoë', '--superuser', '--password-stdin', '--json'];
      expect(await jsonOf(user, inDatabase, 'correct horse\n')).toEqual({
        id: expect.stringMatching(/^\d+$/),
        username: 'zoë',
        isSuperuser: true,
        isReadonly: false,
      });
      expect(await runPagoda(user, inDatabase, 'correct horse\n')).toEqual({
        code: 1,
        stdout: '',
        stderr: 'There is a user "zoë" already\n',
      });
      const token = ['token', 'create', 'Zoë', '--note', 'backup', '--lifetime', '0', '--json'];
      expect(await jsonOf(token, inDatabase)).toMatchObject({
        secret: expect.stringMatching(/^[0-9a-f]{40}$/),
        expiresTime: null,
      });
      const plain = await runPagoda(['token', 'create', 'zoë'], inDatabase);
      expect(plain.stdout).toMatch(/^[0-9a-f]{40}\n$/);
      expect(plain.stderr).toMatch(/^For zoë, until \d{4}-/);
      const unknown = await runPagoda(['token', 'create', 'nobody'], inDatabase);
      expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no user "nobody".') });
    },
    SLOW,
  );
});

describe('demo data, check, dump and load', () => {
  const file = path.join(folder, 'all.dump');

  test(
    'go through the whole circle',
    async () => {
      const env = { ...inDatabase, PAGODA_ADMIN_USERNAME: 'keeper' };
      await jsonOf(['user', 'create', 'keeper', '--superuser', '--json'], env);
      const seed = ['demo', 'seed', '--entries', '250', '--json'];
      expect(await jsonOf(seed, env)).toEqual({ entries: 250, isNew: true });
      expect(await jsonOf(seed, env)).toEqual({ entries: 250, isNew: false });
      const other = await runPagoda(['demo', 'seed', '--entries', '300'], env);
      expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining('It stays at 250') });

      expect(await jsonOf(['check', '--json'], env)).toEqual({ entries: 250, differences: [], repaired: 0 });

      const { rows } = (await jsonOf(['dump', file, '--json'], env)) as { rows: number };
      expect(rows).toBeGreaterThan(1000);
      const twice = await runPagoda(['dump', file], env);
      expect(twice).toMatchObject({ code: 1, stderr: `${file} exists. Give --yes to replace it.\n` });
      await jsonOf(['dump', file, '--yes', '--json'], env);

      expect(await runPagoda(['load', file], env)).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/^The database is not empty: .*\n$/),
      });
      await withEmptyDatabase(async (empty) => {
        expect(await jsonOf(['load', file, '--json'], { DATABASE_URL: empty })).toEqual({ file, rows });
        const check = await runPagoda(['check'], { ...env, DATABASE_URL: empty });
        expect(check).toMatchObject({ code: 0, stdout: 'Checked 250 entries: no differences.\n' });
        expect(await jsonOf(seed, { ...env, DATABASE_URL: empty })).toEqual({ entries: 250, isNew: false });
      });
    },
    3 * SLOW,
  );

  test('a file that is no dump is refused before anything else', async () => {
    writeFileSync(path.join(folder, 'no.dump'), 'hello');
    const { code, stderr } = await runPagoda(['load', path.join(folder, 'no.dump')], inDatabase);
    expect({ code, stderr }).toEqual({ code: 1, stderr: `${folder}/no.dump is no dump, or it was damaged.\n` });
  });
});

describe('the server', () => {
  const LISTENING = /GraphQL at (http:\/\/localhost:\d+)\/graphql\n/;

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'says that it is ready, answers, and stops on %s with 0',
    async (signal) => {
      const server = startPagoda(['serve'], { ...inDatabase, PORT: '0', LOG_LEVEL: 'warn' });
      const [, address] = await server.printed(LISTENING);
      expect((await fetch(`${address}/readyz`)).status).toBe(200);
      server.child.kill(signal);
      expect(await server.ended).toMatchObject({ code: 0, stderr: '' });
    },
    SLOW,
  );

  test(
    'stops once for a Ctrl-C that reaches both the launcher and the server',
    async () => {
      const server = startPagoda(['serve'], { ...inDatabase, PORT: '0', LOG_LEVEL: 'warn' });
      await server.printed(LISTENING);
      process.kill(-(server.child.pid ?? 0), 'SIGINT');
      expect(await server.ended).toMatchObject({ code: 0, stderr: '' });
    },
    SLOW,
  );

  test(
    'tells how to get the first user, and creates the one of the settings',
    () =>
      withEmptyDatabase(async (empty) => {
        const env = { ...inDatabase, DATABASE_URL: empty, PORT: '0', LOG_LEVEL: 'warn' };
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
      }),
    SLOW,
  );

  test('a port in use is told before anything is started', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await runPagoda(['serve'], {
      PORT: String(port),
      PAGODA_DATA_DIR: path.join(folder, 'never'),
    });
    other.close();
    expect(stderr).toBe(
      `Another program already listens on 127.0.0.1:${port}. Stop it, or set PORT to another port, for example PORT=8001.\n`,
    );
    expect(code).toBe(1);
  });

  test.each([
    [
      'postgresql://u:hunter2@127.0.0.1:1/d',
      /^No database answers at 127\.0\.0\.1:1\. Start it, or correct DATABASE_URL\.\n$/,
    ],
    ['postgresql://u:hunter2@no-such-host.invalid/d', /no-such-host\.invalid/],
    [url.replace(/:[^:@/]+@/, ':hunter2@'), /^The database refuses the user or the password of DATABASE_URL: /],
    [`${url}_gone`, /^The database of DATABASE_URL does not exist: .* Create it first\.\n$/],
  ])(
    'a database that cannot be used is told in a sentence (%#)',
    async (address, message) => {
      const { code, stderr } = await runPagoda(['serve'], { ...inDatabase, DATABASE_URL: address, PORT: '0' });
      expect(stderr).toMatch(message);
      expect(stderr).not.toMatch(/hunter2|\n {4}at /);
      expect(code).toBe(1);
    },
    SLOW,
  );
});
