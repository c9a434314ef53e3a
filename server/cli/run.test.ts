import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { withEmptyDatabase } from '../test/database.ts';
import { makeCommandLine } from './test/command-line.ts';

const { url, folder, inDatabase, run, jsonOf } = await makeCommandLine();

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
    'plugins',
    'create-plugin',
    'dev-plugin',
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
