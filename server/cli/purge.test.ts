import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { pluginPackage, pluginSource, writePackages } from '../plugins/test/write-packages.ts';
import { makeTestDatabase } from '../test/database.ts';
import { runCommandLine } from './run.ts';

const MIGRATIONS =
  "migrations: [{ name: '1', sql: 'create table thing (id integer); create table other (id integer)' }]";
const HOOKS = "hooks: [{ hook: 'entry.after_create', entity: 'Thing', handler: () => {} }]";
const folder = writePackages({
  keeper: pluginPackage('keeper', pluginSource('keeper-plugin', `${MIGRATIONS}, ${HOOKS}`)),
});
// Before the database goes.
afterAll(() => client.end());
const { url } = await makeTestDatabase();
const client = new pg.Client({ connectionString: url });
await client.connect();

async function run(args: readonly string[], enabled: string) {
  const output = { stdout: '', stderr: '' };
  const env = {
    ENABLED_PLUGINS: enabled,
    PAGODA_PLUGINS_DIR: path.join(folder, 'plugins'),
    DATABASE_URL: url,
    LOG_LEVEL: 'silent',
  };
  const code = await runCommandLine(args, env, {
    isInteractive: false,
    print: (line) => void (output.stdout += `${line}\n`),
    remark: (line) => void (output.stderr += `${line}\n`),
  });
  return { code, ...output };
}

const inDatabase = async (): Promise<unknown> => {
  const { rows } = await client.query(
    `select (select count(*)::int from plugin_migration) as migrations, (select count(*)::int from plugin_entity_name) as names,
       to_regnamespace('plugin_keeper_plugin') is not null as schema,
       exists (select from pg_roles where rolname = 'plugin_keeper_plugin_' || (select oid from pg_database where datname = current_database())) as role`,
  );
  return rows[0];
};

/** Starts the server for a moment. */
const start = () => run(['user', 'list'], 'keeper');
const THINGS =
  /the schema plugin_keeper_plugin with its 2 tables \(0 kB\): other, thing, and the record of its 1 migration\b/;

describe('pagoda plugins purge', () => {
  test('finds nothing where there is nothing', async () => {
    expect(await run(['plugins', 'purge', 'keeper', '--yes'], '')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('No plugin "keeper" has tables in this database. None has.'),
    });
  });

  test('leaves a plugin alone that is enabled', async () => {
    await start();
    expect(await inDatabase()).toEqual({ migrations: 1, names: 1, schema: true, role: true });
    for (const name of ['keeper', 'keeper-plugin']) {
      for (const more of [[], ['--yes']]) {
        expect(await run(['plugins', 'purge', name, ...more], name)).toEqual({
          code: 1,
          stdout: '',
          stderr:
            'The plugin keeper-plugin is enabled. First take it out of ENABLED_PLUGINS, or run: pagoda plugins disable keeper-plugin\n',
        });
      }
    }
  });

  test('says what would go, and drops it when told to', async () => {
    const asked = await run(['plugins', 'purge', 'keeper-plugin'], '');
    expect(asked).toMatchObject({ code: 1, stderr: expect.stringMatching(THINGS) });
    expect(asked.stderr).toContain('Give --yes to do it.');
    expect(await inDatabase()).toMatchObject({ schema: true });
    expect(await run(['plugins', 'purge', 'keeper-plugin', '--yes'], '')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(THINGS),
      stderr: '',
    });
    expect(await inDatabase()).toEqual({ migrations: 0, names: 0, schema: false, role: false });
  });

  test('drops that of a plugin that is disabled, and it begins anew when it is enabled', async () => {
    await start();
    expect((await run(['plugins', 'disable', 'keeper'], 'keeper')).code).toBe(0);
    const purged = await run(['plugins', 'purge', 'keeper', '--yes', '--json'], 'keeper');
    expect(JSON.parse(purged.stdout)).toEqual({
      pluginId: 'keeper-plugin',
      schema: 'plugin_keeper_plugin',
      tables: ['other', 'thing'],
      bytes: 0,
      migrations: 1,
    });
    await start();
    expect(await inDatabase()).toEqual({ migrations: 0, names: 0, schema: false, role: false });
    await run(['plugins', 'enable', 'keeper'], 'keeper');
    await start();
    expect(await inDatabase()).toEqual({ migrations: 1, names: 1, schema: true, role: true });
  });
});
