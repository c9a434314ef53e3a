import type { Context } from '../context.ts';
import { createGroup } from '../domains/group/index.ts';
import { createRole } from '../domains/role/index.ts';
import { createUser } from '../domains/user/index.ts';
import { DEMO_GROUPS, DEMO_ROLES, DEMO_USERS } from './people.ts';

/** The ids of groups and roles by index. */
export interface PeopleIds {
  readonly group: readonly number[];
  readonly role: readonly number[];
}

/** Users, the groups that they are in, and the roles that they and the groups have. */
export async function writePeople(ctx: Context): Promise<PeopleIds> {
  const users = new Map<string, string>();
  for (const user of DEMO_USERS) users.set(user.username, String((await createUser(ctx, user)).id));
  const usersOf = (names: readonly string[] = []): string[] => names.flatMap((name) => users.get(name) ?? []);

  const group: number[] = [];
  for (const { name, parent, members } of DEMO_GROUPS) {
    const parentGroup = parent === undefined ? null : String(group[parent]);
    group.push((await createGroup(ctx, { name, parentGroup, members: usersOf(members) })).id);
  }
  const role: number[] = [];
  for (const { name, description, users: members, groups = [], administrator } of DEMO_ROLES) {
    const made = await createRole(ctx, {
      name,
      description,
      users: usersOf(members),
      groups: groups.map((index) => String(group[index])),
      adminUsers: administrator ? usersOf([administrator]) : [String(ctx.actor?.id)],
    });
    role.push(made.id);
  }
  return { group, role };
}
