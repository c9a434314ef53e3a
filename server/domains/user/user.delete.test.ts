import { expect, test } from '@jest/globals';
import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../../db/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { deleteUser } from './user.delete.ts';

const { admin, app, makeUser } = await makeTestApp();
const { em } = await app.contextFor(null);

/** Until somebody waits for what a transaction has locked. */
async function untilSomebodyWaits(): Promise<void> {
  const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await query(em, waiting)).length === 0) await query(em, 'select 1');
}

/** As everybody does who makes credentials: the row of the user is held meanwhile. */
async function makeCredentials(tx: EntityManager, userId: number): Promise<void> {
  const hash = 'sha256(random()::text::bytea)';
  await query(tx, 'select from "user" where id = $1 for share', [userId]);
  await query(tx, `insert into token (user_id, hash) values ($1, ${hash})`, [userId]);
  await query(tx, `insert into session (user_id, hash, expires_time) values ($1, ${hash}, now() + interval '1 h')`, [
    userId,
  ]);
}

test('a token and a session that are made while their user is deleted go with it', async () => {
  const { actor } = await makeUser({ username: 'gone' });
  const ctx = await app.contextFor(admin);
  let deletion: Promise<unknown> = Promise.resolve();
  await em.transactional(async (tx) => {
    await makeCredentials(tx, actor.id);
    deletion = deleteUser(ctx, { id: String(actor.id) });
    await untilSomebodyWaits();
  });
  expect(await deletion).toMatchObject({ isActive: false });
  const left = 'select user_id from token where user_id = $1 union all select user_id from session where user_id = $1';
  expect(await query(em, left, [actor.id])).toEqual([]);
});
