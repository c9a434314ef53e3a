/** What `pagoda create-plugin` makes, on the Node of the machine and without a network. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runCommandLine } from '../server/cli/run.ts';
import { makeTestDatabase } from '../server/test/database.ts';
import { runPagoda, startPagoda } from '../server/test/pagoda-process.ts';
import { installOffline, setUpOffline } from './test/plugin-author.ts';
import { run } from './test/programs.ts';

const MINUTE = 60_000;
const root = path.resolve(import.meta.dirname, '..');
const { url } = await makeTestDatabase();
const home = mkdtempSync(path.join(tmpdir(), 'pagoda-scaffold-'));
const folder = path.join(home, 'rack-plan');
let made: string;

beforeAll(async () => {
  // PostgreSQL may run under another account than ours.
  chmodSync(home, 0o755);
  const { code, stdout, stderr } = await runPagoda(['create-plugin', 'rack-plan', '--dir', folder]);
  if (code !== 0) throw new Error(stderr);
  made = stdout;
  setUpOffline(folder);
}, 6 * MINUTE);

afterAll(() => rmSync(home, { recursive: true, force: true }));

const npm = (...args: readonly string[]): string => run('npm', ['run', '--silent', ...args], folder);
const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
const manifestOf = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, unknown>>;

describe('a new plugin', () => {
  test('is the files that the documentation names, under its own name', () => {
    expect(made).toContain(`Made the plugin rack-plan in ${folder}. Next:\n`);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    expect(files).toEqual(expect.arrayContaining(DOCUMENTED));
    const texts = files.filter((file) => /^(src|scripts)\/.*\.\w+$|^[\w.]+\.(json|md)$|^\.gitignore$/.test(file));
    expect(texts.filter((file) => /my-plugin|My Plugin|myPlugin/.test(read(file)))).toEqual([]);
    expect(read('src/graphql.ts')).toContain('rackPlanLabel: String');
  });

  test('downloads TypeScript and the types of Node, as they are here, and carries the SDK', () => {
    const { devDependencies = {}, peerDependencies, dependencies } = manifestOf(path.join(folder, 'package.json'));
    const ours = manifestOf(path.join(root, 'package.json')).devDependencies ?? {};
    const { version } = manifestOf(path.join(root, 'sdk/package.json'));
    expect(devDependencies).toEqual({
      '@types/node': ours['@types/node'],
      'pagoda-plugin-conformance': `file:vendor/pagoda-plugin-conformance-${String(version)}.tgz`,
      'pagoda-plugin-sdk': `file:vendor/pagoda-plugin-sdk-${String(version)}.tgz`,
      typescript: ours.typescript,
    });
    expect(peerDependencies).toEqual({ 'pagoda-plugin-sdk': `^${String(version)}` });
    expect(dependencies).toBeUndefined();
  });

  test('has the commands of the documentation, and its README says for which `make` target each stands', () => {
    const { scripts = {} } = manifestOf(path.join(folder, 'package.json'));
    const commands = ['setup', 'dev', 'test', 'test:integration', 'build', 'publish:dry', 'publish'];
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(commands));
    const rows = read('README.md').split('\n');
    for (const target of MAKE_TARGETS) {
      expect({ target, row: rows.find((row) => row.startsWith('| `npm') && row.includes(`\`${target}\``)) }).toEqual({
        target,
        row: expect.any(String),
      });
    }
  });

  test(
    'type-checks and tests green',
    () => {
      expect(npm('test')).toMatch(/^# fail 0$/m);
    },
    6 * MINUTE,
  );

  test(
    'does not test what does not compile',
    () => {
      const source = read('src/api_v2/views.ts');
      writeFileSync(path.join(folder, 'src/api_v2/views.ts'), source.replace('Hello, ${name}', 'Hello, ${nobody}'));
      expect(() => npm('test')).toThrow(/TS2304/);
      writeFileSync(path.join(folder, 'src/api_v2/views.ts'), source);
    },
    6 * MINUTE,
  );

  test(
    'passes its integration tests in a server that runs it from source',
    async () => {
      npm('build');
      const file = 'dist/integration.js';
      const beside = [path.join(root, 'server/bin/pagoda.js'), 'dev-plugin', '--', 'node', '--test', file];
      expect(run(process.execPath, beside, folder)).toMatch(/^. pass 4$/m);
    },
    6 * MINUTE,
  );

  test('has a `pagoda` command that sees the plugin and leaves nothing behind', async () => {
    const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('pagoda-plugin-'));
    const before = left();
    const { code, stdout } = await callScript(['plugins', 'list'], { PAGODA_SERVER: root });
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^rack-plan +1\.0\.0 +enabled/m) });
    expect(left()).toEqual(before);
  });

  test('says to set PAGODA_SERVER where there is no server', async () => {
    const registry = createServer((_request, response) => response.writeHead(404).end('{}')).listen(0, '127.0.0.1');
    await once(registry, 'listening');
    const { port } = registry.address() as AddressInfo;
    const env = { npm_config_registry: `http://127.0.0.1:${port}/`, npm_config_cache: path.join(home, 'cache') };
    const { code, stderr } = await callScript(['plugins', 'doctor'], env);
    registry.close();
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^Installing pagoda-server in .*\n.* Set PAGODA_SERVER to where one is, .*\n$/),
    });
  });

  test(
    'goes into a package of JavaScript and types, which a server runs from node_modules',
    async () => {
      const [tarball = ''] = run('npm', ['pack', '--silent'], folder).trim().split('\n').slice(-1);
      const site = path.join(home, 'site');
      const sdk = readdirSync(path.join(folder, 'vendor')).map((file) => path.join(folder, 'vendor', file));
      installOffline(site, [path.join(folder, tarball), ...sdk]);
      const installed = readdirSync(path.join(site, 'node_modules/rack-plan'), { recursive: true, encoding: 'utf8' });
      expect(installed.filter((file) => /\.test\.|integration|\.map$|(?<!\.d)\.ts$/.test(file))).toEqual([]);
      expect(installed).toEqual(expect.arrayContaining(['dist/plugin.js', 'dist/plugin.d.ts', 'CHANGELOG.md']));
      await tryInstalled(site);
    },
    6 * MINUTE,
  );
});

async function callScript(args: readonly string[], env: Readonly<Record<string, string>>) {
  const { HOME, PATH } = process.env;
  const child = spawn(process.execPath, ['scripts/pagoda.mjs', ...args], { cwd: folder, env: { HOME, PATH, ...env } });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: code as number | null, stdout, stderr };
}

const DOCUMENTED = [
  'package.json README.md tsconfig.json .gitignore CHANGELOG.md',
  'src/plugin.ts src/hooks.ts src/config.ts src/tasks.ts src/api_v2/routes.ts src/api_v2/views.ts',
  'src/hooks.test.ts src/tasks.test.ts src/graphql.test.ts src/conformance.test.ts src/api_v2/views.test.ts',
]
  .join(' ')
  .split(' ');

const MAKE_TARGETS = [
  'help',
  'dev-setup',
  'install-dev',
  'test',
  'test-integration',
  'build',
  'publish-test',
  'publish',
];

/** Asks the installed plugin for its route and its field, and sees its hooks act. */
async function tryInstalled(site: string): Promise<void> {
  const token = 'a'.repeat(40);
  mkdirSync(path.join(site, 'no-plugins'));
  const settings = {
    DATABASE_URL: url,
    PAGODA_ADMIN_TOKEN: token,
    PORT: '0',
    ENABLED_PLUGINS: 'rack-plan',
    PLUGINS_STRICT: '1',
    PAGODA_PLUGINS_DIR: path.join(site, 'no-plugins'),
  };
  const server = startPagoda(['serve'], settings, site);
  const [, address = ''] = await server.printed(/GraphQL at (http:\/\/localhost:\d+)\/graphql\n/);
  const headers = { authorization: `Token ${token}`, 'content-type': 'application/json' };
  const ask = async (query: string): Promise<unknown> => {
    const answer = await fetch(`${address}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
    return ((await answer.json()) as { data: unknown }).data;
  };
  const create = (name: string) =>
    ask(`mutation { createEntry(input: { entityName: "Vendor", name: "${name}" }) {
      entry { rackPlanLabel } errors { plugin } } }`);
  const route = await fetch(`${address}/api/v2/plugins/rack-plan/test/`);
  expect(await route.json()).toMatchObject({ message: 'Hello from Rack Plan!' });
  await ask('mutation { createEntity(input: { name: "Vendor" }) { errors { message } } }');
  expect(await create('HP')).toEqual({ createEntry: { entry: null, errors: [{ plugin: 'rack-plan' }] } });
  expect(await create('HPE')).toEqual({ createEntry: { entry: { rackPlanLabel: 'V-HPE' }, errors: [] } });
  server.child.kill('SIGTERM');
  const { code, stderr } = await server.ended;
  expect(stderr).toContain('Entry created: HPE in Vendor by admin');
  expect(code).toBe(0);
}

describe('create-plugin', () => {
  const refusal = async (...args: readonly string[]) => {
    const said: string[] = [];
    const say = (line: string): void => void said.push(line);
    const code = await runCommandLine(
      ['create-plugin', ...args],
      {},
      { isInteractive: false, print: say, remark: say },
    );
    return { code, said: said.join('\n') };
  };

  test('refuses a folder that is not empty', async () => {
    expect(await refusal('other', '--dir', folder)).toEqual({
      code: 1,
      said: expect.stringMatching(/rack-plan is not empty \(there is .* in it\)\. Give another folder with --dir\.$/),
    });
  });

  test('refuses a name that no plugin can have', async () => {
    expect(await refusal('Rack Plan', '--dir', path.join(home, 'none'))).toEqual({
      code: 1,
      said: expect.stringMatching(/^"Rack Plan" cannot name a plugin: use small letters, digits/),
    });
    expect(readdirSync(home)).not.toContain('none');
  });

  test('shows an example in its help', async () => {
    expect((await refusal('--help')).said).toContain('pagoda create-plugin my-plugin');
  });
});

test('dev-plugin says when there is no plugin in the folder', async () => {
  const { code, stderr } = await runPagoda(['dev-plugin', '--dir', root]);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: `There is no plugin in ${root}: it has no package.json that names one.\n`,
  });
});
