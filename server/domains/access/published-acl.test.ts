/** What the database itself keeps beside the lists: copies in the rows of entries, and how new the catalog is. */
import { expect, test } from '@jest/globals';
import type { EntityManager } from '@mikro-orm/postgresql';
import { query, sql } from '../../db/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { createEntity } from '../entity/index.ts';
import { createEntry } from '../entry/index.ts';

const { app, admin } = await makeTestApp();
const ctx = await app.contextFor(admin);
const attrs = [{ name: 'text', type: 'STRING' as const }];
const entity = await createEntity(ctx, { name: 'Thing', attrs });
const entry = await createEntry(await app.contextFor(admin), {
  entity: String(entity.id),
  name: 'one',
  attrs: [{ attr: 'text', value: 'x' }],
});
const [attrId = 0] = entity.attrs.map(({ id }) => id);
const attributeId = entry.doc?.[attrId]?.[0] ?? 0;

const ROLES = 300;
await query(
  ctx.em,
  sql`insert into role (name, name_key) select 'r' || n, 'r' || n from generate_series(1, ${ROLES}::int) n`,
);
for (const [id, kind] of [
  [entity.id, 1],
  [entry.id, 4],
  [attributeId, 8],
]) {
  await query(ctx.em, sql`insert into acl (object_id, kind, is_public) values (${id}, ${kind}, false)`);
}

async function countUpdates(em: EntityManager, table: string): Promise<number> {
  const [row] = await query<{ count: number }>(
    em,
    sql`select n_tup_upd::int as count from pg_stat_xact_user_tables where relname = ${table}`,
  );
  return row?.count ?? 0;
}

test.each([
  ['an entry', () => entry.id, 'entry'],
  ['an attribute', () => attributeId, 'entry'],
  ['an entity', () => entity.id, 'epoch'],
])('many grants on %s, given, changed and taken at once, are published once each time', async (_what, idOf, table) => {
  const id = idOf();
  await ctx.em.transactional(async (em) => {
    // What earlier transactions of this connection did may not have been reported yet.
    const before = await countUpdates(em, table);
    for (const level of [2, 4]) {
      await query(
        em,
        sql`insert into acl_role (object_id, role_id, level) select ${id}::int, r.id, ${level}::int from role r
          on conflict (object_id, role_id) do update set level = excluded.level`,
      );
    }
    await query(em, sql`delete from acl_role where object_id = ${id}`);
    expect((await countUpdates(em, table)) - before).toBe(3);
  });
});

test('what one statement grants on many objects is in the row of each', async () => {
  await query(
    ctx.em,
    sql`insert into acl_role (object_id, role_id, level)
      select c.object_id, r.id, 4 from acl c, role r where r.name in ('r1', 'r2') order by r.id`,
  );
  const [row] = await query<{ acl: object; attrAcls: object; roleIds: number[] }>(
    ctx.em,
    sql`select acl, attr_acls as "attrAcls", array(select id from role where name in ('r1', 'r2') order by id) as "roleIds"
      from entry where id = ${entry.id}`,
  );
  const grants = [2, 4].flatMap((level) => (row?.roleIds ?? []).map((id) => `${level}:${id}`));
  const list = { open: 1, grants };
  expect(row).toMatchObject({ acl: list, attrAcls: { [attrId]: list } });
  await query(ctx.em, sql`delete from acl_role`);
  const [emptied] = await query(ctx.em, sql`select acl, attr_acls as "attrAcls" from entry where id = ${entry.id}`);
  const nobody = { open: 1, grants: [] };
  expect(emptied).toEqual({ acl: nobody, attrAcls: { [attrId]: nobody } });
});
