import { expect, test } from '@jest/globals';
import { query, sql } from '../../db/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { createEntity } from '../entity/index.ts';
import { checkStorage, createEntries } from '../entry/index.ts';
import { setAcl } from './index.ts';

const { app, admin } = await makeTestApp();

test('what reads go by follows from the lists, and is repaired where it does not', async () => {
  const ctx = await app.contextFor(admin);
  await createEntity(ctx, {
    name: 'Rack',
    attrs: [
      { name: 'a', type: 'STRING' },
      { name: 'b', type: 'STRING' },
    ],
  });
  const attrs = [
    { attr: 'a', value: 'x' },
    { attr: 'b', value: 'y' },
  ];
  const names = ['open', 'closed', 'restricted', 'both'];
  const entries = await createEntries(ctx, { entityName: 'Rack', entries: names.map((name) => ({ name, attrs })) });
  const [, closed, restricted, both] = entries.map(({ id }) => id);
  const attributes = await query<{ id: number }>(
    ctx.em,
    sql`select id from attribute where entry_id in (${restricted}, ${both}) order by id`,
  );
  for (const id of [closed, both])
    await setAcl(ctx, { id: String(id), isPublic: false, defaultPermission: 'READABLE' });
  for (const { id } of attributes) await setAcl(ctx, { id: String(id), isPublic: false });
  const nothing = { entries: 4, differences: [], repaired: 0 };
  expect(await checkStorage(ctx)).toEqual(nothing);

  const rows = () => query(ctx.em, sql`select id, acl, attr_acls, updated_time from entry order by id`);
  const before = await rows();
  await query(ctx.em, sql`update entry set acl = '{"open": 4, "grants": []}' where name = 'open'`);
  await query(ctx.em, sql`update entry set acl = null, attr_acls = '{}' where name = 'closed'`);
  await query(ctx.em, sql`update entry set attr_acls = null where name = 'restricted'`);
  await query(
    ctx.em,
    sql`update entry set attr_acls = jsonb_set(attr_acls, array[(select min(k) from jsonb_object_keys(attr_acls) k), 'open'], '8') where name = 'both'`,
  );
  const found = (await checkStorage(ctx)).differences.map(({ entryName, what }) => `${entryName}: ${what}`);
  expect(found).toEqual([
    'open: access',
    'closed: access',
    'closed: access to attributes',
    'restricted: access to attributes',
    'both: access to attributes',
  ]);
  expect(await checkStorage(ctx, { repair: true })).toMatchObject({ repaired: 4 });
  expect(await checkStorage(ctx)).toEqual(nothing);
  expect(await rows()).toEqual(before);
});
