import { query, sql } from '../../../db/index.ts';
import type { TestApp } from '../../../test/app.ts';

export interface People {
  makeRole(name: string, isActive?: boolean): Promise<number>;
  makeGroup(name: string, parentId?: number | null): Promise<number>;
  join(member: { readonly id: number }, groupId: number): Promise<void>;
  give(
    roleId: number,
    to: { readonly user?: number; readonly group?: number; readonly isAdmin?: boolean },
  ): Promise<void>;
}

/** Roles, groups and memberships, written as they are. */
export function makePeople({ app }: TestApp): People {
  const run = async <Row>(statement: Parameters<typeof query>[1]): Promise<Row[]> =>
    query<Row>((await app.contextFor(null)).em, statement);
  const idOf = ([row]: readonly { id: number }[]): number => row?.id ?? 0;
  return {
    makeRole: async (name, isActive = true) =>
      idOf(
        await run(
          sql`insert into role (name, name_key, is_active) values (${name}, lower(${name}), ${isActive}) returning id`,
        ),
      ),
    makeGroup: async (name, parentId = null) =>
      idOf(
        await run(
          sql`insert into "group" (name, name_key, parent_id) values (${name}, lower(${name}), ${parentId}) returning id`,
        ),
      ),
    join: async ({ id }, groupId) => {
      await run(sql`insert into group_member (user_id, group_id) values (${id}, ${groupId})`);
    },
    give: async (roleId, { user, group, isAdmin = false }) => {
      if (user)
        await run(sql`insert into role_user (user_id, role_id, is_admin) values (${user}, ${roleId}, ${isAdmin})`);
      if (group)
        await run(sql`insert into role_group (group_id, role_id, is_admin) values (${group}, ${roleId}, ${isAdmin})`);
    },
  };
}
