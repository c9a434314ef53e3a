/** Commands end when their work is done, whatever the modules of plugins leave running. */
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { pluginPackage, pluginSource, writePackages } from '../plugins/test/write-packages.ts';
import { makeTestDatabase } from '../test/database.ts';
import { runPagoda, startPagoda } from '../test/pagoda-process.ts';

const folder = writePackages({
  ticking: pluginPackage(
    'ticking',
    `setInterval(() => undefined, 1_000);\n${pluginSource(
      'ticking-plugin',
      `typeDefs: 'extend type Query { long(length: Int!): String }',
       resolvers: { Query: { long: (parent, { length }) => 'x'.repeat(length) } }`,
    )}`,
  ),
});
const { url } = await makeTestDatabase();
const env = (enabled: string): Record<string, string> => ({
  DATABASE_URL: url,
  PORT: '0',
  HOST: '127.0.0.1',
  ENABLED_PLUGINS: enabled,
  PAGODA_PLUGINS_DIR: path.join(folder, 'plugins'),
  PAGODA_ADMIN_TOKEN: 'a'.repeat(40),
  LOG_LEVEL: 'error',
});

test('a server ends at SIGTERM', async () => {
  const server = startPagoda(['serve'], env('ticking'));
  await server.printed(/\/graphql/);
  server.child.kill('SIGTERM');
  expect(await server.ended).toMatchObject({ code: 0, stderr: '' });
});

test.each([
  ['plugins list', 'ticking', ['plugins', 'list'], /ticking-plugin/],
  ['plugins info', 'ticking', ['plugins', 'info', 'ticking'], /ticking-plugin/],
  ['plugins hooks', 'ticking', ['plugins', 'hooks', '--json'], /"totalHooks": *0/],
  ['plugins routes', 'ticking', ['plugins', 'routes', '--json'], /\[\]/],
  ['plugins doctor', 'ticking', ['plugins', 'doctor'], /ticking/],
  ['plugins doctor of what is only installed', '', ['plugins', 'doctor'], /ticking/],
  ['plugins disable', 'ticking', ['plugins', 'disable', 'ticking'], /ticking-plugin/],
  ['plugins enable', 'ticking', ['plugins', 'enable', 'ticking'], /ticking-plugin/],
])('%s ends', async (_what, enabled, args, printed) => {
  const { code, stdout } = await runPagoda(args, env(enabled));
  expect(stdout).toMatch(printed);
  expect(code).toBe(0);
});

test('what was printed arrives whole', async () => {
  const length = 3_000_000;
  const { code, stdout } = await runPagoda(['graphql', `{ long(length: ${length}) }`, '--as', 'admin'], env('ticking'));
  expect(JSON.parse(stdout)).toEqual({ data: { long: 'x'.repeat(length) } });
  expect(code).toBe(0);
});
