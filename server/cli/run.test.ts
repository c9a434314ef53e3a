import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { makeTestDatabase, withEmptyDatabase } from '../test/database.ts';
import { runCommandLine } from './run.ts';

const { url } = await makeTestDatabase();
const folder = mkdtempSync(path.join(tmpdir(), 'pagoda-run-'));
const inDatabase = { DATABASE_URL: url, PAGODA_DATA_DIR: path.join(folder, 'data'), LOG_LEVEL: 'error' };

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(args: readonly string[], env: Readonly<Record<string, string>> = inDatabase): Promise<Result> {
  const output = { stdout: '', stderr: '' };
  const code = await runCommandLine(args, env, {
    isInteractive: false,
    print: (line) => void (output.stdout += `${line}\n`),
    remark: (line) => void (output.stderr += `${line}\n`),
  });
  return { code, ...output };
}

async function jsonOf(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<unknown> {
  const { code, stdout, stderr } = await run(args, env);
  // On a slow machine stderr tells of progress.
  expect({ code, problem: code === 0 ? '' : stderr }).toEqual({ code: 0, problem: '' });
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
    [['token', 'create', 'x', '--lifetime', '-1'], 2, /^$/, /Give a whole number of seconds/],
    [['user', 'create'], 1, /^$/, /^Give the username: pagoda user create NAME\n$/],
    [['user', 'password'], 2, /^$/, /missing required argument 'username'/],
    [['user', 'password', 'x'], 1, /^$/, /^Give the password on stdin: pagoda user password x --password-stdin\n$/],
    [['graphql', '{ me { id } }'], 2, /^$/, /required option '--as <username>' not specified/],
    [['graphql', '{ me { id } }', '--as', 'x', '--variables', '[]'], 1, /^$/, /^--variables must be an object in JSON/],
    [['token', 'create'], 1, /^$/, /^Give the username: pagoda token create NAME\n$/],
  ])('%j exits with %i', async (args, code, stdout, stderr) => {
    const result = await run(args);
    expect(result.stdout).toMatch(stdout);
    expect(result.stderr).toMatch(stderr);
    expect(result.code).toBe(code);
  });

  test.each([
    'serve',
    'migrate',
    'demo',
    'user',
    'token',
    'graphql',
    'keys',
    'config',
    'schema',
    'check',
    'dump',
    'load',
  ])('%s has its help', async (command) => {
    const { code, stdout } = await run([command, '--help']);
    expect(stdout).toMatch(new RegExp(`^Usage: pagoda ${command}`));
    expect(code).toBe(0);
  });

  test('settings are printed in columns for people', async () => {
    const { stdout } = await run(['config', 'print'], { PORT: '1', PAGODA_SECRET: 'x'.repeat(40) });
    expect(stdout).toMatch(/^PORT +1 +environment$/m);
    expect(stdout).toMatch(/^PAGODA_SECRET +\*\*\* +environment$/m);
    expect(stdout).toMatch(/^HOST +127\.0\.0\.1 +default$/m);
  });

  test('the schema is printed whole, without a database', async () => {
    const { code, stdout } = await run(['schema', 'print'], {});
    expect(stdout).toMatch(/^type Entry \{$/m);
    expect(stdout).toMatch(/^ {2}createEntry\($/m);
    expect(code).toBe(0);
  });
});

describe('migrations', () => {
  test('status and up tell what is pending and what was done', () =>
    withEmptyDatabase(async (empty) => {
      const env = { DATABASE_URL: empty };
      expect(await run(['dump', path.join(folder, 'nothing')], env)).toMatchObject({
        code: 1,
        stderr: 'There is nothing to dump: no Pagoda has used this database.\n',
      });
      expect(await run(['migrate', 'status'], env)).toMatchObject({
        code: 1,
        stdout: expect.stringMatching(/^pending {2}0001-foundation$/m),
      });
      expect(await jsonOf(['migrate', 'up', '--json'], env)).toMatchObject({
        done: expect.arrayContaining(['0001-foundation']),
      });
      expect(await jsonOf(['migrate', 'status', '--json'], env)).toMatchObject({ pending: [], unknown: [] });
      expect(await run(['migrate', 'up'], env)).toEqual({
        code: 0,
        stdout: 'Nothing to do: the database is up to date.\n',
        stderr: '',
      });
    }));
});

describe('users and tokens', () => {
  test('are created for scripts and for people', async () => {
    expect(await jsonOf(['user', 'create', 'zoë', '--superuser', '--json'])).toEqual({
      id: expect.stringMatching(/^\d+$/),
      username: 'zoë',
      isSuperuser: true,
      isReadonly: false,
    });
    expect((await run(['user', 'create', 'ada', '--readonly'])).stdout).toMatch(
      /^Created the user ada \(id \d+\)\.\n$/,
    );
    expect(await run(['user', 'create', 'ZOË'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'There is a user "ZOË" already\n',
    });
    const token = ['token', 'create', 'Zoë', '--note', 'backup', '--lifetime', '0', '--json'];
    expect(await jsonOf(token)).toMatchObject({ secret: expect.stringMatching(/^[0-9a-f]{40}$/), expiresTime: null });
    const plain = await run(['token', 'create', 'zoë']);
    expect(plain.stdout).toMatch(/^[0-9a-f]{40}\n$/);
    expect(plain.stderr).toMatch(/^For zoë, until \d{4}-.*Send it as "Authorization: Token …"\.\n$/);
    expect(await run(['token', 'create', 'nobody'])).toMatchObject({
      code: 1,
      stderr: 'There is no user "nobody". Create one: pagoda user create nobody\n',
    });
  });

  test('the keys of their sessions are replaced', async () => {
    const { stdout } = await run(['keys', 'rotate']);
    expect(stdout).toBe('There are new keys. Sessions that ended: 0. Servers that run use the new keys already.\n');
    expect(await jsonOf(['keys', 'rotate', '--json'])).toEqual({ endedSessions: 0 });
    expect(await run(['keys', 'rotate'], { PAGODA_SECRET: 'x'.repeat(32) })).toEqual({
      code: 1,
      stdout: '',
      stderr: 'PAGODA_SECRET is set, so the keys come from there. Give it another value and restart every server.\n',
    });
  });
});

describe('users', () => {
  test('are listed, and one who is deactivated can no longer act', async () => {
    for (const name of ['List A', 'list b']) await run(['user', 'create', name]);
    await run(['user', 'create', 'list root', '--superuser']);
    const named = async (...args: string[]) => {
      const users = (await jsonOf(['user', 'list', '--json', ...args])) as { username: string; isActive: boolean }[];
      return users.filter(({ username }) => /^list/i.test(username)).map(({ username }) => username);
    };
    expect(await named()).toEqual(['List A', 'list b', 'list root']);
    expect(await run(['user', 'deactivate', 'LIST B'])).toEqual({
      code: 0,
      stdout: 'LIST B can no longer log in.\n',
      stderr: '',
    });
    expect(await named()).toEqual(['List A', 'list root']);
    expect(await named('--all')).toEqual(['List A', 'list b', 'list root']);
    const { stdout } = await run(['user', 'list', '--all']);
    expect(stdout).toMatch(/^ +\d+ {2}list b {2}\(cannot log in\)$/m);
    expect(stdout).toMatch(/^ +\d+ {2}list root {2}\(superuser\)$/m);
    expect(await run(['graphql', '{ me { id } }', '--as', 'list b'])).toMatchObject({
      code: 1,
      stderr: 'There is no active user "list b". Who there is: pagoda user list\n',
    });
    expect(await run(['user', 'deactivate', 'nobody'])).toMatchObject({
      code: 1,
      stderr: 'There is no user "nobody". Who there is: pagoda user list\n',
    });
  });

  test('an operation is carried out with the rights of the user it is for', async () => {
    for (const args of [['acting'], ['acting reader', '--readonly'], ['acting root', '--superuser']])
      await run(['user', 'create', ...args]);
    const as = async (username: string, ...args: string[]) => {
      const { code, stdout, stderr } = await run(['graphql', ...args, '--as', username]);
      return { code, answer: JSON.parse(stdout), stderr };
    };
    expect(await as('ACTING', '{ me { username isSuperuser } }')).toEqual({
      code: 0,
      answer: { data: { me: { username: 'acting', isSuperuser: false } } },
      stderr: '',
    });
    const CREATE =
      'mutation ($name: String!) { createGroup(input: { name: $name }) { group { name } errors { code } } }';
    const variables = ['--variables', '{"name": "by hand"}'];
    expect(await as('acting', CREATE, ...variables)).toMatchObject({
      code: 1,
      answer: { data: { createGroup: { group: null, errors: [{ code: 'PERMISSION_DENIED' }] } } },
    });
    expect(await as('acting root', CREATE, ...variables)).toMatchObject({
      code: 0,
      answer: { data: { createGroup: { group: { name: 'by hand' }, errors: [] } } },
    });
    expect(await as('acting', '{ nothing }')).toMatchObject({
      code: 1,
      answer: { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
    });
    expect(await as('acting', 'subscription { entryChanged { kind } }')).toMatchObject({
      code: 1,
      answer: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
    });
  });
});

describe('demo data, check, dump and load', () => {
  const file = path.join(folder, 'all.dump');

  test('need a superuser in whose name to write', async () => {
    const env = { ...inDatabase, PAGODA_ADMIN_USERNAME: 'nobody' };
    expect(await run(['demo', 'seed', '--entries', '250'], env)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^There is no active superuser "nobody" .* pagoda user create nobody --superuser\n$/,
      ),
    });
  });

  test('go through the whole circle', async () => {
    const env = { ...inDatabase, PAGODA_ADMIN_USERNAME: 'keeper' };
    await jsonOf(['user', 'create', 'keeper', '--superuser', '--json'], env);
    const seed = ['demo', 'seed', '--entries', '250', '--json'];
    expect(await jsonOf(seed, env)).toEqual({ entries: 250, isNew: true });
    expect(await jsonOf(seed, env)).toEqual({ entries: 250, isNew: false });
    expect(await run(['demo', 'seed', '--entries', '300'], env)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('It stays at 250'),
    });

    expect(await jsonOf(['check', '--json'], env)).toEqual({ entries: 250, differences: [], repaired: 0, users: [] });

    const { rows } = (await jsonOf(['dump', file, '--json'], env)) as { rows: number };
    expect(rows).toBeGreaterThan(1000);
    expect(await run(['dump', file], env)).toMatchObject({
      code: 1,
      stderr: `${file} exists. Give --yes to replace it.\n`,
    });
    expect(await run(['dump', file, '--yes'], env)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Wrote \d+ rows/),
    });
    expect(await run(['load', file], env)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^The database is not empty: .*\n$/),
    });

    await withEmptyDatabase(async (empty) => {
      const there = { ...env, DATABASE_URL: empty };
      expect(await jsonOf(['load', file, '--json'], there)).toEqual({ file, rows });
      expect((await run(['check'], there)).stdout).toBe('Checked 250 entries: no differences.\n');
      expect(await jsonOf(seed, there)).toEqual({ entries: 250, isNew: false });
    });
  }, 60_000);

  test('a name that is taken leaves nothing of the demo data', () =>
    withEmptyDatabase(async (empty) => {
      const env = { ...inDatabase, DATABASE_URL: empty };
      await run(['user', 'create', 'admin', '--superuser'], env);
      await runSql(empty, `insert into entity (name, name_key) values ('Rack', 'rack')`);
      expect(await run(['demo', 'seed', '--entries', '250'], env)).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(
          /^The demo data does not fit beside what is here \(.*Rack.*\)\. Give it a directory/,
        ),
      });
      expect(await runSql(empty, 'select name from entity')).toEqual([{ name: 'Rack' }]);
      expect(await runSql(empty, `select from epoch where name = 'demo'`)).toEqual([]);
    }));

  test('differences are told with exit code 1, and repaired when asked', () =>
    withEmptyDatabase(async (empty) => {
      const env = { ...inDatabase, DATABASE_URL: empty };
      await run(['user', 'create', 'the-only-one', '--superuser'], env);
      await jsonOf(['demo', 'seed', '--entries', '250', '--json'], env);
      await runSql(empty, `update entry set doc = '{}' where name = 'Zürich'`);
      await runSql(empty, `update "user" set role_ids = '{7}' where username = 'the-only-one'`);
      expect(await run(['check'], env)).toMatchObject({
        code: 1,
        stdout: expect.stringMatching(
          /^entry \d+ \(Zürich\): the document does not follow .*\nuser \d+ \(the-only-one\): the roles do not follow .*\nChecked 250 entries: 2 differences\. Repair them with: pagoda check --repair\n$/,
        ),
      });
      expect(await jsonOf(['check', '--repair', '--json'], env)).toMatchObject({ repaired: 2 });
      expect(await jsonOf(['check', '--json'], env)).toMatchObject({ differences: [], users: [] });
    }));
});

describe('a database that cannot be used', () => {
  test.each([
    [
      'postgresql://u:hunter2@127.0.0.1:1/d',
      /^No database answers at 127\.0\.0\.1:1\. Start it, or correct DATABASE_URL\.\n$/,
    ],
    ['postgresql://u:hunter2@no-such-host.invalid/d', /no-such-host\.invalid/],
    [url.replace(/:[^:@/]+@/, ':hunter2@'), /^The database refuses the user or the password of DATABASE_URL: /],
    [`${url}_gone`, /^The database of DATABASE_URL does not exist: .* Create it first\.\n$/],
  ])('is told in a sentence (%#)', async (address, message) => {
    const env = { ...inDatabase, DATABASE_URL: address };
    for (const command of [['migrate', 'status'], ['dump', path.join(folder, 'no')], ['check']]) {
      const { code, stderr } = await run(command, env);
      expect(stderr).toMatch(message);
      expect(stderr).not.toMatch(/hunter2|\n {4}at /);
      expect(code).toBe(1);
    }
  });

  test('is no reason to look at a file that is no dump', async () => {
    writeFileSync(path.join(folder, 'no.dump'), 'hello');
    const { code, stderr } = await run(['load', path.join(folder, 'no.dump')], {
      DATABASE_URL: 'postgresql://h.invalid/d',
    });
    expect({ code, stderr }).toEqual({ code: 1, stderr: `${folder}/no.dump is no dump, or it was damaged.\n` });
  });
});

async function runSql(address: string, sql: string): Promise<readonly unknown[]> {
  const { withClient } = await import('./database.ts');
  return withClient(address, async (client) => (await client.query(sql)).rows);
}
