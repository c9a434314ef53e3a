import type { TestApp } from '../../../test/app.ts';
import type { Dice } from './dice.ts';
import type { PlainGroup, PlainRole, PlainUser, Society } from './reference.ts';
import type { Query } from './statements.ts';

const NORMAL_USERS = 8;

/** Users of every kind, groups three deep and roles with members and administrators of both kinds. */
export async function makeSociety({ makeUser }: TestApp, query: Query, dice: Dice): Promise<Society> {
  const make = async (username: string, flags: Partial<PlainUser> = {}): Promise<PlainUser> => {
    const kind = { isSuperuser: false, isReadonly: false, isActive: true, ...flags };
    const { actor, token } = await makeUser({ username, isSuperuser: kind.isSuperuser, isReadonly: kind.isReadonly });
    if (!kind.isActive) await query('update "user" set is_active = false where id = $1', [actor.id]);
    return { id: actor.id, username, token, ...kind };
  };
  const users: PlainUser[] = [
    await make('superuser', { isSuperuser: true }),
    await make('reader', { isReadonly: true }),
    await make('reading superuser', { isSuperuser: true, isReadonly: true }),
    await make('gone', { isActive: false }),
  ];
  for (let index = 0; index < NORMAL_USERS; index += 1) users.push(await make(`user ${index}`));
  const groups = await makeGroups(query, dice, users);
  return { users, groups, roles: await makeRoles(query, dice, users, groups) };
}

/** By depth: 0 stands at the top. */
const DEPTHS = [0, 0, 1, 1, 1, 2, 2, 2];

async function makeGroups(query: Query, dice: Dice, users: readonly PlainUser[]): Promise<PlainGroup[]> {
  const groups: PlainGroup[] = [];
  const inactive = new Set([dice.below(2), 2 + dice.below(6)]);
  for (const [index, depth] of DEPTHS.entries()) {
    const parent = depth === 0 ? null : dice.pick(groups.filter((_, other) => DEPTHS[other] === depth - 1));
    const group = { name: `group ${index}`, isActive: !inactive.has(index), parent, members: dice.some(users, 4) };
    const [row] = await query<{ id: number }>(
      `insert into "group" (name, name_key, is_active, parent_id) values ($1, $1, $2, $3) returning id`,
      [group.name, group.isActive, parent?.id ?? null],
    );
    const id = row?.id ?? 0;
    for (const user of group.members) await query('insert into group_member values ($1, $2)', [user.id, id]);
    groups.push({ ...group, id });
  }
  return groups;
}

const ROLES = 10;

async function makeRoles(
  query: Query,
  dice: Dice,
  users: readonly PlainUser[],
  groups: readonly PlainGroup[],
): Promise<PlainRole[]> {
  const roles: PlainRole[] = [];
  const inactive = dice.below(ROLES);
  for (let index = 0; index < ROLES; index += 1) {
    const [someUsers, someGroups] = [dice.some(users, 4), dice.some(groups, 3)];
    const [mostUsers, mostGroups] = [dice.below(5), dice.below(4)];
    const role = {
      name: `role ${index}`,
      isActive: index !== inactive,
      users: someUsers.slice(0, mostUsers),
      adminUsers: someUsers.slice(mostUsers),
      groups: someGroups.slice(0, mostGroups),
      adminGroups: someGroups.slice(mostGroups),
    };
    const [row] = await query<{ id: number }>(
      `insert into role (name, name_key, description, is_active) values ($1, $1, 'about ' || $1, $2) returning id`,
      [role.name, role.isActive],
    );
    const id = row?.id ?? 0;
    const inUsers = 'insert into role_user (user_id, role_id, is_admin) values ($1, $2, $3)';
    for (const user of role.users) await query(inUsers, [user.id, id, false]);
    for (const user of role.adminUsers) await query(inUsers, [user.id, id, true]);
    const inGroups = 'insert into role_group (group_id, role_id, is_admin) values ($1, $2, $3)';
    for (const group of role.groups) await query(inGroups, [group.id, id, false]);
    for (const group of role.adminGroups) await query(inGroups, [group.id, id, true]);
    roles.push({ ...role, id });
  }
  return roles;
}
