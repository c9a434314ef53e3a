/** The guides for authors of plugins: what they show works as they say. */
import { execFile } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { hookLegacyNames } from 'pagoda-plugin-sdk';
import { createEntity } from './domains/entity/index.ts';
import { pluginSource, writePackage, writePackages } from './plugins/test/write-packages.ts';
import { makeLogLines } from './plugins/test/log-lines.ts';
import { makeTestApp } from './test/app.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const GUIDES = path.join(ROOT, 'docs/plugins');
const run = promisify(execFile);

const read = (guide: string): string => readFileSync(path.join(GUIDES, guide), 'utf8');
const TUTORIAL = read('README.md');

/** The files of the tutorial; of those that grow, the last form. */
const tutorialFiles = Object.fromEntries(
  [...TUTORIAL.matchAll(/^`([\w./-]+)`\n\n```(?:ts|json)\n([^]*?)```/gm)].map(([, file = '', text = '']) => [
    file,
    text,
  ]),
);

/** The TypeScript of the other guides, by a name for each. */
const examples = [
  'hooks.md',
  'graphql-and-routes.md',
  'models.md',
  'overrides.md',
  'testing.md',
  'storage-and-topics.md',
  'tasks.md',
  'from-pagoda.md',
].flatMap((guide) =>
  [...read(guide).matchAll(/```ts\n([^]*?)```/g)].map(([, source = ''], index) => ({
    name: `${path.basename(guide, '.md')}-${index + 1}`,
    source,
  })),
);

const plugins = examples.filter(({ source }) => source.includes('export default definePlugin'));
const hooks = examples.filter(({ source }) => source.includes('export const hooks'));
const tests = examples.filter(({ source }) => source.includes("from 'node:test'"));

const packageOf = (entry: string, files: Readonly<Record<string, string>>) => ({
  'package.json': { name: entry, version: '1.0.0', type: 'module', pagoda: { plugins: { [entry]: './plugin.ts' } } },
  ...files,
});

const SCAFFOLD = path.join(ROOT, 'scaffold/plugin');

/** What `pagoda create-plugin my-plugin` makes: the template is a plugin of that name. */
const scaffoldFiles = Object.fromEntries(
  ['package.json', ...globSync('src/**/*.ts', { cwd: SCAFFOLD })].map((file) => [
    file,
    readFileSync(path.join(SCAFFOLD, file), 'utf8'),
  ]),
);

const folder = writePackages({
  'my-plugin': { ...scaffoldFiles, ...tutorialFiles },
  ...Object.fromEntries(plugins.map(({ name, source }) => [name, packageOf(name, { 'plugin.ts': source })])),
  ...Object.fromEntries(
    hooks.map(({ name, source }) => {
      const plugin = `import { hooks } from './hooks.ts';\n${pluginSource(name, 'hooks')}`;
      return [name, packageOf(name, { 'hooks.ts': source, 'plugin.ts': plugin })];
    }),
  ),
});
for (const { name, source } of tests) writePackage(path.join(folder, 'tests'), { [`${name}.test.ts`]: source });
writePackage(folder, {
  'package.json': { type: 'module' },
  'tsconfig.json': {
    extends: path.join(ROOT, 'tsconfig.json'),
    compilerOptions: { typeRoots: [path.join(ROOT, 'node_modules/@types')] },
    include: ['plugins', 'tests'],
  },
});

const [, overrides = ''] = /BACKEND_PLUGIN_ENTITY_OVERRIDES='([^']*)'/.exec(read('overrides.md')) ?? [];
const [, ranges = ''] = /PLUGIN_OPERATION_ID_CONFIG='([^']*)'/.exec(read('tasks.md')) ?? [];
const entries = ['my-plugin', ...[...plugins, ...hooks].map(({ name }) => name)];
const { log, lines } = makeLogLines();
const { app, admin, graphql, data, token } = await makeTestApp(
  {
    ENABLED_PLUGINS: entries.join(','),
    PAGODA_PLUGINS_DIR: path.join(folder, 'plugins'),
    BACKEND_PLUGIN_ENTITY_OVERRIDES: overrides,
    PLUGIN_OPERATION_ID_CONFIG: ranges,
  },
  [],
  { log, worker: true, makesRanges: true },
);

test('there are examples', () => {
  expect(Object.keys(tutorialFiles).toSorted()).toEqual([
    'src/api_v2/routes.ts',
    'src/api_v2/vendors.test.ts',
    'src/api_v2/views.ts',
    'src/hooks.ts',
  ]);
  expect(tutorialFiles['src/hooks.ts']).toBe(scaffoldFiles['src/hooks.ts']);
  expect([plugins.length, hooks.length, tests.length]).toEqual([9, 1, 4]);
});

test('every example compiles', async () => {
  const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc');
  const { stdout } = await run(process.execPath, [tsc, '-p', folder]).catch(({ stdout: said }) => ({ stdout: said }));
  expect(stdout).toBe('');
});

test('every test in them passes', async () => {
  const files = [...tests.map(({ name }) => `tests/${name}.test.ts`), 'plugins/my-plugin/src/**/*.test.ts'];
  const { stdout } = await run(process.execPath, ['--test', '--test-reporter=tap', ...files], { cwd: folder }).catch(
    ({ stdout: said }) => ({ stdout: said }),
  );
  expect(stdout).toMatch(/^# pass [1-9]\d*$/m);
  expect(stdout).toMatch(/^# fail 0$/m);
});

test('a server takes every plugin in them', () => {
  expect(lines.filter(({ level }) => level >= 40)).toEqual([]);
  expect(app.plugins.current.enabled.map(({ entry }) => entry)).toEqual(entries);
});

describe('in the tutorial', () => {
  beforeAll(async () => {
    await createEntity(await app.contextFor(admin), { name: 'Vendor' });
    await data('mutation { createEntry(input: { entityName: "Vendor", name: "HPE" }) { errors { message } } }');
    await app.settled();
  });

  const curls = [...TUTORIAL.matchAll(/```sh\n(curl [^]*?)```\n\n```json\n([^]*?)```/g)].map(
    ([, command = '', answer = '']) => ({
      address: /https?:\/\/localhost:8000(\S+)/.exec(command)?.[1] ?? '',
      body: /-d '([^']*)'/.exec(command)?.[1],
      headers: command.includes('Authorization: Token') ? { authorization: `Token ${token}` } : {},
      answer: JSON.parse(answer) as unknown,
    }),
  );

  test('there are requests', () => expect(curls).toHaveLength(4));

  test.each(curls)('$address answers what stands below it', async ({ address, body, headers, answer }) => {
    const { query } = JSON.parse(body ?? '{}') as { query?: string };
    if (query) expect((await graphql(query)).data).toEqual((answer as { data: unknown }).data);
    else expect((await app.fastify.inject({ url: address, headers })).json()).toEqual(answer);
  });

  test('the log tells what it shows', () => {
    const [, shown = ''] = /^```\n(Initializing plugin system[^]*?)\n```/m.exec(TUTORIAL) ?? [];
    const expected = shown
      .split('\n')
      .map((line) => line.replace('Found 1 plugins', `Found ${entries.length} plugins`));
    const said = lines.map(({ msg }) => msg);
    expect(said.filter((line) => expected.includes(line))).toEqual(expected);
    expect(said).toContain('Entry created: HPE in Vendor by admin');
  });
});

test('routes of the guides answer', async () => {
  const headers = { authorization: `Token ${token}` };
  const ask = async (url: string) => (await app.fastify.inject({ url, headers })).statusCode;
  expect(
    await Promise.all(
      ['racks/ping/', 'racks/racks/', 'racks/racks/x/', 'racks/admin/'].map((at) => ask(`/api/v2/plugins/${at}`)),
    ),
  ).toEqual([200, 200, 404, 200]);
  expect(
    await Promise.all(['racks/', 'entities/Vendor/', 'entities/x/'].map((at) => ask(`/api/v2/plugins/spares/${at}`))),
  ).toEqual([200, 200, 404]);
  const answer = await data('{ freshest { entry { name } days } entries(first: 1) { nodes { name ageInDays } } }');
  expect(answer).toMatchObject({
    freshest: { entry: { name: 'HPE' }, days: 0 },
    entries: { nodes: [{ ageInDays: 0 }] },
  });
});

test('the hook of the documentation of Pagoda reads what it read there', async () => {
  await createEntity(await app.contextFor(admin), { name: 'Cable', attrs: [{ name: 'length', type: 'NUMBER' }] });
  await data(`mutation { createEntry(input: { entityName: "Cable", name: "c1", attrs: [{ attr: "length", value: 3 }] }) {
    errors { message }
  } }`);
  await app.settled();
  expect(lines.filter(({ msg }) => msg === 'Plugin access')).toMatchObject([
    { plugin: 'plugin-access', creator: 'admin', attrs: { length: 3 }, allEntries: 1, activeUsers: [admin.id] },
  ]);
});

test('tables and operations of the guide do what it says', async () => {
  await createEntity(await app.contextFor(admin), { name: 'Brand' });
  const { createEntry } = await data(
    'mutation { createEntry(input: { entityName: "Brand", name: "SUN" }) { entry { id } } }',
  );
  const { id } = createEntry.entry;
  for (const name of ['ORACLE', 'SUN', 'ORACLE']) {
    await data(
      'mutation ($id: ID!, $name: String!) { updateEntry(input: { id: $id, name: $name }) { errors { message } } }',
      {
        id,
        name,
      },
    );
  }
  const { entry } = await data('query ($id: ID!) { entry(id: $id) { name formerNames } }', { id });
  expect(entry).toEqual({ name: 'ORACLE', formerNames: ['SUN', 'ORACLE'] });
  const copied = await app.fastify.inject({
    method: 'POST',
    url: `/api/v2/plugins/copier/copy/${id}/`,
    headers: { authorization: `Token ${token}` },
  });
  expect(copied.json()).toMatchObject({ data: { copyEntry: { entries: [{ name: 'FIRST' }, { name: 'SECOND' }] } } });
});

test('the override of the guide keeps what it is told to keep', async () => {
  await createEntity(await app.contextFor(admin), { name: 'Server' });
  const create =
    'mutation ($name: String!) { createEntry(input: { entityName: "Server", name: $name }) { entry { id } } }';
  const remove = async (name: string) => {
    const { createEntry } = await data(create, { name });
    return app.fastify.inject({
      method: 'DELETE',
      url: `/entry/api/v2/${createEntry.entry.id}/`,
      headers: { authorization: `Token ${token}` },
    });
  };
  const kept = await remove('web1');
  expect([kept.statusCode, kept.json()]).toEqual([409, { error: 'web1 stays' }]);
  expect((await remove('web2')).statusCode).toBe(204);
});

test('the task of the guide is started, does its work and says how far it is', async () => {
  const answer = await app.fastify.inject({
    method: 'POST',
    url: '/api/v2/plugins/relabel/task/',
    headers: { authorization: `Token ${token}` },
    payload: { prefix: 'x-' },
  });
  expect([answer.statusCode, answer.json()]).toEqual([201, { job_id: expect.any(Number) }]);
  const { job_id: id } = answer.json<{ job_id: number }>();
  const read = () => data(`{ job(id: ${id}) { status text operation progress { done total } events { message } } }`);
  let { job } = await read();
  while (['PREPARING', 'PROCESSING'].includes(job.status)) ({ job } = await read());
  const { done } = job.progress ?? { done: 0 };
  expect(job).toMatchObject({ status: 'DONE', operation: 6000, text: 'Putting x- before the names of all racks' });
  expect(job.events.map(({ message }: { message: string }) => message)).toContain(`Relabelled ${done} racks`);
});

test('the table of hooks has all of them with their legacy names', () => {
  const rows = [...read('hooks.md').matchAll(/^\| `([a-z_.]+)` +\| .*\| `([a-z_0-9]+)` +\|$/gm)];
  expect(Object.fromEntries(rows.map(([, hook, legacy]) => [legacy, hook]))).toEqual(hookLegacyNames);
});

test.each(globSync('*.md', { cwd: GUIDES }))('every link of %s leads somewhere', (guide) => {
  const links = [...read(guide).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
  for (const [link, file = ''] of links) {
    expect({ link, exists: file === '' || existsSync(path.join(GUIDES, file)) }).toEqual({ link, exists: true });
  }
});
