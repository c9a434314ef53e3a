/** Migrations of a plugin that is switched on while the server runs. */
import { afterAll, expect, test } from '@jest/globals';
import { definePlugin, type Plugin, type PluginMigration } from 'pagoda-plugin-sdk';
import { startApp } from '../../app.ts';
import { parseSettings } from '../../config.ts';
import { makeTestApp } from '../../test/app.ts';
import { makeLogLines } from '../test/log-lines.ts';

const keeper = (migrations: readonly PluginMigration[]): Plugin =>
  definePlugin({ id: 'keeper', name: 'Keeper', version: '1.0.0', migrations });
const first: PluginMigration = { name: '1', sql: 'create table item (id integer)' };

// Before the database goes.
afterAll(() => newer.close());
const { data, databaseUrl, token } = await makeTestApp({}, [], { plugins: [keeper([first])] });
const { log, lines } = makeLogLines();
await data('mutation { disablePlugin(input: { id: "keeper" }) { errors { message } } }');
const settings = parseSettings({ NODE_ENV: 'test', LOG_LEVEL: 'error', PORT: '0', DATABASE_URL: databaseUrl });
const newer = await startApp(settings, { log, plugins: [keeper([first, { name: '2', sql: 'select wrong' }])] });

test('a plugin whose migrations fail when it is enabled is refused on that server, and runs where they fit', async () => {
  const failure = /^Failed to load external plugin keeper: migration 2 failed: column "wrong" does not exist/;
  const failures = () => lines.filter(({ msg }) => failure.test(msg)).length;
  expect(newer.plugins.current.disabled.map(({ plugin }) => plugin.id)).toEqual(['keeper']);
  expect(failures()).toBe(0);
  await data('mutation { enablePlugin(input: { id: "keeper" }) { errors { message } } }');
  await newer.plugins.refresh();
  expect(failures()).toBe(1);
  expect(newer.plugins.current.enabled).toEqual([]);
  expect(newer.plugins.current.refused).toMatchObject([{ reason: expect.stringContaining('migration 2 failed') }]);
  const { plugins } = await data('{ plugins { id state } }');
  expect(plugins).toEqual([{ id: 'keeper', state: 'ENABLED' }]);
});

test('it is tried again when it is switched off and on', async () => {
  await data('mutation { disablePlugin(input: { id: "keeper" }) { errors { message } } }');
  await newer.plugins.refresh();
  await data('mutation { enablePlugin(input: { id: "keeper" }) { errors { message } } }');
  await newer.plugins.refresh();
  expect(lines.filter(({ msg }) => msg.startsWith('Failed to load external plugin keeper'))).toHaveLength(2);
});

test('it can be switched off on the server that refused it', async () => {
  expect(newer.plugins.current.refused).toHaveLength(1);
  const query = 'mutation { disablePlugin(input: { id: "keeper" }) { plugin { state } errors { message } } }';
  const answer = await newer.fastify.inject({
    method: 'POST',
    url: '/graphql',
    headers: { authorization: `Token ${token}` },
    payload: { query },
  });
  expect(answer.json().data.disablePlugin).toEqual({ plugin: { state: 'DISABLED' }, errors: [] });
});
