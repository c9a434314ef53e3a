/** What plugins tell each other on several servers of one database. */
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { definePlugin, entryHook, get, topic, type Plugin, type PluginContext } from 'pagoda-plugin-sdk';
import pg from 'pg';
import { startApp, type App } from '../../app.ts';
import { parseSettings } from '../../config.ts';
import { createEntity } from '../../domains/entity/index.ts';
import { makeTestApp } from '../../test/app.ts';

interface News {
  readonly text: string;
}
const news = topic<News>('news');
const other = topic<News>('other:news');

const behaviour: { route?: (ctx: PluginContext) => unknown; before?: (ctx: PluginContext) => unknown } = {};
afterEach(() => {
  for (const key of Object.keys(behaviour)) Reflect.deleteProperty(behaviour, key);
});

function herald(id: string): Plugin {
  return definePlugin({
    id,
    name: id,
    version: '1.0.0',
    hooks: [
      entryHook('before_create', async (_payload, ctx) => void (id === 'herald' && (await behaviour.before?.(ctx)))),
    ],
    routes: [get('do/', { auth: 'public' }, async (_request, ctx) => void (await behaviour.route?.(ctx)))],
  });
}

// Before the database goes.
afterAll(() => second.close());
const { app, admin, data, databaseUrl } = await makeTestApp({}, [], {
  plugins: [herald('herald'), herald('crier')],
});
await createEntity(await app.contextFor(admin), { name: 'Server' });
const settings = parseSettings({ NODE_ENV: 'test', LOG_LEVEL: 'silent', PORT: '0', DATABASE_URL: databaseUrl });
const second = await startApp(settings, { plugins: [herald('herald'), herald('crier')] });

/** Runs something in a route of a plugin. */
async function within<T>(on: App, work: (ctx: PluginContext) => T | Promise<T>, plugin = 'herald'): Promise<T> {
  const done = Promise.withResolvers<T>();
  behaviour.route = async (ctx) => {
    try {
      done.resolve(await work(ctx));
    } catch (error) {
      done.reject(error);
    }
  };
  await on.fastify.inject({ url: `/api/v2/plugins/${plugin}/do/` });
  return done.promise;
}

interface Listening {
  /** The next so many. */
  take(count: number): Promise<readonly unknown[]>;
  stop(): Promise<unknown>;
}

async function listen(on: App, what = news, plugin = 'herald', missed?: () => News): Promise<Listening> {
  // An iterator that is returned from an async function would be waited for.
  const [events] = await within(on, (ctx) => [ctx.subscribe(what, missed ? { missed } : {})], plugin);
  return {
    async take(count) {
      const taken: unknown[] = [];
      for (let index = 0; index < count; index += 1) {
        const { value, done } = (await events?.next()) ?? { value: undefined, done: true };
        taken.push(done ? 'end' : value);
      }
      return taken;
    },
    stop: async () => events?.return?.(),
  };
}

const publish = (on: App, text: string, plugin = 'herald'): Promise<void> =>
  within(on, (ctx) => ctx.publish(news, { text }), plugin);

const create = (name: string, dryRun = false): Promise<unknown> =>
  data(
    `mutation ($name: String!, $dryRun: Boolean) {
       createEntry(input: { entityName: "Server", name: $name }, dryRun: $dryRun) { errors { message } } }`,
    { name, dryRun },
  );

describe('what is published', () => {
  test('reaches all servers, and only those of the same plugin and topic', async () => {
    const [here, there] = [await listen(app), await listen(second)];
    const [crier, elsewhere] = [await listen(app, news, 'crier'), await listen(app, other)];
    await publish(app, 'one');
    await publish(second, 'two');
    await publish(second, 'for the crier', 'crier');
    await within(app, (ctx) => ctx.publish(other, { text: 'elsewhere' }));
    // Two connections are in no order.
    const sorted = (taken: readonly unknown[]) => taken.map((one) => (one as News).text).toSorted();
    expect(sorted(await here.take(2))).toEqual(['one', 'two']);
    expect(sorted(await there.take(2))).toEqual(['one', 'two']);
    expect(await crier.take(1)).toEqual([{ text: 'for the crier' }]);
    expect(await elsewhere.take(1)).toEqual([{ text: 'elsewhere' }]);
    for (const each of [here, there, crier, elsewhere]) await each.stop();
    expect(app.host.topics.size).toBe(0);
  });

  test('in a transaction leaves with its commit, in order, each as often as it was said', async () => {
    const heard = await listen(second);
    await within(app, ({ transaction, publish: tell }) =>
      transaction(async () => {
        await tell(news, { text: 'same' });
        await publish(app, 'outside');
        await tell(news, { text: 'same' });
        await transaction(async () => {
          await tell(news, { text: 'undone' });
          throw new Error('undo');
        }).catch(() => undefined);
        await tell(news, { text: 'last' });
      }),
    );
    const texts = ['outside', 'same', 'same', 'last'];
    expect(await heard.take(4)).toEqual(texts.map((text) => ({ text })));
    await heard.stop();
  });

  test('of a write that is refused or run dry is not heard', async () => {
    const heard = await listen(second);
    behaviour.before = (ctx) => ctx.publish(news, { text: 'created' });
    await create('one', true);
    await create('one');
    await create('one');
    Reflect.deleteProperty(behaviour, 'before');
    await publish(app, 'end');
    expect(await heard.take(2)).toEqual([{ text: 'created' }, { text: 'end' }]);
    await heard.stop();
  });

  test('on a topic whose name nobody could hear, or with a gap in a list, is refused', async () => {
    const unheard = { name: 'news of' };
    await expect(within(app, (ctx) => ctx.publish(unheard, 1))).rejects.toThrow('cannot name a topic');
    await expect(within(app, (ctx) => void ctx.subscribe(unheard))).rejects.toThrow('cannot name a topic');
    await expect(within(app, (ctx) => ctx.publish(topic('gap'), Array.from({ length: 2 })))).rejects.toThrow(
      'payload[0] is undefined',
    );
  });

  test('may be longer than PostgreSQL takes, and what comes after it comes after it', async () => {
    const heard = await listen(second);
    const long = 'ü\u0000'.repeat(50_000);
    await publish(app, long);
    await publish(app, 'short');
    await publish(app, long);
    expect(await heard.take(3)).toEqual([{ text: long }, { text: 'short' }, { text: long }]);
    await heard.stop();
  });

  test.each([
    [new Date(0), 'the payload is a Date (send toISOString() of it)'],
    [{ a: [1, new Map()] }, 'the payload.a[1] is a Map'],
    [{ a: Number.NaN }, 'the payload.a is NaN'],
    [undefined, 'the payload is undefined'],
    [1n, 'the payload is a bigint'],
    ['x'.repeat(1_000_001), '1000003 bytes, and at most 1000000'],
  ])('must be JSON and not endless: %#', async (payload, message) => {
    await expect(within(app, (ctx) => ctx.publish(topic<unknown>('any'), payload))).rejects.toMatchObject({
      name: 'InterfaceError',
      message: expect.stringContaining(message),
    });
  });
});

describe('a subscriber', () => {
  test('that takes nothing is told that it missed something, and holds no more than its share', async () => {
    const [told, ended] = [await listen(app, news, 'herald', () => ({ text: 'missed' })), await listen(app)];
    // One who takes them as they come knows when all are there.
    const witness = await listen(app);
    const all = witness.take(1_002);
    await within(app, ({ transaction, publish: tell }) =>
      transaction(async () => {
        for (let index = 0; index < 1_001; index += 1) await tell(news, { text: String(index) });
      }),
    );
    await publish(app, 'after');
    expect((await all).at(-1)).toEqual({ text: 'after' });
    expect(await told.take(2)).toEqual([{ text: 'missed' }, { text: 'after' }]);
    await expect(ended.take(1)).rejects.toMatchObject({ name: 'InterfaceError', message: /was missed/ });
    expect(await ended.take(1)).toEqual(['end']);
    for (const each of [told, witness]) await each.stop();
    expect(app.host.topics.size).toBe(0);
  });

  test('that takes nothing holds no more than 16 MB', async () => {
    const told = await listen(app, news, 'herald', () => ({ text: 'missed' }));
    const witness = await listen(app);
    const all = witness.take(18);
    const long = 'x'.repeat(980_000);
    for (let index = 0; index < 17; index += 1) await publish(app, long);
    await publish(app, 'after');
    await all;
    expect(await told.take(2)).toEqual([{ text: 'missed' }, { text: 'after' }]);
    for (const each of [told, witness]) await each.stop();
  });

  test('is told when the connection was lost', async () => {
    const [told, ended] = [await listen(app, news, 'herald', () => ({ text: 'missed' })), await listen(app)];
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'pagoda listener' and datname = current_database()`,
    );
    await client.end();
    expect(await told.take(1)).toEqual([{ text: 'missed' }]);
    await expect(ended.take(1)).rejects.toThrow('was missed');
    await publish(app, 'back');
    expect(await told.take(1)).toEqual([{ text: 'back' }]);
    await told.stop();
  });

  test('ends when the plugin does', async () => {
    const heard = await listen(app);
    const waiting = heard.take(1);
    for (const hosted of app.plugins.current.enabled) hosted.end();
    expect(await waiting).toEqual(['end']);
    expect(await (await listen(app)).take(1)).toEqual(['end']);
    expect(app.host.topics.size).toBe(0);
  });
});
