import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { withEmptyDatabase } from '../test/database.ts';
import { withClient } from './database.ts';
import { makeCommandLine } from './test/command-line.ts';

const { folder, inDatabase, run, jsonOf } = await makeCommandLine();

describe('demo data, check, dump and load', () => {
  const file = path.join(folder, 'all.dump');

  test('need a superuser in whose name to write', async () => {
    const env = { ...inDatabase, PAGODA_ADMIN_USERNAME: 'nobody' };
    // Where there is no user at all, one is made.
    await run(['user', 'create', 'somebody']);
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
  });

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

async function runSql(address: string, sql: string): Promise<readonly unknown[]> {
  return withClient(address, async (client) => (await client.query(sql)).rows);
}
