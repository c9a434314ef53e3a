import path from 'node:path';
import { expect, test } from '@jest/globals';
import { pluginPackage, pluginSource, writePackages } from '../plugins/test/write-packages.ts';
import { makeTestDatabase } from '../test/database.ts';
import { runPagoda, startPagoda } from '../test/pagoda-process.ts';

const env = (): Record<string, string> => ({
  DATABASE_URL: url,
  PORT: '0',
  HOST: '127.0.0.1',
  ENABLED_PLUGINS: 'careless',
  PAGODA_PLUGINS_DIR: path.join(folder, 'plugins'),
  PAGODA_ADMIN_TOKEN: TOKEN,
  LOG_LEVEL: 'error',
});

const RESOLVERS = `{ Query: {
  timer: () => { setTimeout(() => { throw new Error('late in a timer'); }, 1); return 1; },
  promise: () => { void Promise.reject(new Error('late in a promise')); return 1; },
} }`;
const folder = writePackages({
  careless: pluginPackage(
    'careless',
    pluginSource(
      'careless-plugin',
      `typeDefs: 'extend type Query { timer: Int promise: Int }', resolvers: ${RESOLVERS}`,
    ),
  ),
});
const { url } = await makeTestDatabase();
const TOKEN = 'a'.repeat(40);

test('an error that a plugin lets go uncaught is told with its name and counted, and the server goes on', async () => {
  const server = startPagoda(['serve'], env());
  const [, address = ''] = await server.printed(/(http:\S+\/graphql)/);
  const ask = async (query: string) => {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Token ${TOKEN}` },
      body: JSON.stringify({ query }),
    });
    return answer.json();
  };
  expect(await ask('{ timer }')).toEqual({ data: { timer: 1 } });
  expect(await ask('{ promise }')).toEqual({ data: { promise: 1 } });
  expect(await ask('{ me { username } plugins { uncaughtErrors } }')).toEqual({
    data: { me: { username: 'admin' }, plugins: [{ uncaughtErrors: 2 }] },
  });
  server.child.kill('SIGTERM');
  const { code, stdout, stderr } = await server.ended;
  expect(code).toBe(0);
  const told = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('"plugin":"careless-plugin"'));
  expect(told).toEqual([expect.stringContaining('late in a timer'), expect.stringContaining('late in a promise')]);
});

test('nor does it end a command', async () => {
  const asked = await runPagoda(['graphql', '{ promise }', '--as', 'admin'], env());
  expect(asked.code).toBe(0);
  expect(JSON.parse(asked.stdout)).toEqual({ data: { promise: 1 } });
  expect(asked.stderr).toContain('late in a promise');
});
