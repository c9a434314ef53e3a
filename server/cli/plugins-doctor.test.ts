/** What a server would refuse or warn about when it starts, without starting one. */
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { pluginPackage, pluginSource, writePackages } from '../plugins/test/write-packages.ts';
import { makeTestDatabase } from '../test/database.ts';
import { runCommandLine } from './run.ts';

const tasks = (id: string, offset: number): string =>
  `tasks: new PluginTaskConfig({ pluginId: '${id}', tasks: { far: { offset: ${offset}, run: () => { throw new Error('never') } } } })`;
const source = (id: string, more: string): string =>
  pluginSource(id, `${more}, ready: () => { throw new Error('doctor called ready') }`).replace(
    '{ definePlugin }',
    '{ definePlugin, PluginTaskConfig }',
  );
const folder = writePackages({
  one: pluginPackage('one', source('one-plugin', tasks('one-plugin', 5))),
  two: pluginPackage('two', source('two-plugin', tasks('two-plugin', 500))),
  plain: pluginPackage(
    'plain',
    source('plain-plugin', "overrides: [{ operation: 'create', handler: () => null }], hooks: []"),
  ),
  keeper: pluginPackage('keeper', source('keeper-plugin', "migrations: [{ name: '1', sql: 'select 1' }]")),
});
// Before the database goes.
afterAll(() => client.end());
const { url } = await makeTestDatabase();
const client = new pg.Client({ connectionString: url });
await client.connect();

async function doctor(env: Readonly<Record<string, string>>, ...more: readonly string[]) {
  const output = { stdout: '', stderr: '' };
  const code = await runCommandLine(
    ['plugins', 'doctor', ...more],
    { PAGODA_PLUGINS_DIR: path.join(folder, 'plugins'), DATABASE_URL: url, LOG_LEVEL: 'silent', ...env },
    {
      isInteractive: false,
      print: (line) => void (output.stdout += `${line}\n`),
      remark: (line) => void (output.stderr += `${line}\n`),
    },
  );
  return { code, ...output };
}

describe('pagoda plugins doctor', () => {
  test('finds nothing where a server would start without a word', async () => {
    const { code, stdout } = await doctor({
      ENABLED_PLUGINS: 'one',
      PLUGIN_OPERATION_ID_CONFIG: '{"one": [5000, 5099]}',
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Nothing stands against a start\.$/m);
    expect(stdout).not.toMatch(/^(Error|Warning)/m);
  });

  test('reports every range of operation numbers that a start would refuse', async () => {
    const ranges = { one: [5000, 5099], two: [5050, 5060], plain: [7000, 7001], keeper: [1, 9] };
    const { code, stdout } = await doctor({
      ENABLED_PLUGINS: 'one,two,plain,keeper',
      PLUGIN_OPERATION_ID_CONFIG: JSON.stringify(ranges),
    });
    expect(code).toBe(1);
    expect(stdout.split('\n').filter((line) => line.startsWith('Error'))).toEqual([
      "Error: PLUGIN_OPERATION_ID_CONFIG: Plugin 'two-plugin' range (5050, 5060) overlaps that of plugin 'one-plugin', (5000, 5099). The server does not start with it.",
      "Error: PLUGIN_OPERATION_ID_CONFIG: Plugin 'two-plugin' operation 'far' with offset 500 exceeds allocated range (5050, 5060). Maximum offset is 10. The server does not start with it.",
      "Error: PLUGIN_OPERATION_ID_CONFIG: Plugin 'plain-plugin' is not registered: it has no tasks. The server does not start with it.",
      "Error: PLUGIN_OPERATION_ID_CONFIG: Plugin 'keeper-plugin' is not registered: it has no tasks. The server does not start with it.",
      "Error: PLUGIN_OPERATION_ID_CONFIG: Plugin 'keeper-plugin' range (1, 9) is invalid: plugins have 200 to 9999, the lower number first. The server does not start with it.",
    ]);
    expect(stdout).toMatch(/^5 errors\.$/m);
  });

  test('warns of what a start warns of, and that is no failure', async () => {
    const { code, stdout } = await doctor({
      ENABLED_PLUGINS: 'one',
      PLUGIN_OPERATION_ID_CONFIG: '{"absent": [5000, 5099]}',
    });
    expect(code).toBe(0);
    expect(stdout.split('\n').filter((line) => line.startsWith('Warning'))).toEqual([
      "Warning: PLUGIN_OPERATION_ID_CONFIG: Plugin 'absent' has a range of operation ids and is not enabled and loaded: the range waits.",
      "Warning: PLUGIN_OPERATION_ID_CONFIG: Plugin 'one-plugin' has tasks and no range of operation ids: set PLUGIN_OPERATION_ID_CONFIG.",
    ]);
  });

  test('reports overrides that cannot be, and names those that wait for their entity', async () => {
    await client.query(`insert into entity (id, name, name_key) values (900001, 'Server', 'server')`);
    await client.query(`select setval('catalog_epoch', nextval('catalog_epoch'))`).catch(() => undefined);
    const create = { plugin: 'plain-plugin', operations: ['create'] };
    const settings = {
      Ghost: [create],
      Rack: [{ plugin: 'absent', operations: ['create'] }],
      Server: [create],
      900001: [create],
      900002: [create],
    };
    const env = { ENABLED_PLUGINS: 'plain', BACKEND_PLUGIN_ENTITY_OVERRIDES: JSON.stringify(settings) };
    const { code, stdout } = await doctor(env);
    expect(code).toBe(1);
    expect(stdout.split('\n').filter((line) => line.startsWith('Error'))).toEqual([
      'Error: BACKEND_PLUGIN_ENTITY_OVERRIDES: entity "Rack": there is no plugin "absent" among the enabled ones: plain-plugin. It is skipped; with PLUGINS_STRICT the server does not start.',
      'Error: BACKEND_PLUGIN_ENTITY_OVERRIDES: entity "900001", which is "Server": create is overridden by the plugin "plain-plugin" already, so "plain-plugin" cannot override it too. It is skipped; with PLUGINS_STRICT the server does not start.',
    ]);
    expect(stdout).toContain(
      'plain-plugin: its override of create waits for the entity "Ghost", which does not exist.\n',
    );
    expect(stdout).toContain(
      'plain-plugin: its override of create waits for the entity "900002", which does not exist.\n',
    );
    expect(JSON.parse((await doctor(env, '--json')).stdout)).toMatchObject({
      problems: [{ subject: 'BACKEND_PLUGIN_ENTITY_OVERRIDES', severity: 'error' }, { severity: 'error' }],
      unboundOverrides: [
        { plugin: 'plain-plugin', operation: 'create', entity: '900002' },
        { plugin: 'plain-plugin', operation: 'create', entity: 'Ghost' },
      ],
    });
  });

  test('reports tables that a start would refuse, and makes none', async () => {
    const env = { ENABLED_PLUGINS: 'keeper' };
    expect(await doctor(env)).toMatchObject({ code: 0 });
    const { rows } = await client.query(`select to_regnamespace('plugin_keeper_plugin') as schema`);
    expect(rows).toEqual([{ schema: null }]);
    await client.query(`create schema plugin_keeper_plugin`);
    expect(await doctor(env)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining(
        'Error: keeper-plugin: the database has a schema plugin_keeper_plugin that no plugin made. Rename it, or drop it. The plugin would be refused.\n',
      ),
    });
    await client.query(
      `insert into plugin_storage (plugin_id, schema_name) values ('keeper-plugin', 'plugin_keeper_plugin')`,
    );
    await client.query(
      `insert into plugin_migration (plugin_id, name, place, checksum) values ('keeper-plugin', '1', 1, 'another')`,
    );
    const { stdout } = await doctor(env);
    expect(stdout).toContain(
      'Error: keeper-plugin: migration 1 ran in this database and was changed since. Put it back as it was, and add another one for the change. The plugin would be refused.\n',
    );
  });
});
