import { afterAll, describe, expect, test } from '@jest/globals';
import { makeTestDatabase } from '../test/database.ts';
import { NOTIFY_AT_COMMIT, query, withStatementMeter } from './index.ts';
import { getPool } from './orm.ts';

const { orm } = await makeTestDatabase({ poolSize: 3 });
const em = orm.em.fork();
await query(em, 'create table kept (id int primary key deferrable initially deferred)');

const heard: string[] = [];
const listening = await getPool(em).connect();
listening.on('notification', ({ payload = '' }) => heard.push(payload));
await listening.query('listen told');

const kept = async () => (await query<{ id: number }>(em, 'select id from kept order by id')).map(({ id }) => id);

/** All that was sent before is told before this. */
async function listHeard(): Promise<string[]> {
  await query(em, "select pg_notify('told', 'end')");
  while (heard.at(-1) !== 'end') await query(em, 'select 1');
  return heard.splice(0).slice(0, -1);
}

describe('BEGIN is sent along with the first statement', () => {
  test.each([
    ['a read', 'select 1'],
    ['a write', 'insert into kept values (1)'],
    ['a statement with values', 'select 1 from kept where id = $1', [1]],
  ])('of a transaction that begins with %s', async (_, first, values: readonly unknown[] = []) => {
    await query(em, 'delete from kept');
    await em.transactional(async (inside) => {
      await query(inside, first, values);
      await query(inside, 'insert into kept values (2)');
      expect(await kept()).toEqual([]);
    });
    expect(await kept()).toContain(2);
  });

  test('a transaction whose first statement fails keeps nothing and gives its connection back', async () => {
    await query(em, 'delete from kept');
    for (const first of ['select 1 / 0', 'insert into kept values (null)']) {
      const work = em.transactional(async (inside) => {
        await query(inside, first).catch(() => undefined);
        await query(inside, 'insert into kept values (3)');
      });
      await expect(work).rejects.toThrow(/current transaction is aborted/);
    }
    expect(await kept()).toEqual([]);
  });

  test('a transaction without a statement ends, too', async () => {
    await em.transactional(() => Promise.resolve());
    expect(await query(em, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('a write is not sent before BEGIN has succeeded', async () => {
    await query(em, 'delete from kept');
    const client = await getPool(em).connect();
    await client.query('start transaction');
    await client.query('select 1 / 0').catch(() => undefined);
    const sent = await withStatementMeter(async ({ statements }) => {
      await client.query('begin');
      await expect(client.query('insert into kept values (4)')).rejects.toThrow(/aborted/);
      return statements;
    });
    expect(sent).toEqual(['begin']);
    await client.query('rollback');
    client.release();
  });
});

describe('notifications at COMMIT', () => {
  afterAll(() => listening.release());

  test('are told when the transaction is committed', async () => {
    await em.transactional(async (inside) => {
      await query(inside, NOTIFY_AT_COMMIT, ['told', 'a']);
      await query(inside, 'select 1');
      await query(inside, NOTIFY_AT_COMMIT, ['told', 'b']);
    });
    expect(await listHeard()).toEqual(['a', 'b']);
  });

  test('are told to nobody when it is undone, by itself or at COMMIT', async () => {
    const undone = em.transactional(async (inside) => {
      await query(inside, NOTIFY_AT_COMMIT, ['told', 'undone']);
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    await query(em, 'insert into kept values (9)');
    const refused = em.transactional(async (inside) => {
      await query(inside, 'insert into kept values (9)');
      await query(inside, NOTIFY_AT_COMMIT, ['told', 'refused']);
    });
    await expect(refused).rejects.toThrow(/duplicate key/);
    await em.transactional(async (inside) => void (await query(inside, NOTIFY_AT_COMMIT, ['told', 'next'])));
    expect(await listHeard()).toEqual(['next']);
  });

  test('undo the transaction when PostgreSQL refuses them', async () => {
    await query(em, 'delete from kept');
    const work = em.transactional(async (inside) => {
      await query(inside, 'insert into kept values (5)');
      await query(inside, NOTIFY_AT_COMMIT, ['told', 'x'.repeat(8000)]);
    });
    await expect(work).rejects.toThrow('payload string too long');
    expect(await kept()).toEqual([]);
  });

  test('are counted like any statement', async () => {
    const sent = await withStatementMeter(async ({ statements }) => {
      await em.transactional(async (inside) => void (await query(inside, NOTIFY_AT_COMMIT, ['told', 'counted'])));
      return statements;
    });
    expect(sent).toEqual(['begin', 'select pg_notify($1, $2)', 'commit']);
  });
});
