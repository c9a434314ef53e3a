/** Users, groups and roles that are changed at the same moment on two servers: each has the rights that its memberships give. */
import { expect, test } from '@jest/globals';
import { Dice } from './test/access/dice.ts';
import { connect } from './test/access/statements.ts';
import { makeTwoServers } from './test/access/two-servers.ts';

const { asks, makeUser, adminId, databaseUrl } = await makeTwoServers();
const query = await connect(databaseUrl);
const dice = new Dice(1);

async function perform(mutation: string, input: object): Promise<readonly { code: string; message: string }[]> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  const text = `mutation ($input: ${type}) { ${mutation}(input: $input) { errors { code message } } }`;
  const { data, errors } = await asks[dice.below(2) === 0 ? 0 : 1](text, { input });
  return errors?.map(({ message }) => ({ code: 'fault', message })) ?? data[mutation].errors;
}

/** What the memberships give, user by user: every group is walked up by itself. */
const GIVEN = `
  with recursive up (user_id, group_id) as (
    select m.user_id, g.id from group_member m join "group" g on g.id = m.group_id where g.is_active
    union select u.user_id, g.parent_id from up u join "group" g on g.id = u.group_id and g.parent_id is not null)
  select u.id, array(select r.id from role r where r.is_active and (
    exists (select from role_user p where p.role_id = r.id and p.user_id = u.id)
    or exists (select from role_group p join up on up.group_id = p.group_id and up.user_id = u.id where p.role_id = r.id)
  ) order by 1) as role_ids from "user" u order by 1`;

test('nobody keeps or misses a role', async () => {
  const users: string[] = [];
  for (let index = 0; index < 8; index += 1) users.push(String((await makeUser({ username: `u${index}` })).actor.id));
  for (let index = 0; index < 5; index += 1) {
    await perform('createGroup', { name: `g${index}` });
    await perform('createRole', { name: `r${index}`, adminUsers: [adminId] });
  }
  const idsOf = async (table: string): Promise<string[]> =>
    (await query<{ id: number }>(`select id from ${table} order by id`)).map(({ id }) => String(id));
  const [groups, roles] = [await idsOf('"group"'), await idsOf('role')];
  const change = (): Promise<readonly { code: string; message: string }[]> => {
    switch (dice.below(6)) {
      case 0:
        return perform('updateGroup', { id: dice.pick(groups), members: dice.some(users, 5) });
      case 1:
        return perform('updateGroup', {
          id: dice.pick(groups),
          parentGroup: dice.isOneIn(3) ? null : dice.pick(groups),
        });
      case 2:
        return perform('updateRole', { id: dice.pick(roles), users: dice.some(users, 5) });
      case 3:
        return perform('updateRole', { id: dice.pick(roles), groups: dice.some(groups, 3) });
      case 4:
        return perform('updateUser', { id: dice.pick(users), tokenLifetime: dice.below(1000) });
      default:
        return dice.isOneIn(10)
          ? perform('deleteUser', { id: dice.pick(users) })
          : perform('updateUser', { id: dice.pick(users), isReadonly: dice.isOneIn(2) });
    }
  };
  const faults = new Set<string>();
  for (let round = 0; round < 40; round += 1) {
    const answers = await Promise.all(Array.from({ length: 6 }, change));
    for (const { code, message } of answers.flat()) if (code === 'fault' || code === 'CONFLICT') faults.add(message);
    expect(await query('select id, role_ids from "user" order by 1')).toEqual(await query(GIVEN));
  }
  expect([...faults]).toEqual([]);
  const [held] = await query<{ count: string }>('select count(*) from "user" where role_ids <> $1', [[]]);
  expect(Number(held?.count)).toBeGreaterThan(0);
});
