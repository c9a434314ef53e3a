import { describe, expect, test } from '@jest/globals';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { makeTestDatabase } from '../test/database.ts';
import { getPool, isDatabaseAway, isStatementTimeout, openOrm, query } from './index.ts';

const POOL_SIZE = 3;
const { orm, url } = await makeTestDatabase({ poolSize: POOL_SIZE });
const { orm: administrator } = await makeTestDatabase();

/** Resolves when the pool has seen its idle connections go; a moment earlier it would still lend them. */
async function terminateAll(): Promise<void> {
  const idleAreGone = untilRemoved(getPool(orm.em), getPool(orm.em).idleCount);
  const database = new URL(url).pathname.slice(1);
  await query(
    administrator.em.fork(),
    'select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
    [database],
  );
  await idleAreGone;
}

async function untilRemoved(pool: Pool, count: number): Promise<void> {
  const removals = Array.from({ length: count }, () => Promise.withResolvers<void>());
  const waiting = removals.values();
  pool.on('remove', () => waiting.next().value?.resolve());
  await Promise.all(removals.map((removal) => removal.promise));
}

/** Holds every connection of the pool at once, so that one that was not given back is missed. */
async function useWholePool(): Promise<void> {
  const arrivals = Array.from({ length: POOL_SIZE }, () => Promise.withResolvers<void>());
  const everybody = Promise.all(arrivals.map((arrival) => arrival.promise));
  await Promise.all(
    arrivals.map((arrival) =>
      orm.em.fork().transactional(async (em) => {
        await query(em, 'select 1');
        arrival.resolve();
        await everybody;
      }),
    ),
  );
}

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('when PostgreSQL ends every connection', () => {
  test('idle ones are replaced', async () => {
    await useWholePool();
    await terminateAll();
    await expect(useWholePool()).resolves.toBeUndefined();
  });

  test.each<[string, (em: EntityManager) => Promise<unknown>]>([
    ['a statement', (em) => query(em, 'select pg_sleep(60)')],
    ['a transaction', (em) => em.transactional((inside) => query(inside, 'select pg_sleep(60)'))],
    [
      'a savepoint',
      (em) => em.transactional((outer) => outer.transactional((inside) => query(inside, 'select pg_sleep(60)'))),
    ],
    ['a statement of the ORM', (em) => em.transactional((inside) => inside.execute('select pg_sleep(60)'))],
  ])('%s under way fails with an error to be retried, and the pool is whole again', async (_, work) => {
    const running = Array.from({ length: POOL_SIZE }, () => failureOf(work(orm.em.fork())));
    await untilSleeping(POOL_SIZE);
    await terminateAll();
    for (const failure of running) expect(isDatabaseAway(await failure)).toBe(true);
    await useWholePool();
  });

  test('a transaction that is between two statements fails at the next, and the pool is whole again', async () => {
    const failure = await failureOf(
      orm.em.fork().transactional(async (em) => {
        await query(em, 'select 1');
        await terminateAll();
        await query(em, 'select 2');
      }),
    );
    expect(isDatabaseAway(failure)).toBe(true);
    await useWholePool();
  });

  test('a COMMIT that gets no answer is no success', async () => {
    const failure = await failureOf(
      orm.em.fork().transactional(async (em) => {
        await query(em, 'select 1');
        await terminateAll();
      }),
    );
    expect(isDatabaseAway(failure)).toBe(true);
    await useWholePool();
  });
});

async function untilSleeping(count: number): Promise<void> {
  const sleeping = `select count(*) from pg_stat_activity where query like '%pg_sleep(60)%' and state = 'active' and datname = $1`;
  for (let seen = 0; seen < count;) {
    const [row] = await query<{ count: number }>(administrator.em.fork(), sleeping, [new URL(url).pathname.slice(1)]);
    seen = row?.count ?? 0;
  }
}

describe('errors to be retried', () => {
  test('nobody listens there', async () => {
    const nowhere = await openOrm('postgresql://pagoda:x@127.0.0.1:1/pagoda', { entities: [] });
    expect(isDatabaseAway(await failureOf(query(nowhere.em.fork(), 'select 1')))).toBe(true);
    expect(isDatabaseAway(await failureOf(nowhere.em.fork().transactional(() => Promise.resolve())))).toBe(true);
    await nowhere.close();
  });

  test('all connections are taken for too long', async () => {
    const narrow = await openOrm(url, { entities: [], poolSize: 1, connectionTimeout: 5000 });
    const client = await getPool(narrow.em).connect();
    expect(isDatabaseAway(await failureOf(query(narrow.em.fork(), 'select 1')))).toBe(true);
    client.release();
    await narrow.close();
  });

  test('what the statement itself did wrong is not one of them', async () => {
    for (const wrong of ['select 1 / 0', 'selekt', 'select * from nowhere']) {
      expect(isDatabaseAway(await failureOf(query(orm.em.fork(), wrong)))).toBe(false);
    }
    expect(isDatabaseAway(new Error('the connection of two racks'))).toBe(false);
  });
});

describe('the statement timeout', () => {
  test('ends a statement and nothing else', async () => {
    const impatient = await openOrm(url, { entities: [], poolSize: 1, statementTimeout: 500 });
    const failure = await failureOf(query(impatient.em.fork(), 'select pg_sleep(60)'));
    expect([isStatementTimeout(failure), isDatabaseAway(failure)]).toEqual([true, false]);
    expect(await query(impatient.em.fork(), 'select 1 as one')).toEqual([{ one: 1 }]);
    await impatient.close();
  });
});
