import { expect, test } from '@jest/globals';
import { query, sql } from '../../db/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { checkUserRoles } from './index.ts';

const { app, admin, makeGroup, makeRole, makeUser } = await makeTestApp();

test('the roles in the rows of users follow from the memberships, and are repaired where they do not', async () => {
  const ctx = await app.contextFor(admin);
  const [mori, ruiz, sato] = [
    (await makeUser({ username: 'mori' })).actor,
    (await makeUser({ username: 'ruiz' })).actor,
    (await makeUser({ username: 'sato' })).actor,
  ];
  const above = await makeGroup({ name: 'above' });
  const below = await makeGroup({ name: 'below', parent: above, members: [ruiz] });
  await makeRole({ name: 'direct', users: [mori] });
  await makeRole({ name: 'inherited', groups: [above] });
  await makeRole({ name: 'both', users: [ruiz], groups: [below] });
  const rolesOf = () =>
    query<{ username: string; roles: string[] }>(
      ctx.em,
      sql`select u.username, array(select r.name from role r where r.id = any(u.role_ids) order by 1) as roles
        from "user" u order by u.id`,
    );
  const held = await rolesOf();
  expect(held).toEqual([
    { username: 'admin', roles: ['both', 'direct', 'inherited'] },
    { username: 'mori', roles: ['direct'] },
    { username: 'ruiz', roles: ['both', 'inherited'] },
    { username: 'sato', roles: [] },
  ]);
  expect(await checkUserRoles(ctx)).toEqual([]);

  await query(ctx.em, sql`update "user" set role_ids = '{}' where id = ${ruiz.id}`);
  await query(ctx.em, sql`update "user" set role_ids = '{1}' where id = ${sato.id}`);
  const wrong = [
    { userId: ruiz.id, username: 'ruiz' },
    { userId: sato.id, username: 'sato' },
  ];
  expect(await checkUserRoles(ctx)).toEqual(wrong);
  expect(await checkUserRoles(ctx, { repair: true })).toEqual(expect.arrayContaining(wrong));
  expect(await checkUserRoles(ctx)).toEqual([]);
  expect(await rolesOf()).toEqual(held);
});
