/** What handlers leave behind when they return, in a server as an operator runs it: it is told with the plugin's name and ends nothing. */
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { hookNames } from 'pagoda-plugin-sdk';
import { pluginPackage, writePackages } from '../plugins/test/write-packages.ts';
import { makeTestDatabase } from '../test/database.ts';
import { startServer } from './test/server-process.ts';

const SOURCE = `import { definePlugin, hookNames } from 'pagoda-plugin-sdk';
const leaveBehind = (hook) => {
  void Promise.reject(new Error(hook + ' left a promise'));
  setTimeout(() => { throw new Error(hook + ' left a timer'); }, 1);
  void (async () => { await new Promise(setImmediate); throw new Error(hook + ' left work'); })();
};
export default definePlugin({
  id: 'careless-plugin', name: 'Careless', version: '1.0.0',
  hooks: hookNames.map((hook) => ({ hook, handler: () => leaveBehind(hook) })),
});`;

const folder = writePackages({ careless: pluginPackage('careless', SOURCE) });
const { url } = await makeTestDatabase();

test('a promise, a timer and work that handlers of all hooks leave behind end nothing', async () => {
  const server = await startServer(url, {
    ENABLED_PLUGINS: 'careless',
    PAGODA_PLUGINS_DIR: path.join(folder, 'plugins'),
    LOG_LEVEL: 'error',
  });
  const ok = async (query: string) => {
    const { data, errors } = await server.ask(query);
    expect({
      query,
      errors,
      problems: Object.values<{ errors?: unknown[] }>(data).flatMap((one) => one.errors ?? []),
    }).toEqual({
      query,
      errors: undefined,
      problems: [],
    });
    return data;
  };
  const problems = 'errors { message }';
  const { createEntity } = await ok(
    `mutation { createEntity(input: { name: "Rack", attrs: [{ name: "x", type: STRING }] }) { entity { id } ${problems} } }`,
  );
  const rack: string = createEntity.entity.id;
  await ok(`mutation { updateEntity(input: { id: ${rack}, note: "n" }) { ${problems} } }`);
  const { createEntries } = await ok(
    `mutation { createEntries(input: { entity: ${rack}, entries: [{ name: "a" }, { name: "b" }] }) { entries { id } ${problems} } }`,
  );
  const ids: string[] = createEntries.entries.map(({ id }: { id: string }) => id);
  await ok(`mutation { updateEntry(input: { id: ${ids[0]}, name: "c" }) { ${problems} } }`);
  await ok(`{ entity(id: ${rack}) { attrs { name } } entry(id: ${ids[0]}) { attrs { name } } }`);
  await ok(`mutation { deleteEntry(input: { id: ${ids[0]} }) { ${problems} } }`);
  await ok(`mutation { restoreEntry(input: { id: ${ids[0]} }) { ${problems} } }`);
  for (const id of ids) await ok(`mutation { deleteEntry(input: { id: ${id} }) { ${problems} } }`);
  await ok(`mutation { deleteEntity(input: { id: ${rack} }) { ${problems} } }`);
  expect(await ok('{ me { username } }')).toEqual({ me: { username: 'admin' } });

  const { code, stdout, stderr } = await server.stop();
  expect(code).toBe(0);
  const lines = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('let an error go uncaught'));
  expect(lines.filter((line) => !line.includes('"plugin":"careless-plugin"'))).toEqual([]);
  const told = hookNames.flatMap((hook) => ['a promise', 'a timer', 'work'].map((what) => `${hook} left ${what}`));
  expect(told.filter((message) => !lines.some((line) => line.includes(message)))).toEqual([]);
});
