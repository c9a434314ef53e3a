/** Plugins that were built with pagoda-plugin-sdk 1.0.0, with the copy of it that they bring along: they load within all of 1.x. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hookNames } from 'pagoda-plugin-sdk';
import { createEntity } from './domains/entity/index.ts';
import { makeLogLines } from './plugins/test/log-lines.ts';
import { makeTestApp } from './test/app.ts';

const root = path.resolve(import.meta.dirname, '..');
const fixture = path.join(root, '.ci/fixtures/lasting-1.0.0');
const folder = mkdtempSync(path.join(tmpdir(), 'pagoda-lasting-'));
const installed = path.join(folder, 'plugins/lasting');
cpSync(fixture, installed, { recursive: true });
const vendored = path.join(installed, 'node_modules/pagoda-plugin-sdk');
mkdirSync(vendored, { recursive: true });
run('tar', '-xzf', path.join(fixture, 'vendor/pagoda-plugin-sdk-1.0.0.tgz'), '-C', vendored, '--strip-components=1');
afterAll(() => rmSync(folder, { recursive: true }));

const { log, lines } = makeLogLines();
const { app, admin, data, token } = await makeTestApp(
  {
    ENABLED_PLUGINS: 'lasting-class,lasting',
    PAGODA_PLUGINS_DIR: path.join(folder, 'plugins'),
    PLUGINS_STRICT: '1',
    PLUGIN_OPTIONS: JSON.stringify({ lasting: { greeting: 'Good morning' } }),
    PLUGIN_OPERATION_ID_CONFIG: JSON.stringify({ lasting: [6000, 6099] }),
    BACKEND_PLUGIN_ENTITY_OVERRIDES: JSON.stringify({
      Rack: { plugin: 'lasting', operations: ['retrieve'], params: { suffix: 'x' } },
    }),
  },
  [],
  { log },
);

function run(command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

async function ask(method: 'GET' | 'POST', url: string, payload?: object, key: string | null = token) {
  const answer = await app.fastify.inject({
    method,
    url,
    headers: key === null ? {} : { authorization: `Token ${key}` },
    ...(payload && { payload }),
  });
  return { status: answer.statusCode, body: answer.json<unknown>() };
}

const of = (address: string): string => `/api/v2/plugins/lasting/${address}`;
let rack: string;

beforeAll(async () => {
  const ctx = await app.contextFor(admin);
  await createEntity(ctx, { name: 'Rack', attrs: [{ name: 'site', type: 'STRING' }] });
  const { createEntry } = await data(
    'mutation { createEntry(input: { entityName: "Rack", name: "r1", attrs: [{ attr: "site", value: "a" }] }) { entry { id name } errors { message } } }',
  );
  rack = createEntry.entry.id;
});

describe('plugins that were built with 1.0.0', () => {
  test('load with their own copy of the SDK, written with builders and with decorators', async () => {
    const { plugins } = await data('{ plugins { id state reason hooks { name } fields } }');
    expect(plugins).toMatchObject([
      { id: 'lasting', state: 'ENABLED', reason: null },
      { id: 'lasting-class', state: 'ENABLED', reason: null },
    ]);
    const hooks = plugins[0].hooks.map(({ name }: { name: string }) => name);
    expect(hooks.toSorted()).toEqual([...hookNames].toSorted());
    expect(plugins[0].fields).toEqual(expect.arrayContaining(['Entry.lastingLength', 'Subscription.lastingFilled']));
    expect(lines.map(({ msg }) => msg)).toContain('Lasting is ready');
  });

  test('resolve fields, batched ones too, and wrap those of the server', async () => {
    expect(await data('{ lastingGreeting(name: "Ada") lastingRacks { name lastingLength } }')).toEqual({
      lastingGreeting: 'Good morning, Ada!',
      lastingRacks: [{ name: 'R1', lastingLength: 2 }],
    });
    await ask('GET', of('called/'));
    await data('{ entity(name: "Rack") { name } }');
    expect((await ask('GET', of('called/'))).body).toContain('wrap');
    expect(await data('mutation { fillLasting(name: "R1") }')).toEqual({ fillLasting: true });
  });

  test('add to attributes and reject names', async () => {
    const { entry } = await data(`{ entry(id: ${rack}) { attrs { name extensions } } }`);
    expect(entry.attrs).toEqual([{ name: 'site', extensions: { lasting: true, decorated: true } }]);
    const create = (name: string) =>
      data(`mutation { createEntry(input: { entityName: "Rack", name: "${name}" }) { errors { message plugin } } }`);
    expect((await create('forbidden')).createEntry.errors).toEqual([
      { message: 'That name is forbidden', plugin: 'lasting' },
    ]);
    expect((await create('r'.repeat(21))).createEntry.errors).toEqual([
      { message: 'At most 20 letters', plugin: 'lasting-class' },
    ]);
  });

  test('are told of the whole life of entries and entities', async () => {
    await app.settled();
    await ask('GET', of('called/'));
    const written = await data(`mutation {
      updateEntry(input: { id: ${rack}, name: "R2" }) { errors { message } }
      deleteEntry(input: { id: ${rack} }) { errors { message } }
      restoreEntry(input: { id: ${rack} }) { errors { message } }
      createEntity(input: { name: "Row" }) { errors { message } }
    }`);
    for (const payload of Object.values(written)) expect(payload).toEqual({ errors: [] });
    const { entity } = await data('{ entity(name: "Row") { id attrs { name } } }');
    await data(`mutation {
      updateEntity(input: { id: ${entity.id}, note: "new" }) { errors { message } }
      deleteEntity(input: { id: ${entity.id} }) { errors { message } }
    }`);
    await app.settled();
    const { body } = await ask('GET', of('called/'));
    // Those of creation and of reading entries stand above.
    const seen = new Set([body].flat());
    const lacking = hookNames.filter((name) => !seen.has(name));
    expect(lacking).toEqual(['entry.before_create', 'entry.after_create', 'entry.get_attrs']);
  });

  test('answer requests: functions, views, models, elevated ones', async () => {
    const status = { plugin: 'lasting', version: '1.0.0', initialized: true };
    expect(await ask('GET', of('status/'), undefined, null)).toEqual({ status: 200, body: status });
    const [{ values }] = (await ask('GET', of('racks/R2/'))).body as [{ values: object }];
    expect(values).toEqual({ site: 'a' });
    expect((await ask('GET', of('racks/R2/?limit=x'))).status).toBe(400);
    expect((await ask('GET', of('total/'))).body).toEqual({ total: expect.any(Number) });
    expect(await ask('POST', of('echo/'), { text: 'hi' })).toEqual({ status: 201, body: { said: 'hi' } });
    expect((await ask('POST', of('echo/'), { text: 5 })).status).toBe(400);
  });

  test('stand in for operations', async () => {
    const { status, body } = await ask('GET', `/entry/api/v2/${rack}/`);
    expect({ status, body }).toMatchObject({ status: 200, body: { name: 'R2', lasting: 'x', models: true } });
  });
});

test('what was written for 1.0.0 compiles with the SDK of today', () => {
  const today = path.join(folder, 'today');
  cpSync(path.join(fixture, 'src'), path.join(today, 'src'), { recursive: true });
  cpSync(path.join(fixture, 'package.json'), path.join(today, 'package.json'));
  mkdirSync(path.join(today, 'node_modules'));
  symlinkSync(path.join(root, 'sdk'), path.join(today, 'node_modules/pagoda-plugin-sdk'));
  symlinkSync(path.join(root, 'node_modules/@types'), path.join(today, 'node_modules/@types'));
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const strict = [
    '--ignoreConfig',
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--allowImportingTsExtensions',
    '--types',
    'node',
  ];
  const sources = ['plugin.ts', 'decorated.ts'].map((file) => path.join(today, 'src', file));
  const options = [...strict, '--module', 'nodenext', '--target', 'es2024', '--lib', 'esnext'];
  expect(run(process.execPath, tsc, ...options, ...sources)).toBe('');
});
