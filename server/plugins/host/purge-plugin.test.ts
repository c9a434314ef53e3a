/** Purging a plugin that a server of this process ran a moment ago, or whose tables somebody else reads. */
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { definePlugin, entryHook, type PluginContext } from 'pagoda-plugin-sdk';
import pg from 'pg';
import { makeTestApp } from '../../test/app.ts';
import { awaitClaims, countClaims, listStored } from '../storage/index.ts';
import { purgePlugin } from './purge-plugin.ts';

const events: string[] = [];
let mayStop = Promise.withResolvers<void>();
let isReady = Promise.withResolvers<void>();

const keeper = definePlugin({
  id: 'keeper',
  name: 'Keeper',
  version: '1.0.0',
  migrations: [{ name: '1', sql: 'create table item (id integer)' }],
  hooks: [entryHook('after_create', { entity: 'Thing' }, () => undefined)],
  ready: () => isReady.resolve(),
  async stop(ctx: PluginContext) {
    await mayStop.promise;
    await ctx.sql`insert into item values (1)`;
    events.push('stop wrote');
  },
});

// Before the database goes.
afterAll(() => Promise.all(clients.map((client) => client.end())));
const { app, data, databaseUrl } = await makeTestApp({}, [], { plugins: [keeper] });
const clients = [1, 2, 3].map(() => new pg.Client({ connectionString: databaseUrl }));
const [purger, holder, watcher] = clients as [pg.Client, pg.Client, pg.Client];
await Promise.all(clients.map((client) => client.connect()));
const [purgerPid, holderPid] = await Promise.all([purger, holder].map(pidOf));

async function pidOf(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid;
}

async function toggle(deed: 'enable' | 'disable'): Promise<void> {
  await data(`mutation { ${deed}Plugin(input: { id: "keeper" }) { errors { message } } }`);
  await app.plugins.refresh();
}

async function purge(patience?: number): Promise<void> {
  const [stored] = await listStored(purger);
  if (!stored) throw new Error('There is nothing to purge.');
  await purgePlugin(purger, { stored, list: app.plugins, names: [], ...(patience !== undefined && { patience }) });
  events.push('purged');
}

/** Resolves when the purge waits for a lock of this type, or is done. */
async function untilPurgerWaits(locktype: 'advisory' | 'relation'): Promise<void> {
  const sql = 'select 1 from pg_locks where not granted and pid = $1 and locktype = $2';
  for (let isWaiting = false; !isWaiting && !events.includes('purged');) {
    const { rows } = await watcher.query(sql, [purgerPid, locktype]);
    isWaiting = rows.length > 0;
  }
}

const inDatabase = async (): Promise<unknown> => {
  const { rows } = await watcher.query(
    `select to_regclass('plugin_keeper.item') is not null as tables, (select count(*)::int from plugin_entity_name) as names,
       exists (select from pg_roles where rolname = 'plugin_keeper_' || (select oid from pg_database where datname = current_database())) as role`,
  );
  return rows[0];
};
const THERE = { tables: true, names: 1, role: true };
const GONE = { tables: false, names: 0, role: false };

beforeEach(() => {
  events.length = 0;
  mayStop = Promise.withResolvers();
  isReady = Promise.withResolvers();
});
afterEach(async () => {
  mayStop.resolve();
  await holder.query('rollback');
  await toggle('enable');
});

describe('a plugin that was disabled a moment ago', () => {
  test('keeps its tables until its `stop` is done', async () => {
    await toggle('disable');
    const purged = purge();
    await untilPurgerWaits('advisory');
    expect(await inDatabase()).toEqual(THERE);
    mayStop.resolve();
    await purged;
    expect(events).toEqual(['stop wrote', 'purged']);
    expect(await inDatabase()).toEqual(GONE);
  });

  test('keeps them for good when it is enabled before that', async () => {
    await toggle('disable');
    isReady = Promise.withResolvers();
    await toggle('enable');
    mayStop.resolve();
    await isReady.promise;
    expect(events).toEqual(['stop wrote']);
    await holder.query('begin');
    expect(await awaitClaims(holder, 'running', 'keeper', 500)).toBe(false);
  });

  test('is told apart from one that was let go, also by who does not wait', async () => {
    await holder.query('begin');
    expect(await awaitClaims(holder, 'running', 'keeper', 0)).toBe(false);
    mayStop.resolve();
    await toggle('disable');
    expect(await awaitClaims(holder, 'running', 'keeper', 10_000)).toBe(true);
  });
});

describe('tables that another connection reads', () => {
  beforeEach(async () => {
    mayStop.resolve();
    await toggle('disable');
    while ((await countClaims(watcher, 'running', 'keeper')) > 0);
    await holder.query('begin');
    await holder.query('lock table plugin_keeper.item in access share mode');
  });

  test('make the purge wait, and nobody else meanwhile', async () => {
    const purged = purge();
    await untilPurgerWaits('relation');
    await watcher.query('update plugin_entity_name set entity_id = entity_id');
    expect(events).not.toContain('purged');
    await holder.query('commit');
    await purged;
    expect(await inDatabase()).toEqual(GONE);
  });

  test('make it give up in the end, with a sentence that says who that is', async () => {
    await holder.query("set local application_name = 'a backup'");
    await expect(purge(500)).rejects.toThrow(
      `The tables of the plugin keeper are in use by other connections to the database: ${holderPid} (a backup). Nothing was dropped. Wait until they have ended, or end them with pg_terminate_backend, and purge again`,
    );
    expect(await inDatabase()).toEqual(THERE);
    await holder.query('commit');
    await purge();
    expect(await inDatabase()).toEqual(GONE);
  });
});
