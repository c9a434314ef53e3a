import { describe, expect, test } from '@jest/globals';
import { definePlugin, get, topic } from './index.ts';
import { makeHarness } from './testing.ts';

const filled = topic<{ id: number }>('filled');

const stock = definePlugin({
  id: 'stock',
  name: 'Stock',
  version: '1.0.0',
  migrations: [{ name: '1', sql: 'create table part (name text)' }],
  ready: (ctx) => {
    ctx.setInterval(async (tick) => void (await tick.sql`delete from part where name = ${'old'}`), 60_000);
    ctx.setTimeout((later) => later.log.info('once'), 10);
  },
  routes: [
    get('count/', async (_request, ctx) => {
      const [row] = await ctx.transaction(() => ctx.sql.query<{ count: number }>('select count(*) from part', []));
      await ctx.publish(filled, { id: row?.count ?? 0 });
      return row;
    }),
  ],
});

describe('the in-memory host', () => {
  test('lets the test answer for the tables', async () => {
    const { request, statements, published } = makeHarness(stock, { sql: () => [{ count: 3 }] });
    expect((await request('GET', 'count/')).body).toEqual({ count: 3 });
    expect(statements).toEqual([{ text: 'select count(*) from part', params: [] }]);
    expect(published).toEqual([{ topic: 'filled', payload: { id: 3 } }]);
  });

  test('says what to do where nobody answers', async () => {
    await expect(makeHarness(stock).request('GET', 'count/')).rejects.toThrow('pass `sql`');
  });

  test('runs timers when it is told to', async () => {
    const harness = makeHarness(stock, { sql: () => [] });
    await stock.ready?.(harness.ctx);
    expect(harness.timers).toEqual([
      { milliseconds: 60_000, repeats: true },
      { milliseconds: 10, repeats: false },
    ]);
    await harness.runTimers();
    await harness.runTimers();
    expect(harness.statements).toHaveLength(2);
    expect(harness.statements[0]).toEqual({ text: 'delete from part where name = $1', params: ['old'] });
    expect(harness.log.map(({ message }) => message)).toEqual(['once']);
    expect(harness.timers).toHaveLength(1);
  });

  test('lets subscriptions hear what is published', async () => {
    const { ctx } = makeHarness(stock);
    const events = ctx.subscribe(filled);
    const first = events.next();
    await ctx.publish(topic('other'), 1);
    await ctx.publish(filled, { id: 1 });
    await ctx.publish(filled, { id: 2 });
    expect([await first, await events.next()]).toEqual([
      { value: { id: 1 }, done: false },
      { value: { id: 2 }, done: false },
    ]);
    const last = events.next();
    await events.return?.();
    expect(await last).toEqual({ value: undefined, done: true });
  });
});
