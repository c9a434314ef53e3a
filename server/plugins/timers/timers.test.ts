/** Timers of plugins on a server that runs, and plugins with tables that come and go. */
import { describe, expect, test } from '@jest/globals';
import { definePlugin, get, type PluginContext, type PluginTimer } from 'pagoda-plugin-sdk';
import { Entity } from 'pagoda-plugin-sdk/models';
import { makeTestApp } from '../../test/app.ts';
import { makeLogLines } from '../test/log-lines.ts';
import { startTimer } from './start-timer.ts';

const readied = Promise.withResolvers<PluginContext>();
const behaviour: { route?: (ctx: PluginContext) => unknown } = {};

const clock = definePlugin({
  id: 'clock',
  name: 'Clock',
  version: '1.0.0',
  elevated: true,
  migrations: [{ name: '1', sql: 'create table tick (id integer)' }],
  ready: (ctx) => readied.resolve(ctx),
  routes: [get('do/', { auth: 'public' }, async (_request, ctx) => (await behaviour.route?.(ctx)) ?? null)],
});
const { log, lines } = makeLogLines();
const { app, admin, data } = await makeTestApp({}, [], { plugins: [clock], log });
const ctx = await readied.promise;

const switchPlugin = (name: 'disablePlugin' | 'enablePlugin'): Promise<unknown> =>
  data(`mutation { ${name}(input: { id: "clock" }) { errors { message } } }`);

describe('a timer of a plugin', () => {
  test('made in ready calls later, with a context of its own in which everything works', async () => {
    const called = Promise.withResolvers<unknown>();
    ctx.setTimeout(async (later) => {
      await later.sql`insert into tick values (1)`;
      const entities = await later.elevated('to count', () => Entity.objects.count());
      called.resolve([later.actor, later === ctx, await ctx.sql`select id from tick`, entities]);
    }, 1);
    expect(await called.promise).toEqual([null, false, [{ id: 1 }], 0]);
  });

  test('that repeats waits for its own end and stops when told', async () => {
    const enough = Promise.withResolvers<void>();
    let running = 0;
    let calls = 0;
    const timer: PluginTimer = ctx.setInterval(async ({ sql }) => {
      running += 1;
      expect(running).toBe(1);
      await sql`select pg_sleep(0.01)`;
      running -= 1;
      calls += 1;
      if (calls < 3) return;
      timer.stop();
      enough.resolve();
    }, 1);
    await enough.promise;
    expect(calls).toBe(3);
  });

  test('that throws is blamed and counted, goes on, and ends nothing', async () => {
    const enough = Promise.withResolvers<void>();
    let calls = 0;
    const timer = ctx.setInterval(() => {
      calls += 1;
      if (calls === 3) enough.resolve();
      if (calls % 2 === 0) return Promise.reject(new Error(`late ${calls}`));
      throw new Error(`early ${calls}`);
    }, 1);
    await enough.promise;
    timer.stop();
    const told = lines.filter(({ level }) => level >= 50);
    expect(told.slice(0, 2)).toMatchObject([
      { msg: 'Plugin clock failed in a timer: early 1', plugin: 'clock', failures: 1 },
      { msg: 'Plugin clock failed in a timer: late 2', plugin: 'clock', failures: 2 },
    ]);
  });

  test('cannot wait for a time that is none', () => {
    for (const milliseconds of [-1, Number.NaN, 3_000_000_000]) {
      expect(() => ctx.setTimeout(() => undefined, milliseconds)).toThrow(/A timer cannot wait/);
    }
  });

  test('may be made in a request, and does not belong to it', async () => {
    const called = Promise.withResolvers<unknown>();
    behaviour.route = (request) =>
      request.transaction(async () => {
        request.setTimeout((later) => called.resolve(later.requestId), 1);
        await request.sql`insert into tick values (2)`;
      });
    await app.fastify.inject({ url: '/api/v2/plugins/clock/do/' });
    expect(await called.promise).toBe('');
  });

  test('ends with the plugin, whose tables stay and are brought up to date when it comes back', async () => {
    let calls = 0;
    const life = app.plugins.current.enabled[0]?.identity.ended;
    const began = Promise.withResolvers<void>();
    ctx.setInterval(() => {
      calls += 1;
      began.resolve();
    }, 1);
    await began.promise;
    await switchPlugin('disablePlugin');
    expect(life?.aborted).toBe(true);
    const before = calls;
    // Timers of the same length come in the order in which they were made.
    await new Promise((resolve) => setTimeout(resolve, 2));
    expect(calls).toBe(before);
    ctx.setTimeout(() => (calls += 1), 0);
    await new Promise((resolve) => setTimeout(resolve, 2));
    expect(calls).toBe(before);
    await expect(ctx.sql`select 1`).rejects.toMatchObject({ name: 'HookEnded' });

    await app.contextFor(admin);
    await switchPlugin('enablePlugin');
    behaviour.route = ({ sql }) => sql`select id from tick order by id`;
    const answer = await app.fastify.inject({ url: '/api/v2/plugins/clock/do/' });
    expect(answer.json()).toEqual([{ id: 1 }, { id: 2 }]);
  });
});

test('a timer whose plugin has ended already never calls', async () => {
  let calls = 0;
  const run = async (): Promise<void> => void (calls += 1);
  const common = { milliseconds: 0, run, fail: () => undefined };
  const timer = startTimer({ ...common, repeats: true, ended: AbortSignal.abort() });
  const later = Promise.withResolvers<void>();
  startTimer({
    ...common,
    repeats: false,
    ended: new AbortController().signal,
    run: async () => later.resolve(),
  });
  await later.promise;
  timer.stop();
  timer[Symbol.dispose]();
  expect(calls).toBe(0);
});
