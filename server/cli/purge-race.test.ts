/** Purging while somebody else wants the plugin: whoever comes first wins, and nothing that runs loses its tables. */
import path from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import pino from 'pino';
import { startApp, type App } from '../app.ts';
import { parseSettings } from '../config.ts';
import { pluginPackage, pluginSource, writePackages } from '../plugins/test/write-packages.ts';
import { makeTestDatabase } from '../test/database.ts';
import { runCommandLine } from './run.ts';

const folder = writePackages({
  keeper: pluginPackage(
    'keeper',
    pluginSource('keeper-plugin', "migrations: [{ name: '1', sql: 'create table thing (id integer)' }]"),
  ),
});
// Before the database goes.
afterAll(async () => {
  await watcher.end();
  await holder.end();
});
const { url } = await makeTestDatabase();
const [watcher, holder] = [1, 2].map(() => new pg.Client({ connectionString: url })) as [pg.Client, pg.Client];
await watcher.connect();
await holder.connect();

const envWith = (enabled: string) => ({
  NODE_ENV: 'test',
  PORT: '0',
  ENABLED_PLUGINS: enabled,
  PAGODA_PLUGINS_DIR: path.join(folder, 'plugins'),
  DATABASE_URL: url,
  LOG_LEVEL: 'silent',
});

async function run(args: readonly string[], enabled = 'keeper') {
  const output = { stdout: '', stderr: '' };
  const code = await runCommandLine(args, envWith(enabled), {
    isInteractive: false,
    print: (line) => void (output.stdout += `${line}\n`),
    remark: (line) => void (output.stderr += `${line}\n`),
  });
  return { code, ...output };
}

const apps: App[] = [];
async function startServer(enabled = 'keeper'): Promise<App> {
  const app = await startApp(parseSettings(envWith(enabled)), { log: pino({ level: 'silent' }) });
  apps.push(app);
  return app;
}
const stopServers = async (): Promise<void> => {
  for (const app of apps.splice(0)) await app.close();
};

/** The rows of its table; null when that is gone. */
async function rows(): Promise<number | null> {
  const found = await watcher.query(`select to_regclass('plugin_keeper_plugin.thing') is not null as "isThere"`);
  if (!found.rows[0]?.isThere) return null;
  const { rows: counted } = await watcher.query('select count(*)::int as count from plugin_keeper_plugin.thing');
  return counted[0].count;
}

/** Resolves when so many connections of this database wait for a lock. */
async function untilWaiting(count: number): Promise<void> {
  for (;;) {
    const { rows: found } = await watcher.query(
      `select count(distinct l.pid)::int as count from pg_locks l join pg_stat_activity a using (pid)
       where not l.granted and a.datname = current_database()`,
    );
    if (found[0].count >= count) return;
  }
}

/** Tables with one row, of a plugin that nobody runs. */
async function fill(): Promise<void> {
  await run(['user', 'list']);
  await watcher.query('insert into plugin_keeper_plugin.thing values (1)');
}

afterEach(async () => {
  await holder.query('rollback');
  await stopServers();
  await run(['plugins', 'enable', 'keeper']);
  await run(['plugins', 'purge', 'keeper-plugin', '--yes'], '');
  if ((await rows()) !== null) throw new Error('A test left tables behind.');
});

describe('a purge and an enabling at once', () => {
  test('leave the tables when the enabling came first', async () => {
    await fill();
    await run(['plugins', 'disable', 'keeper']);
    // What `enable` does, not committed yet.
    await holder.query('begin');
    await holder.query('lock table disabled_plugin in share row exclusive mode');
    await holder.query(`delete from disabled_plugin where plugin_id = 'keeper-plugin'`);
    const purged = run(['plugins', 'purge', 'keeper', '--yes']);
    await untilWaiting(1);
    await holder.query('commit');
    expect(await purged).toMatchObject({ code: 1, stderr: expect.stringContaining('keeper-plugin is enabled') });
    expect(await rows()).toBe(1);
  });

  test('begin anew when the purge came first', async () => {
    await fill();
    const server = await startServer();
    await run(['plugins', 'disable', 'keeper']);
    await server.plugins.refresh();
    await holder.query('begin');
    await holder.query('lock table plugin_keeper_plugin.thing in access share mode');
    const purged = run(['plugins', 'purge', 'keeper', '--yes']);
    await untilWaiting(1);
    const enabled = run(['plugins', 'enable', 'keeper']);
    await untilWaiting(2);
    await holder.query('commit');
    expect(await purged).toMatchObject({ code: 0 });
    expect(await enabled).toMatchObject({ code: 0 });
    await server.plugins.refresh();
    expect(await rows()).toBe(0);
  });

  test('begin anew when a server starts during the purge', async () => {
    await fill();
    await holder.query('begin');
    await holder.query('lock table plugin_keeper_plugin.thing in access share mode');
    const purged = run(['plugins', 'purge', 'keeper-plugin', '--yes'], '');
    await untilWaiting(1);
    const starting = startServer();
    await untilWaiting(2);
    await holder.query('commit');
    expect(await purged).toMatchObject({ code: 0 });
    await starting;
    expect(await rows()).toBe(0);
  });
});

describe('a purge while another process runs', () => {
  test('leaves the tables of a plugin that is enabled there, whatever the settings of the command', async () => {
    await startServer();
    await watcher.query('insert into plugin_keeper_plugin.thing values (1)');
    expect(await run(['plugins', 'purge', 'keeper-plugin', '--yes'], '')).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'The plugin keeper-plugin is enabled, by 1 process that runs. First take it out of ENABLED_PLUGINS, or run: pagoda plugins disable keeper-plugin\n',
    });
    expect(await rows()).toBe(1);
  });

  test('leaves them where it was enabled a moment ago and does not run yet', async () => {
    await run(['plugins', 'disable', 'keeper']);
    await startServer();
    await watcher.query(`create schema plugin_keeper_plugin`);
    await watcher.query(`create table plugin_keeper_plugin.thing ()`);
    await watcher.query(
      `insert into plugin_storage (plugin_id, schema_name) values ('keeper-plugin', 'plugin_keeper_plugin')`,
    );
    await watcher.query(`delete from disabled_plugin`);
    expect(await run(['plugins', 'purge', 'keeper-plugin', '--yes'], '')).toMatchObject({ code: 1 });
    expect(await rows()).toBe(0);
  });

  test('waits for servers to let go of one that was disabled just now', async () => {
    const server = await startServer();
    await holder.query('begin');
    await holder.query(`insert into disabled_plugin (plugin_id) values ('keeper-plugin')`);
    await holder.query('commit');
    const purged = run(['plugins', 'purge', 'keeper', '--yes']);
    await untilWaiting(1);
    expect(await rows()).toBe(0);
    await server.plugins.refresh();
    expect(await purged).toMatchObject({ code: 0 });
    await run(['plugins', 'enable', 'keeper']);
    await server.plugins.refresh();
    expect(await rows()).toBe(0);
  });

  test('does it after the last of them has gone', async () => {
    await startServer();
    expect(await run(['plugins', 'purge', 'keeper-plugin', '--yes'], '')).toMatchObject({ code: 1 });
    await stopServers();
    expect(await run(['plugins', 'purge', 'keeper-plugin', '--yes'], '')).toMatchObject({ code: 0 });
    expect(await rows()).toBeNull();
  });

  test('leaves them also after that process lost its connection for a moment', async () => {
    await startServer();
    const held = `select a.pid from pg_locks l join pg_stat_activity a using (pid)
      where l.locktype = 'advisory' and l.granted and a.datname = current_database() and a.application_name = 'pagoda plugins'`;
    const before = await watcher.query(held);
    expect(before.rows).toHaveLength(2);
    await watcher.query(`select pg_terminate_backend($1, 5000)`, [before.rows[0].pid]);
    for (let count = 0; count < 2;) count = (await watcher.query(held)).rows.length;
    expect(await run(['plugins', 'purge', 'keeper-plugin', '--yes'], '')).toMatchObject({ code: 1 });
    expect(await rows()).toBe(0);
  });
});
