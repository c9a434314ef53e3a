import { describe, expect, test } from '@jest/globals';
import { CompiledQuery } from 'kysely';
import { makeTestDatabase } from '../test/database.ts';
import { query } from './index.ts';
import { getPool } from './orm.ts';

const { orm } = await makeTestDatabase({ poolSize: 1 });
const { orm: plainOrm } = await makeTestDatabase({ poolSize: 1, prepareStatements: false });
const em = orm.em.fork();

/** What the only connection has prepared. Has no values, so it is not prepared itself. */
async function listPrepared(mark: string): Promise<string[]> {
  const rows = await query<{ statement: string }>(em, 'select statement from pg_prepared_statements');
  return rows.map((row) => row.statement).filter((text) => text.includes(mark));
}

async function times(count: number, work: (index: number) => Promise<unknown>): Promise<void> {
  for (let index = 0; index < count; index += 1) await work(index);
}

describe('prepared statements', () => {
  test('a statement is prepared when it is sent the second time', async () => {
    const text = 'select $1::int as second';
    await query(em, text, [1]);
    expect(await listPrepared('second')).toEqual([]);
    expect(await query(em, text, [2])).toEqual([{ second: 2 }]);
    expect(await listPrepared('second')).toEqual([text]);
    expect(await query(em, text, [3])).toEqual([{ second: 3 }]);
  });

  test('queries of Kysely and those inside a transaction are prepared too', async () => {
    await times(2, () => em.getKysely().executeQuery(CompiledQuery.raw('select $1::int as by_kysely', [1])));
    await em.transactional((inside) => times(2, () => query(inside, 'select $1::int as inside', [1])));
    expect(await listPrepared('by_kysely')).toHaveLength(1);
    expect(await listPrepared('as inside')).toHaveLength(1);
  });

  test('a connection remembers a bounded number of them', async () => {
    await times(600, (index) => times(2, () => query(em, `select $1::int as flood_${index}`, [index])));
    const flood = await listPrepared('flood');
    expect(flood).toHaveLength(500);
    expect(flood).not.toContain('select $1::int as flood_0');
    expect(await query(em, 'select $1::int as flood_0', [7])).toEqual([{ flood_0: 7 }]);
  });

  test('a statement of more characters than any of ours has is not remembered', async () => {
    const text = `select $1::int as long /* ${'x'.repeat(10_000)} */`;
    await times(3, (index) => query(em, text, [index]));
    expect(await listPrepared('as long')).toEqual([]);
  });

  test.each(['before it is prepared', 'when it is prepared'])(
    'a value that cannot be sent leaves the statement usable, %s',
    async (when) => {
      const client = await getPool(orm.em).connect();
      const text = `select $1::text as "${when}"`;
      const circular: Record<string, unknown> = {};
      circular['self'] = circular;
      await times(when.startsWith('before') ? 1 : 3, () => client.query(text, ['a']));
      await expect(client.query(text, [circular])).rejects.toThrow('circular');
      await times(3, async () => expect((await client.query(text, ['b'])).rows).toEqual([{ [when]: 'b' }]));
      client.release();
    },
  );

  test('statements that wait behind one whose preparation failed say what is wrong themselves', async () => {
    const client = await getPool(orm.em).connect();
    const text = 'select $1::int from no_such_table';
    const send = () => Promise.allSettled([client.query(text, [1]), client.query(text, [2]), client.query(text, [3])]);
    for (const outcome of [...(await send()), ...(await send())]) {
      expect(outcome).toMatchObject({ reason: { code: '42P01' } });
    }
    client.release();
  });

  test('a statement that something closed is prepared anew', async () => {
    const text = 'select $1::int as closed';
    await times(3, (index) => query(em, text, [index]));
    await query(em, 'deallocate all');
    await times(3, async (index) => expect(await query(em, text, [index])).toEqual([{ closed: index }]));
    expect(await listPrepared('as closed')).toEqual([text]);
  });

  test('a statement that is in use survives a flood of others', async () => {
    const text = 'select $1::int as in_use';
    await times(700, async (index) => {
      await query(em, text, [index]);
      await query(em, `select $1::int as once_${index}`, [index]);
    });
    expect(await listPrepared('in_use')).toEqual([text]);
    expect(await listPrepared('once_')).toEqual([]);
  });

  test('a table that changes under it is noticed', async () => {
    await query(em, 'create table shape (a int)');
    const text = 'select * from shape where a > $1';
    await times(3, () => query(em, text, [0]));
    await query(em, 'insert into shape values (1)');
    await query(em, 'alter table shape add column b text');
    expect(await query(em, text, [0])).toEqual([{ a: 1, b: null }]);
    expect(await query(em, text, [0])).toEqual([{ a: 1, b: null }]);
  });

  test('inside a transaction such a change fails once and is gone for the next', async () => {
    await query(em, 'create table frame (a int)');
    const text = 'select * from frame where a > $1';
    await times(3, () => query(em, text, [0]));
    await query(em, 'alter table frame add column b text');
    const read = () => em.transactional((inside) => query(inside, text, [0]));
    await expect(read()).rejects.toThrow('cached plan must not change result type');
    expect(await read()).toEqual([]);
  });

  test('they can be switched off for a pooler', async () => {
    await times(3, () => query(plainOrm.em.fork(), 'select $1::int as number', [1]));
    expect(await query(plainOrm.em.fork(), 'select count(*) from pg_prepared_statements')).toEqual([{ count: 0 }]);
  });
});
