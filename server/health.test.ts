import { expect, test } from '@jest/globals';
import { query } from './db/index.ts';
import { makeTestApp } from './test/app.ts';

const { app } = await makeTestApp();
const em = app.orm.em.fork();

async function ask(url: string): Promise<object> {
  const answer = await app.fastify.inject({ method: 'GET', url });
  return { status: answer.statusCode, body: answer.json() };
}

const READY = { status: 200, body: { status: 'ok' } };
const notReady = (reason: RegExp) => ({
  status: 503,
  body: { status: 'unavailable', reason: expect.stringMatching(reason) },
});

test('a server whose database has its migrations is alive and ready', async () => {
  expect(await ask('/healthz')).toEqual(READY);
  expect(await ask('/readyz')).toEqual(READY);
});

test('it is not ready when a newer server has migrated the database', async () => {
  const [table] = await query<{ name: string }>(
    em,
    `select table_name as name from information_schema.columns where column_name = 'executed_at'`,
  );
  await query(em, `insert into "${table?.name}" (name) values ('9999-from-the-future')`);
  expect(await ask('/readyz')).toEqual(notReady(/newer Pagoda/));
  expect(await ask('/healthz')).toEqual(READY);
  await query(em, `delete from "${table?.name}" where name = '9999-from-the-future'`);
  expect(await ask('/readyz')).toEqual(READY);
});

test('it is not ready when the database lacks a migration', async () => {
  const [table] = await query<{ name: string }>(
    em,
    `select table_name as name from information_schema.columns where column_name = 'executed_at'`,
  );
  const gone = await query<{ name: string }>(em, `delete from "${table?.name}" returning name`);
  expect(await ask('/readyz')).toEqual(notReady(/lacks migrations/));
  for (const { name } of gone) await query(em, `insert into "${table?.name}" (name) values ($1)`, [name]);
  expect(await ask('/readyz')).toEqual(READY);
});
