/** What plugins do with tables of their own, through the doors of a server. */
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  definePlugin,
  entryHook,
  get,
  ValidationError,
  type HookPayloads,
  type PluginContext,
  type PluginHookContext,
} from 'pagoda-plugin-sdk';
import { Entity, Entry } from 'pagoda-plugin-sdk/models';
import { createEntity } from '../../domains/entity/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { makeLogLines } from '../test/log-lines.ts';

type Ask = (ctx: PluginContext) => unknown;
type Before = (payload: HookPayloads['entry.before_create'], ctx: PluginHookContext) => unknown;

const behaviour: { before?: Before; hurriedBefore?: Before; after?: Ask; route?: Ask; mutation?: Ask; attrs?: Ask } =
  {};
afterEach(() => {
  for (const key of Object.keys(behaviour)) Reflect.deleteProperty(behaviour, key);
});

const stock = definePlugin({
  id: 'stock-room',
  name: 'Stock room',
  version: '1.0.0',
  migrations: [
    {
      name: '0001-create',
      sql: `create table part (id integer generated always as identity primary key, name text not null unique, amount integer not null default 0);
        create table entry (id integer);
        create function leave() returns bigint language plpgsql as 'begin reset role; return (select count(*) from public.entity); end';
        create function total() returns bigint language sql as 'select coalesce(sum(amount), 0) from part'`,
    },
    { name: '0002-kinds', sql: `create table kind (a timestamptz, b bigint, c jsonb, d numeric, e date, f text[])` },
  ],
  typeDefs: `extend type Mutation { work: Int } extend type Query { parts: Int }`,
  resolvers: {
    Mutation: {
      work: async (_parent: unknown, _args: unknown, ctx: PluginContext) => (await behaviour.mutation?.(ctx)) ?? 0,
    },
    Query: {
      parts: async (_parent: unknown, _args: unknown, ctx: PluginContext) => {
        const [row] = await ctx.sql<{ count: number }>`select count(*) from part`;
        return row?.count;
      },
    },
  },
  routes: [get('do/', { auth: 'public' }, async (_request, ctx) => (await behaviour.route?.(ctx)) ?? null)],
  hooks: [
    entryHook(
      'before_create',
      { timeout: 60_000 },
      async (payload, ctx) => void (await behaviour.before?.(payload, ctx)),
    ),
    entryHook(
      'before_create',
      { timeout: 400 },
      async (payload, ctx) => void (await behaviour.hurriedBefore?.(payload, ctx)),
    ),
    entryHook('after_create', async (_payload, ctx) => void (await behaviour.after?.(ctx))),
  ],
});

const { log, lines } = makeLogLines();
const { app, admin, graphql, data } = await makeTestApp({}, [], { plugins: [stock], log });
await createEntity(await app.contextFor(admin), { name: 'Server' });

async function ask<T>(route: (ctx: PluginContext) => Promise<T>): Promise<unknown> {
  let error: unknown;
  behaviour.route = async (ctx) => {
    try {
      return await route(ctx);
    } catch (thrown) {
      error = thrown;
      throw thrown;
    }
  };
  const answer = await app.fastify.inject({ url: '/api/v2/plugins/stock-room/do/' });
  if (error !== undefined) throw error;
  return answer.json();
}

const create = async (name: string, dryRun = false) =>
  (
    await data(
      `mutation ($name: String!, $dryRun: Boolean) {
         createEntry(input: { entityName: "Server", name: $name }, dryRun: $dryRun) { entry { name } errors { message } } }`,
      { name, dryRun },
    )
  ).createEntry;

const names = async (): Promise<unknown> =>
  ask(async ({ sql }) => (await sql<{ name: string }>`select name from part order by id`).map(({ name }) => name));

describe('a statement', () => {
  test('has parameters and gives rows', async () => {
    const rows = await ask(async ({ sql }) => {
      await sql`insert into part (name, amount) values (${'nut'}, ${3}), (${"a ' quote"}, ${4})`;
      return [
        await sql`select name, amount from part where amount > ${3}`,
        await sql.query('select name from part where name = $1', ['nut']),
        await sql`select total()`,
        await sql`update part set amount = 0 where name = ${'nut'} returning name`,
      ];
    });
    expect(rows).toEqual([[{ name: "a ' quote", amount: 4 }], [{ name: 'nut' }], [{ total: 7 }], [{ name: 'nut' }]]);
  });

  test('gives values that JavaScript has', async () => {
    const time = new Date('2026-02-03T04:05:06.789Z');
    let row: unknown;
    await ask(async ({ sql }) => {
      await sql`insert into kind values (${time}, ${5}, ${{ a: [1] }}, ${'1.50'}, ${'2026-02-03'}, ${['x', 'y']})`;
      [row] = await sql`select * from kind`;
    });
    expect(row).toEqual({ a: time, b: 5, c: { a: [1] }, d: '1.50', e: '2026-02-03', f: ['x', 'y'] });
  });

  test.each([
    'select * from public.entry',
    'select * from public."user"',
    'insert into public.entity (name) values (1)',
    'select * from plugin_migration',
    'update public.plugin_storage set schema_name = 1',
  ])('reaches nothing of the server: %s', async (text) => {
    await expect(ask(({ sql }) => sql.query(text))).rejects.toMatchObject({ name: 'DataAccessError' });
  });

  test('names its own table where the server has one of that name', async () => {
    expect(await ask(({ sql }) => sql`select count(*) from entry`)).toEqual([{ count: 0 }]);
  });

  test.each([
    ['begin', 'BEGIN'],
    ['  -- so\n /* a /* b */ */ ;( COMMIT', 'COMMIT'],
    ['rollback', 'ROLLBACK'],
    ['savepoint a', 'SAVEPOINT'],
    ['reset role', 'RESET'],
    ['set role none', 'SET'],
    ['set session authorization default', 'SET'],
    ['do $$ begin reset role; end $$', 'DO'],
    ['copy part to stdout', 'COPY'],
    ['listen x', 'LISTEN'],
    ['create table x (id integer)', 'CREATE'],
    ["select set_config('role', 'none', true)", 'set_config'],
    ['select 1 as a into temp entry', 'into temp'],
    ["select U&\"set\\005fconfig\"('role', 'none', true)", 'U&"'],
    ["update pg_settings set setting = 'none' where name = 'role'", 'pg_settings'],
    ['select pg_advisory_lock(1)', 'pg_advisory_lock'],
    ['', 'no statement'],
  ])('that would reach beyond itself is refused: %s', async (text, part) => {
    await expect(ask(({ sql }) => sql.query(text))).rejects.toMatchObject({
      name: 'InterfaceError',
      message: expect.stringContaining(part),
    });
  });

  test.each(['select 1; select 2', 'select 1; commit', 'select 1; reset role'])('is one: %s', async (text) => {
    await expect(ask(({ sql }) => sql.query(text))).rejects.toMatchObject({ name: 'DataAccessError', code: '42601' });
  });

  test.each([
    ['select leave()', 'role'],
    [`select query_to_xml('select set' || '_config(''role'', ''none'', true)', true, false, '')`, 'role'],
    [
      `select query_to_xml('select set' || '_config(''search_path'', ''public'', false)', true, false, '')`,
      'search_path',
    ],
    ['select 1 as a into pg_temp.entry', 'temporary table'],
    ['select 1 as a into /**/ temp entry', 'temporary table'],
    ['explain analyze create temp table entry as select 1', 'temporary table'],
  ])('that takes down its fence is undone and tells nothing: %s', async (text, part) => {
    await expect(ask(({ sql }) => sql.query(text))).rejects.toMatchObject({
      name: 'InterfaceError',
      message: expect.stringContaining(part),
    });
    const [here] = (await ask(({ sql }) => sql`select count(*), current_user as me from entry`)) as readonly object[];
    expect(here).toEqual({ count: 0, me: expect.stringMatching(/^plugin_stock_room_/) });
    expect((await data('{ entities(first: 1) { totalCount } }')).entities.totalCount).toBe(1);
  });

  test('that PostgreSQL refuses says why, and the next one works', async () => {
    const answer = await ask(async ({ sql }) => {
      const code = await sql`insert into part (name) values ('nut')`.catch((error: { code?: string }) => error.code);
      return [code, await sql`select 1 as one`];
    });
    expect(answer).toEqual(['23505', [{ one: 1 }]]);
  });

  test('is refused where the template is none, and where there are no tables', async () => {
    // A mistake that the compiler finds, if there is one.
    await expect(ask(({ sql }) => (sql as unknown as (text: string) => Promise<unknown>)('select 1'))).rejects.toThrow(
      'as a tagged template',
    );
  });
});

describe('in a before hook', () => {
  test('a statement is part of the write', async () => {
    behaviour.before = async ({ data: { name } }, { sql }) => sql`insert into part (name) values (${`for ${name}`})`;
    expect(await create('one')).toEqual({ entry: { name: 'one' }, errors: [] });
    expect(await names()).toContain('for one');
  });

  test('it is undone with the write, by a veto, by a failure, and by a dry run', async () => {
    behaviour.before = async (_payload, { sql }) => {
      await sql`insert into part (name) values ('vetoed')`;
      throw new ValidationError('No');
    };
    expect(await create('two')).toMatchObject({ errors: [{ message: 'No' }] });
    behaviour.before = async (_payload, { sql }) => {
      await sql`insert into part (name) values ('failed')`;
      throw new TypeError('broken');
    };
    expect(await create('three')).toMatchObject({ errors: [] });
    behaviour.before = async (_payload, { sql }) => void (await sql`insert into part (name) values ('dry')`);
    expect(await create('four', true)).toMatchObject({ errors: [] });
    expect(await create('one')).toMatchObject({ errors: [{}] });
    expect(await names()).toEqual(['nut', "a ' quote", 'for one']);
  });

  test('an error that is caught leaves the write as it was', async () => {
    const seen: unknown[] = [];
    behaviour.before = async (_payload, { sql }) => {
      await sql`select * from public.entry`.catch(({ message }: Error) => seen.push(message));
      await sql`insert into part (name) values ('after')`;
    };
    expect(await create('five')).toMatchObject({ entry: { name: 'five' } });
    expect(seen).toEqual(['permission denied for table entry']);
    expect(await names()).toContain('after');
  });

  test('models and statements at the same time each have their own rights', async () => {
    const seen: unknown[] = [];
    behaviour.before = async (_payload, { sql }) => {
      const asked = Array.from({ length: 10 }, () => [sql`select current_user as me`, Entry.objects.count()]);
      const answers = await Promise.all(asked.flat());
      seen.push(...new Set(answers.map((answer) => typeof answer)));
      const model = await Entity.objects.get({ name: 'Server' });
      seen.push(model.name);
    };
    expect(await create('six')).toMatchObject({ entry: { name: 'six' } });
    expect(seen).toEqual(['object', 'number', 'Server']);
  });

  test('a statement has as long as is left, and none after the end', async () => {
    const late = Promise.withResolvers<unknown>();
    const slow = Promise.withResolvers<unknown>();
    behaviour.hurriedBefore = async (_payload, { sql, signal }) => {
      signal.addEventListener('abort', () => void sql`select 1`.catch(late.resolve));
      await sql`select pg_sleep(60)`.catch((error: unknown) => {
        slow.resolve(error);
        throw error;
      });
    };
    expect(await create('seven')).toMatchObject({ entry: { name: 'seven' } });
    expect(await slow.promise).toMatchObject({ name: 'DataAccessError', code: '57014' });
    expect(await late.promise).toMatchObject({ name: 'HookEnded' });
  });
});

describe('elsewhere', () => {
  test('an after hook and a resolver ask too', async () => {
    const done = Promise.withResolvers<unknown>();
    behaviour.after = async ({ sql }) =>
      done.resolve(await sql`insert into part (name) values ('told') returning name`);
    await create('eight');
    expect(await done.promise).toEqual([{ name: 'told' }]);
    expect((await data('{ parts }')).parts).toBeGreaterThan(3);
  });

  test('a mutation is one transaction, with what models write', async () => {
    const write = async ({ sql }: PluginContext, name: string): Promise<void> => {
      await sql`insert into part (name) values (${name})`;
      await Entry.objects.create({ name, schema: await Entity.objects.get({ name: 'Server' }) });
    };
    behaviour.mutation = async (ctx) => {
      await write(ctx, 'undone');
      throw new Error('no');
    };
    expect((await graphql('mutation { work }')).errors).toHaveLength(1);
    behaviour.mutation = (ctx) => write(ctx, 'kept');
    expect((await graphql('mutation { work }')).errors).toBeUndefined();
    const { entries } = await data('{ entries(entityName: "Server", first: 100) { nodes { name } } }');
    const made = entries.nodes.map(({ name }: { name: string }) => name);
    expect([made.includes('undone'), made.includes('kept')]).toEqual([false, true]);
    const parts = await names();
    expect(parts).toContain('kept');
    expect(parts).not.toContain('undone');
  });

  test('several statements of a route are one transaction if it says so', async () => {
    await expect(
      ask(({ sql, transaction }) =>
        transaction(async () => {
          await sql`insert into part (name) values ('half')`;
          await sql`insert into part (name) values ('half')`;
        }),
      ),
    ).rejects.toMatchObject({ code: '23505' });
    await ask(({ sql, transaction }) =>
      transaction(async () => {
        await sql`insert into part (name) values ('whole')`;
        await transaction(async () => {
          await sql`insert into part (name) values ('inner')`;
          throw new Error('only this');
        }).catch(() => undefined);
      }),
    );
    const parts = await names();
    expect(parts).toContain('whole');
    expect(parts).not.toContain('half');
    expect(parts).not.toContain('inner');
  });

  test('connections are left as they were', async () => {
    const asked = await Promise.all(
      Array.from({ length: 20 }, () => data('{ entries(entityName: "Server", first: 1) { nodes { name } } }')),
    );
    expect(asked).toHaveLength(20);
    expect(lines.filter(({ msg }) => /permission denied/.test(msg))).toEqual([]);
  });
});
