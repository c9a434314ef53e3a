/** The tables of plugins when a server starts. */
import { afterAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { definePlugin, get, type Plugin, type PluginMigration } from 'pagoda-plugin-sdk';
import pino from 'pino';
import { startApp, type App } from '../../app.ts';
import { parseSettings } from '../../config.ts';
import { cloneTemplate, dropDatabase, withEmptyDatabase } from '../../test/database.ts';
import { makeLogLines } from '../test/log-lines.ts';

const CREATE: PluginMigration = { name: '0001-create', sql: 'create table item (id integer)' };
const FILL: PluginMigration = { name: '0002-fill', sql: 'insert into item values (1); insert into item values (2)' };

function plugin(id: string, migrations: readonly PluginMigration[], more: Partial<Plugin> = {}): Plugin {
  return definePlugin({
    id,
    name: id,
    version: '1.0.0',
    migrations,
    routes: [get('items/', { auth: 'public' }, (_request, { sql }) => sql`select id from item order by id`)],
    ...more,
  });
}

const databases: string[] = [];
afterAll(async () => {
  for (const url of databases) await dropDatabase(url);
});

async function makeDatabase(): Promise<string> {
  const url = await cloneTemplate();
  databases.push(url);
  return url;
}

interface Started {
  readonly lines: readonly string[];
  readonly enabled: readonly string[];
  items(id: string): Promise<unknown>;
  ask(address: string): Promise<unknown>;
}

/** Starts a server with these plugins, looks at it and stops it. */
async function start<T>(url: string, plugins: readonly Plugin[], look: (started: Started) => Promise<T>): Promise<T> {
  const { log, lines } = makeLogLines();
  const app = await startOn(url, plugins, log);
  try {
    const ask = async (address: string): Promise<unknown> =>
      (await app.fastify.inject({ url: `/api/v2/plugins/${address}` })).json();
    return await look({
      ask,
      lines: lines.filter(({ level }) => level >= 50).map(({ msg }) => msg),
      enabled: app.plugins.current.enabled.map(({ identity }) => identity.id),
      items: (id) => ask(`${id}/items/`),
    });
  } finally {
    await app.close();
  }
}

function startOn(url: string, plugins: readonly Plugin[], log = pino({ level: 'silent' }), env = {}): Promise<App> {
  const settings = parseSettings({ NODE_ENV: 'test', LOG_LEVEL: 'error', PORT: '0', DATABASE_URL: url, ...env });
  return startApp(settings, { log, plugins });
}

async function query(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

describe('migrations', () => {
  test('run once, in their order, and are kept', async () => {
    const url = await makeDatabase();
    const items = await start(url, [plugin('keeper', [CREATE, FILL])], ({ items }) => items('keeper'));
    expect(items).toEqual([{ id: 1 }, { id: 2 }]);
    const more = [CREATE, FILL, { name: '0003-more', sql: 'insert into item values (3)' }];
    expect(await start(url, [plugin('keeper', more)], ({ items }) => items('keeper'))).toHaveLength(3);
    expect(await start(url, [plugin('keeper', more)], ({ items }) => items('keeper'))).toHaveLength(3);
    expect(await query(url, 'select name, place from plugin_migration order by place')).toEqual([
      { name: '0001-create', place: 1 },
      { name: '0002-fill', place: 2 },
      { name: '0003-more', place: 3 },
    ]);
  });

  test('can stand in files, whose ends of lines do not matter', async () => {
    const url = await makeDatabase();
    const inFile = { name: '1', sql: new URL('test/create-item.sql', import.meta.url) };
    await start(url, [plugin('files', [inFile])], async ({ enabled }) => expect(enabled).toEqual(['files']));
    const inText = { name: '1', sql: 'create table item (\r\n  id integer\r\n);\r\n' };
    await start(url, [plugin('files', [inText])], async ({ enabled }) => expect(enabled).toEqual(['files']));
  });

  test('run before ready', async () => {
    const url = await makeDatabase();
    const seen: unknown[] = [];
    const ready: Plugin['ready'] = async ({ sql }) => void seen.push(await sql`select count(*) from item`);
    await start(url, [plugin('keeper', [CREATE, FILL], { ready })], async () => undefined);
    expect(seen).toEqual([[{ count: 2 }]]);
  });

  test('and their tables work in a database that was restored by somebody else', async () => {
    const url = await makeDatabase();
    const insert = get(
      'insert/',
      { auth: 'public' },
      (_request, { sql }) => sql`insert into item values (9) returning id`,
    );
    const restored = plugin('restored', [CREATE, FILL], { routes: [insert] });
    await start(url, [restored], async () => undefined);
    const [row] = await query(url, `select rolname as role from pg_roles where rolname like 'plugin\\_restored\\_%'`);
    await query(url, `reassign owned by ${String(row?.['role'])} to current_user`);
    await query(url, `drop owned by ${String(row?.['role'])}`);
    await query(url, `drop role ${String(row?.['role'])}`);
    await start(url, [restored], async ({ lines, ask }) => {
      expect([lines, await ask('restored/insert/')]).toEqual([[], [{ id: 9 }]]);
    });
  });

  test('of several servers that start at once run once', async () => {
    const url = await makeDatabase();
    const slow = { name: '0002-slow', sql: 'select pg_sleep(0.2); insert into item values (1)' };
    const apps = await Promise.all([1, 2, 3].map(() => startOn(url, [plugin('racer', [CREATE, slow])])));
    expect(apps.map(({ plugins }) => plugins.current.enabled.length)).toEqual([1, 1, 1]);
    expect(await query(url, 'select count(*)::int from plugin_racer.item')).toEqual([{ count: 1 }]);
    await Promise.all(apps.map((app) => app.close()));
  });
});

describe('a plugin is refused, and others run', () => {
  const other = plugin('other', [CREATE]);

  async function refused(migrations: readonly PluginMigration[], before: readonly PluginMigration[] = []) {
    const url = await makeDatabase();
    if (before.length > 0) await start(url, [plugin('bad', before)], async () => undefined);
    return start(url, [plugin('bad', migrations), other], async ({ lines, enabled, items }) => {
      expect(enabled).toEqual(['other']);
      expect(await items('other')).toEqual([]);
      expect(lines).toHaveLength(1);
      return lines[0];
    });
  }

  const line = (cause: string) => `Failed to load external plugin bad: ${cause}`;

  test('when a migration fails, which leaves nothing', async () => {
    const broken = { name: '0002-broken', sql: 'create table half (id integer);\ninsert into nowhere values (1)' };
    expect(await refused([CREATE, broken])).toBe(
      line('migration 0002-broken failed: relation "nowhere" does not exist (in line 2)'),
    );
  });

  test.each([
    ['begin; commit', /EXECUTE of transaction commands is not implemented|invalid transaction termination/],
    ['commit', /transaction/],
    ['reset role', /cannot set parameter "role" within security-definer function/],
    ['set session authorization default', /within security-definer function/],
    ['delete from public.entry', /permission denied for table entry/],
    ['create table public.mine (id integer)', /permission denied for schema public/],
    ['drop schema plugin_bad cascade', /must be owner of schema plugin_bad/],
  ])('when a migration would reach beyond its schema: %s', async (sql, cause) => {
    expect(await refused([{ name: '0001-far', sql }])).toMatch(cause);
  });

  test('when a migration was changed after it ran', async () => {
    expect(await refused([{ ...CREATE, sql: 'create table item (id bigint)' }], [CREATE])).toBe(
      line(
        'migration 0001-create ran in this database and was changed since. Put it back as it was, and add another one for the change',
      ),
    );
  });

  test('when a migration that ran is missing, or another stands before it', async () => {
    expect(await refused([CREATE], [CREATE, FILL])).toMatch(/migration 0002-fill ran in this database and is missing/);
    const early = { name: '0000-early', sql: 'select 1' };
    expect(await refused([early, CREATE], [CREATE])).toMatch(/migration 0000-early stands before 0001-create/);
  });

  test.each([
    [[{ name: 'a b', sql: 'select 1' }], /the name "a b" of its migration 1/],
    [[{ name: '1', sql: ' ' }], /migration 1 has no SQL/],
    [[CREATE, CREATE], /two of its migrations are called 0001-create/],
    [[{ name: '1', sql: new URL('file:///nowhere/at/all.sql') }], /migration 1 cannot be read: ENOENT/],
  ])('when its list cannot be right: %j', async (migrations, cause) => {
    expect(await refused(migrations)).toMatch(cause);
  });

  test('when its schema is that of a plugin with nearly the same id', async () => {
    const url = await makeDatabase();
    const lines = await start(url, [plugin('a-b', [CREATE]), plugin('a_b', [CREATE])], async ({ enabled, lines }) => {
      expect(enabled).toEqual(['a-b']);
      return lines;
    });
    expect(lines).toEqual([
      'Failed to load external plugin a_b: its PostgreSQL schema plugin_a_b is the one of the plugin "a-b". Ids must differ in more than case, "-" and "_"',
    ]);
  });

  test('when its schema was made by somebody else, or its id is too long', async () => {
    const url = await makeDatabase();
    await query(url, 'create schema plugin_bad');
    const long = 'x'.repeat(60);
    await start(url, [plugin('bad', [CREATE]), plugin(long, [CREATE])], async ({ enabled, lines }) => {
      expect(enabled).toEqual([]);
      expect(lines).toEqual([
        line('the database has a schema plugin_bad that no plugin made. Rename it, or drop it'),
        `Failed to load external plugin ${long}: its id is 15 characters too long for a plugin with migrations`,
      ]);
    });
  });

  test('with those that depend on it, and PLUGINS_STRICT stops the start', async () => {
    const url = await makeDatabase();
    const bad = plugin('bad', [{ name: '1', sql: 'nonsense' }]);
    const needy = definePlugin({ id: 'needy', name: 'Needy', version: '1.0.0', dependencies: ['bad'] });
    await start(url, [bad, needy, other], async ({ enabled }) => expect(enabled).toEqual(['other']));
    await expect(startOn(url, [bad], undefined, { PLUGINS_STRICT: '1' })).rejects.toThrow(
      /migration 1 failed: syntax error/,
    );
  });
});

describe('a database user that is no superuser', () => {
  /** Lends the address of an empty database that belongs to a user with these rights, and the one of an administrator. */
  async function withOwned(rights: string, work: (url: string, admin: string) => Promise<void>): Promise<void> {
    await withEmptyDatabase(async (admin) => {
      const address = new URL(admin);
      const user = `owner_${address.pathname.slice(-8)}`;
      await query(admin, `create role ${user} login password 'secret' ${rights}`);
      await query(admin, `alter database ${address.pathname.slice(1)} owner to ${user}`);
      address.username = user;
      address.password = 'secret';
      await work(address.href, admin);
    });
  }

  test('makes the role if it may', async () => {
    await withOwned('createrole', (url) =>
      start(url, [plugin('guest', [CREATE, FILL])], async ({ lines, items }) => {
        expect(lines).toEqual([]);
        expect(await items('guest')).toEqual([{ id: 1 }, { id: 2 }]);
      }),
    );
  });

  test('is told what an administrator has to do if it may not, and that helps', async () => {
    await withOwned('', async (url, admin) => {
      const [line = ''] = await start(url, [plugin('guest', [CREATE])], async ({ lines, enabled }) => {
        expect(enabled).toEqual([]);
        return lines;
      });
      const [, statements = ''] = /Let an administrator run: (create role .*?; grant .*?);/.exec(line) ?? [];
      await query(admin, statements);
      await start(url, [plugin('guest', [CREATE])], async ({ lines, enabled, items }) => {
        expect([lines, enabled, await items('guest')]).toEqual([[], ['guest'], []]);
      });
    });
  });
});
