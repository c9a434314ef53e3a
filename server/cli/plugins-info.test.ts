/** What an operator can learn of one plugin, and which routes and handlers are live. */
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { pluginPackage, pluginSource, writePackages } from '../plugins/test/write-packages.ts';
import { makeTestDatabase } from '../test/database.ts';
import { runCommandLine } from './run.ts';

const TASKS = `tasks: new PluginTaskConfig({ pluginId: 'rich', tasks: {
    sweep: { offset: 0, cron: '0 3 * * *', run: () => 1 }, report: { offset: 3, run: () => 1 } },
  hiddenOperations: ['sweep'], cancelableOperations: ['report'], downloadableOperations: ['report'] })`;
const MORE = `${TASKS}, sdk: '^1.0.0', elevated: true, options: (given) => ({ limit: 3, ...given }),
  migrations: [{ name: '0001-create', sql: 'create table thing (id integer)' }],
  hooks: [{ hook: 'entry.after_create', handler: () => {} }],
  routes: [{ method: 'GET', path: 'test/', handler: () => 1 }]`;
const folder = writePackages({
  rich: pluginPackage(
    'rich',
    pluginSource('rich-plugin', MORE).replace('{ definePlugin }', '{ definePlugin, PluginTaskConfig }'),
  ),
  poor: pluginPackage('poor', pluginSource('poor-plugin')),
  leaning: pluginPackage('leaning', pluginSource('leaning-plugin', "dependencies: ['rich-plugin']")),
  clash: pluginPackage('clash', pluginSource('clash-plugin', "typeDefs: 'extend type Entry { name: Int }'")),
});
const { url } = await makeTestDatabase();
const env = {
  ENABLED_PLUGINS: 'rich,poor',
  PAGODA_PLUGINS_DIR: path.join(folder, 'plugins'),
  PLUGIN_OPERATION_ID_CONFIG: '{"rich": [5000, 5099]}',
  PLUGIN_OPTIONS: '{"rich-plugin": {"apiToken": "very-secret-thing", "url": "https://bot:hunter22@example.org/"}}',
  DATABASE_URL: url,
  LOG_LEVEL: 'silent',
};

async function run(args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const output = { stdout: '', stderr: '' };
  const code = await runCommandLine(
    args,
    { ...env, ...more },
    {
      isInteractive: false,
      print: (line) => void (output.stdout += `${line}\n`),
      remark: (line) => void (output.stderr += `${line}\n`),
    },
  );
  return { code, ...output };
}

describe('pagoda plugins info', () => {
  test('prints the tasks with their numbers, the options without secrets, and the migrations', async () => {
    const { stdout } = await run(['plugins', 'info', 'rich']);
    expect(stdout).toMatch(
      /^tasks +sweep is operation 5000 \(hidden, at 0 3 \* \* \*\); report is operation 5003 \(cancelable, downloadable\)$/m,
    );
    expect(stdout).toMatch(/^options +limit=3; apiToken=\*\*\*; url=https:\/\/bot:\*\*\*@example\.org\/$/m);
    expect(stdout).toMatch(/^migrations +0001-create \(not applied\)$/m);
    expect(stdout).toMatch(/^elevated +yes$/m);
    expect(stdout).toMatch(/^sdk +\^1\.0\.0$/m);
    expect(stdout).toMatch(/^serverSdk +1\.0\.0$/m);
    expect(stdout).not.toMatch(/very-secret-thing|hunter22/);
    expect((await run(['plugins', 'info', 'rich', '--json'])).stdout).not.toMatch(/very-secret-thing|hunter22/);
  });

  test('says which migrations ran, and what they made', async () => {
    await run(['user', 'list']);
    const { stdout } = await run(['plugins', 'info', 'rich', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      tasks: [
        { name: 'sweep', operation: 5000, flags: ['hidden'], cron: '0 3 * * *' },
        { name: 'report', operation: 5003, flags: ['cancelable', 'downloadable'], cron: null },
      ],
      options: { limit: 3, apiToken: '***' },
      elevated: true,
      migrations: [{ name: '0001-create', appliedTime: expect.stringMatching(/^\d{4}-/) }],
      tables: ['thing'],
    });
    expect((await run(['plugins', 'info', 'rich'])).stdout).toMatch(
      /^migrations +0001-create \(applied \d{4}-\S+Z\)$/m,
    );
  });

  test('says of a task without a range that it has no number, and of what there is none nothing', async () => {
    const { stdout } = await run(['plugins', 'info', 'rich'], { PLUGIN_OPERATION_ID_CONFIG: '{}' });
    expect(stdout).toMatch(/^tasks +sweep has no operation number, set PLUGIN_OPERATION_ID_CONFIG \(hidden, /m);
    const poor = await run(['plugins', 'info', 'poor', '--json']);
    expect(JSON.parse(poor.stdout)).toMatchObject({ tasks: [], options: null, migrations: [], tables: [] });
  });

  test('does without a database, and says that migrations are not known', async () => {
    const { stdout, stderr } = await run(['plugins', 'info', 'rich'], {
      DATABASE_URL: 'postgresql://u:p@127.0.0.1:1/d',
    });
    expect(stdout).toMatch(/^migrations +0001-create \(not known\)$/m);
    expect(stderr).toContain('No database answers');
  });
});

describe('routes and hooks', () => {
  test('leave out what is disabled, and say so', async () => {
    expect((await run(['plugins', 'routes'])).stdout).toContain('/api/v2/plugins/rich-plugin/test/');
    await run(['plugins', 'disable', 'rich']);
    try {
      const leftOut = 'Without those of rich-plugin, which is disabled.\n';
      for (const what of ['routes', 'hooks']) {
        expect(await run(['plugins', what])).toEqual({
          code: 0,
          stdout: '',
          stderr: expect.stringMatching(new RegExp(`^No plugin that runs has .*\\.\n${leftOut}$`)),
        });
      }
      expect(JSON.parse((await run(['plugins', 'routes', '--json'])).stdout)).toEqual([]);
      expect(JSON.parse((await run(['plugins', 'hooks', '--json'])).stdout)).toMatchObject({ totalHooks: 0 });
      expect((await run(['plugins', 'info', 'rich'])).stdout).toMatch(/^tasks +sweep is operation 5000/m);
    } finally {
      await run(['plugins', 'enable', 'rich']);
    }
  });
});

describe('disable and doctor', () => {
  test('do not pretend that a plugin is disabled which does not fit', async () => {
    expect(await run(['plugins', 'disable', 'clash'], { ENABLED_PLUGINS: 'rich,clash' })).toEqual({
      code: 1,
      stdout: '',
      stderr: 'The plugin "clash" was refused: it declares the field Entry.name, as core.entry does.\n',
    });
    const { stdout } = await run(['plugins', 'doctor'], { ENABLED_PLUGINS: 'rich,clash' });
    expect(stdout).toMatch(/^1 plugin that is asked for cannot run\.$/m);
  });

  test('name what has to be enabled first for one that depends on it', async () => {
    const more = { ENABLED_PLUGINS: 'rich,leaning' };
    await run(['plugins', 'disable', 'leaning'], more);
    await run(['plugins', 'disable', 'rich'], more);
    await run(['plugins', 'enable', 'leaning'], more);
    const { stdout } = await run(['plugins', 'doctor'], more);
    expect(stdout).toMatch(/^leaning .* To run it: pagoda plugins enable rich-plugin$/m);
    await run(['plugins', 'enable', 'rich'], more);
    await run(['plugins', 'enable', 'leaning'], more);
  });
});
