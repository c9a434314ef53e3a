import { describe, expect, test } from '@jest/globals';
import type { EntityManager } from '@mikro-orm/postgresql';
import { makeTestDatabase } from '../test/database.ts';
import { countStatements, listStatements } from '../test/statements.ts';
import { getPool, openOrm, query, sql } from './index.ts';

const { orm, url } = await makeTestDatabase();
const { orm: otherOrm } = await makeTestDatabase();

describe('query', () => {
  test('parameters arrive as values and bigints as numbers', async () => {
    expect(await query(orm.em.fork(), 'select $1::text as text, $2::bigint as number', ['ä', 7])).toEqual([
      { text: 'ä', number: 7 },
    ]);
  });

  test('a built statement brings its own values', async () => {
    const filter = sql`name = ${'catalog'}`;
    expect(await query(orm.em.fork(), sql`select value from epoch where ${filter} and value >= ${1}`)).toEqual([
      { value: 1 },
    ]);
  });

  test('inside a transaction it sees what the transaction wrote, outside it does not', async () => {
    const em = orm.em.fork();
    await em.transactional(async (inside) => {
      await query(inside, `insert into epoch (name, value) values ($1, 5)`, ['only inside']);
      const count = `select count(*) from epoch where name = $1`;
      expect(await query(inside, count, ['only inside'])).toEqual([{ count: 1 }]);
      expect(await query(orm.em.fork(), count, ['only inside'])).toEqual([{ count: 0 }]);
    });
  });

  test('a second ORM keeps to its own database, also inside a transaction of the first', async () => {
    const database = (em: EntityManager) => query(em, 'select current_database() as name');
    const own = await database(otherOrm.em.fork());
    await orm.em.fork().transactional(async (inside) => {
      expect(await database(otherOrm.em.fork())).toEqual(own);
      expect(await database(inside)).not.toEqual(own);
    });
  });

  test('a refused statement costs no connection', async () => {
    const em = orm.em.fork();
    const [before] = await query(em, 'select pg_backend_pid() as pid');
    await expect(query(em, 'select 1 / $1::int', [0])).rejects.toThrow('division by zero');
    expect(await query(em, 'select pg_backend_pid() as pid')).toEqual([before]);
  });
});

describe('counting statements', () => {
  test('begin, savepoint and commit count too', async () => {
    const statements = await listStatements(() =>
      orm.em.fork().transactional(async (outer) => {
        await query(outer, 'select 1');
        await outer.transactional((inner) => query(inner, 'select 2'));
      }),
    );
    expect(statements.map((text) => text.split(' ')[0])).toEqual([
      'begin',
      'select',
      'savepoint',
      'select',
      'release',
      'commit',
    ]);
  });

  test('work beside it is not counted', async () => {
    const beside = query(orm.em.fork(), 'select 1');
    expect(await countStatements(async () => query(orm.em.fork(), 'select 2'))).toBe(1);
    await beside;
  });

  test('closing the ORM ends its connections, also those that MikroORM itself never used', async () => {
    const closed = await openOrm(url, { entities: [] });
    await query(closed.em.fork(), 'select 1');
    const pool = getPool(closed.em);
    await closed.close();
    expect([pool.ended, pool.totalCount]).toEqual([true, 0]);
  });
});
