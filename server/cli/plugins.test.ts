import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { pluginPackage, pluginSource, writePackages } from '../plugins/test/write-packages.ts';
import { makeTestDatabase } from '../test/database.ts';
import { runCommandLine } from './run.ts';

const HOOKS =
  "[{ hook: 'entry.after_create', handler: () => {} }, { hook: 'entry.after_create', entity: 'Ghost', priority: 7, handler: () => {} }, { hook: 'validate_entry', handler: () => {} }]";
const ROUTES =
  "[{ method: 'GET', path: 'test/', auth: 'public', handler: () => 1 }, { method: 'POST', path: 'test/', handler: () => 1 }]";
const OVERRIDES = "['create', 'delete'].map((operation) => ({ operation, handler: () => null }))";
const folder = writePackages({
  hello: pluginPackage(
    'hello',
    pluginSource(
      'hello-plugin',
      `author: 'Mori', description: 'Greets.', overrides: ${OVERRIDES}, hooks: ${HOOKS}, routes: ${ROUTES}, typeDefs: 'extend type Query { hello: Int }'`,
    ),
  ),
  idle: pluginPackage('idle', pluginSource('idle-plugin')),
  'idle-broken': pluginPackage('idle-broken', 'throw new Error("no licence")'),
  broken: pluginPackage('broken', 'throw new Error("no disk")'),
  lost: { 'package.json': { name: 'pagoda-lost', version: '1.0.0', pagoda: { plugins: { lost: './gone.js' } } } },
  unnamed: { 'package.json': { name: '', dependencies: { 'pagoda-plugin-sdk': '1' } } },
  odd: { 'package.json': { name: 'pagoda-odd', 'airone.plugins': {}, dependencies: { 'pagoda-plugin-sdk': '1' } } },
});
const { url } = await makeTestDatabase();
const env = {
  ENABLED_PLUGINS: 'hello,broken,lost,missing',
  PAGODA_PLUGINS_DIR: path.join(folder, 'plugins'),
  PLUGINS_STRICT: '1',
  DATABASE_URL: url,
  LOG_LEVEL: 'silent',
  BACKEND_PLUGIN_ENTITY_OVERRIDES: '{"Server": [{"plugin": "hello-plugin", "operations": ["create"]}]}',
};

async function run(args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const output = { stdout: '', stderr: '' };
  const code = await runCommandLine(
    ['plugins', ...args],
    { ...env, ...more },
    {
      isInteractive: false,
      print: (line) => void (output.stdout += `${line}\n`),
      remark: (line) => void (output.stderr += `${line}\n`),
    },
  );
  return { code, ...output };
}

/** Of a database that nobody can reach: most of these commands need none. */
const NO_DATABASE = { DATABASE_URL: 'postgresql://u:p@127.0.0.1:1/d' };

async function jsonOf(...args: readonly string[]): Promise<unknown> {
  const { stdout } = await run([...args, '--json'], NO_DATABASE);
  return JSON.parse(stdout);
}

describe('pagoda plugins', () => {
  test('list prints what is enabled, what is refused and what is only installed', async () => {
    const rows = (await jsonOf('list')) as { entry: string; id: string | null; state: string; reason: string | null }[];
    const own = rows.filter(({ entry }) => /^(hello|idle|idle-broken|broken|lost|missing)$/.test(entry));
    expect(own.map(({ entry, id, state }) => [entry, id, state])).toEqual([
      ['hello', 'hello-plugin', 'ENABLED'],
      ['broken', 'broken', 'REFUSED'],
      ['lost', 'lost', 'REFUSED'],
      ['missing', 'missing', 'REFUSED'],
      ['idle', null, 'NOT_ENABLED'],
      ['idle-broken', null, 'NOT_ENABLED'],
    ]);
    expect(own[1]?.reason).toBe('no disk');
    expect(rows[0]).toMatchObject({ overrides: [{ operation: 'create' }, { operation: 'delete' }] });
    const { stdout, stderr } = await run(['list'], NO_DATABASE);
    expect(stderr).toMatch(/^Which plugins are disabled is not known: No database answers/);
    expect(stdout).toMatch(
      /^hello-plugin +1\.0\.0 +enabled +hello of pagoda-hello\nbroken +1\.2\.3 +refused +no disk\n/,
    );
  });

  test('info prints everything about one, by its id or its entry name', async () => {
    const info = await jsonOf('info', 'hello-plugin');
    expect(info).toMatchObject({
      id: 'hello-plugin',
      entry: 'hello',
      author: 'Mori',
      description: 'Greets.',
      package: 'pagoda-hello',
      fields: ['Query.hello'],
      routes: ['GET /api/v2/plugins/hello-plugin/test/', 'POST /api/v2/plugins/hello-plugin/test/'],
    });
    expect(await jsonOf('info', 'hello')).toEqual(info);
    const { stdout } = await run(['info', 'hello'], NO_DATABASE);
    expect(stdout).toMatch(/^author +Mori$/m);
    expect(stdout).toMatch(/^overrides +create of Server; delete \(of no entity\)$/m);
    expect(stdout).toMatch(
      /^hooks +entry\.after_create at 100; entry\.after_create of Ghost at 7; entry\.validate at 100$/m,
    );
  });

  test.each([
    ['idle', 'The plugin "idle" is installed but not enabled. Add it to ENABLED_PLUGINS\n'],
    ['nobody', 'The plugin "nobody" is not there. See: pagoda plugins list\n'],
  ])('info says what it knows of %s', async (id, stderr) => {
    expect(await run(['info', id], NO_DATABASE)).toEqual({ code: 1, stdout: '', stderr });
  });

  test('routes prints them with who may call them', async () => {
    expect(await jsonOf('routes')).toEqual([
      { plugin: 'hello-plugin', method: 'GET', path: '/api/v2/plugins/hello-plugin/test/', auth: 'public' },
      { plugin: 'hello-plugin', method: 'POST', path: '/api/v2/plugins/hello-plugin/test/', auth: 'authenticated' },
    ]);
  });

  test('hooks prints them and counts them', async () => {
    expect(await jsonOf('hooks')).toEqual({
      totalHooks: 3,
      registeredHooks: 2,
      hooks: [
        { plugin: 'hello-plugin', name: 'entry.after_create', entity: null, entityNow: null, priority: 100 },
        { plugin: 'hello-plugin', name: 'entry.after_create', entity: 'Ghost', entityNow: null, priority: 7 },
        { plugin: 'hello-plugin', name: 'entry.validate', entity: null, entityNow: null, priority: 100 },
      ],
    });
  });

  test('doctor says which cause applies to each, and which handlers wait', async () => {
    const { code, stdout } = await run(['doctor', '--json']);
    expect(code).toBe(1);
    const { findings, unbound } = JSON.parse(stdout) as { findings: { package: string | null }[]; unbound: unknown };
    const own = findings.filter((one) => one.package === null || one.package.startsWith('pagoda-'));
    expect(own).toEqual(
      expect.arrayContaining([
        { entry: 'broken', package: 'pagoda-broken', cause: 'refused', advice: 'no disk' },
        {
          entry: 'hello',
          package: 'pagoda-hello',
          cause: 'enabled',
          advice: 'It loads as The hello-plugin v1.0.0 (hello-plugin)',
        },
        {
          entry: 'idle',
          package: 'pagoda-idle',
          cause: 'not enabled',
          advice: 'Add idle to ENABLED_PLUGINS to run The idle-plugin v1.0.0 (idle-plugin)',
        },
        {
          entry: 'idle-broken',
          package: 'pagoda-idle-broken',
          cause: 'not enabled',
          advice: 'It cannot be loaded: no licence',
        },
        {
          entry: 'lost',
          package: 'pagoda-lost',
          cause: 'wrong path',
          advice: expect.stringMatching(/lost\/gone\.js, and there is no such file$/),
        },
        { entry: 'missing', package: null, cause: 'not installed', advice: expect.stringContaining('Found: ') },
        {
          entry: null,
          package: 'pagoda-odd',
          cause: 'wrong field',
          advice: expect.stringContaining('"pagoda": { "plugins"'),
        },
      ]),
    );
    expect(unbound).toEqual([{ plugin: 'hello-plugin', hook: 'entry.after_create', entity: 'Ghost' }]);
  });

  test('doctor does without a database, and says so', async () => {
    const { stdout, stderr } = await run(['doctor'], NO_DATABASE);
    expect(stdout).toContain('broken (pagoda-broken): refused. no disk\n');
    expect(stdout).toMatch(/^pagoda-odd: wrong field\. it depends/m);
    expect(stdout).toMatch(/^unnamed: wrong field\. it depends/m);
    expect(stderr).toContain('Which handlers wait for an entity is not known: No database answers');
  });

  test('disable and enable are for all servers, and list, info and doctor show what came of them', async () => {
    const told = 'Servers that run hear of it now, others when they start.\n';
    expect(await run(['disable', 'hello'])).toEqual({
      code: 0,
      stdout: `The plugin hello-plugin is disabled. ${told}`,
      stderr: '',
    });
    const { stdout: listed } = await run(['list']);
    expect(listed).toMatch(/^hello-plugin +1\.0\.0 +disabled +it was disabled on the command line at 20\S+Z$/m);
    expect(JSON.parse((await run(['info', 'hello', '--json'])).stdout)).toMatchObject({
      state: 'DISABLED',
      fields: ['Query.hello'],
    });
    expect((await run(['doctor'])).stdout).toMatch(
      /^hello \(pagoda-hello\): disabled\. .* To run it: pagoda plugins enable hello-plugin$/m,
    );
    expect((await run(['disable', 'hello-plugin'])).stdout).toBe('The plugin hello-plugin was disabled already.\n');
    expect(JSON.parse((await run(['enable', 'hello-plugin', '--json'])).stdout)).toEqual({
      id: 'hello-plugin',
      state: 'ENABLED',
      isChanged: true,
    });
    expect((await run(['list'])).stdout).toMatch(/^hello-plugin +1\.0\.0 +enabled /m);
  });

  test.each([
    ['idle', 'There is no plugin "idle" among those that ENABLED_PLUGINS names: hello-plugin\n'],
    ['broken', 'The plugin "broken" was refused: no disk\n'],
  ])('disable says why it cannot take %s', async (id, stderr) => {
    expect(await run(['disable', id])).toEqual({ code: 1, stdout: '', stderr });
  });

  test('disable says that commands need the settings of the server', async () => {
    expect(await run(['disable', 'hello'], { ENABLED_PLUGINS: '' })).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'ENABLED_PLUGINS names no plugin, so "hello" cannot be switched. Commands need the settings of the server\n',
    });
  });

  test('without any, nothing is wrong', async () => {
    const { code, stdout } = await run(['hooks', '--json'], { ENABLED_PLUGINS: '' });
    expect([code, JSON.parse(stdout)]).toEqual([0, { totalHooks: 0, registeredHooks: 0, hooks: [] }]);
  });
});
