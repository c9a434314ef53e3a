import { expect, test } from '@jest/globals';
import { makeTestDatabase } from '../test/database.ts';
import { idList, nameKeyList, query } from './index.ts';

const { orm } = await makeTestDatabase({ poolSize: 1 });
const em = orm.em.fork();
await query(em, 'create table thing (id int primary key, name_key text unique)');
await query(em, "insert into thing select n, 'thing ' || n from generate_series(1, 10000) n");
await query(em, 'analyze thing');

/** How often PostgreSQL planned a statement for the very values, of so many times. */
async function countPlans(text: string, values: readonly unknown[], times: number): Promise<number> {
  for (let time = 0; time < times; time += 1) await query(em, text, values);
  const [row] = await query<{ custom_plans: number }>(
    em,
    `select custom_plans from pg_prepared_statements where statement = '${text}'`,
  );
  return row?.custom_plans ?? Number.NaN;
}

test('a short list is not planned anew each time', async () => {
  expect(await countPlans('select id from thing where id = any($1::int[])', [[7]], 20)).toBeGreaterThan(15);
  expect(await countPlans('select id as a from thing where id = any($1::int[])', [idList([7])], 20)).toBe(5);
  const byName = 'select id as b from thing where name_key = any($1::text[])';
  expect(await countPlans(byName, [nameKeyList(['thing 7'])], 20)).toBe(5);
});

test('what stands behind the values finds nothing', async () => {
  expect(await query(em, 'select id from thing where id = any($1::int[])', [idList([])])).toEqual([]);
  expect(await query(em, 'select id from thing where id = any($1::int[])', [idList([3, 3, 4])])).toHaveLength(2);
  expect(await query(em, 'select id from thing where name_key = any($1)', [nameKeyList(['thing 9'])])).toHaveLength(1);
});

test('a long list is as it was', () => {
  const ids = Array.from({ length: 11 }, (_, index) => index + 1);
  expect(idList(ids)).toEqual(ids);
});
