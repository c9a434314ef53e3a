import type { Context } from '../../context.ts';
import { isUniqueViolation, query, sql } from '../../db/index.ts';
import { rejected } from '../../errors.ts';
import { deletedName, nameKey } from '../attribute/index.ts';
import type { RoleRow } from './role.loader.ts';

/** Of what kind the members are: `role_user` and `role_group` are alike. */
export interface Members {
  readonly members: readonly number[];
  readonly administrators: readonly number[];
}

export interface RoleState extends RoleRow {
  readonly description: string;
  /** Active ones. */
  readonly users: Members;
  readonly groups: Members;
}

/** What a change may rest on is what is there after `lockRights`. */
export async function findActiveRole(tx: Context, id: number): Promise<RoleState | null> {
  const [row] = await query<RoleRow & { readonly description: string } & Record<MemberColumn, number[]>>(
    tx.em,
    sql`select r.id, r.name, r.description,
        array(select p.user_id from role_user p join "user" u on u.id = p.user_id and u.is_active
          where p.role_id = r.id and not p.is_admin) as users,
        array(select p.user_id from role_user p join "user" u on u.id = p.user_id and u.is_active
          where p.role_id = r.id and p.is_admin) as "adminUsers",
        array(select p.group_id from role_group p where p.role_id = r.id and not p.is_admin) as groups,
        array(select p.group_id from role_group p where p.role_id = r.id and p.is_admin) as "adminGroups"
      from role r where r.id = ${id} and r.is_active`,
  );
  if (!row) return null;
  const { name, description, users, adminUsers, groups, adminGroups } = row;
  return {
    id,
    name,
    description,
    users: { members: users, administrators: adminUsers },
    groups: { members: groups, administrators: adminGroups },
  };
}

type MemberColumn = 'users' | 'adminUsers' | 'groups' | 'adminGroups';

export async function isRoleNameTaken(tx: Context, name: string, exceptId: number): Promise<boolean> {
  const [row] = await query<{ found: boolean }>(
    tx.em,
    sql`select exists (select from role where name_key = ${nameKey(name)} and is_active and id <> ${exceptId}) as found`,
  );
  return row?.found ?? false;
}

export type RoleTexts = Pick<RoleState, 'name' | 'description'>;

export async function insertRole(tx: Context, { name, description }: RoleTexts): Promise<RoleRow> {
  const [row] = await query<RoleRow>(
    tx.em,
    sql`insert into role (name, name_key, description) values (${name}, ${nameKey(name)}, ${description})
      returning id, name`,
  ).catch(tellTakenName);
  if (!row) throw new Error(`Role "${name}" was not inserted`);
  return row;
}

export async function changeRole(tx: Context, id: number, { name, description }: RoleTexts): Promise<void> {
  await query(
    tx.em,
    sql`update role set name = ${name}, name_key = ${nameKey(name)}, description = ${description}, updated_time = now()
      where id = ${id}`,
  ).catch(tellTakenName);
}

/** Somebody who does not wait for changes of rights, such as the seed of the demo, may have made the role since we looked. */
function tellTakenName(error: unknown): never {
  if (!isUniqueViolation(error, 'role_name')) throw error;
  throw rejected('DUPLICATE', 'Another role got this name a moment ago', ['name']);
}

/** From now on these active users are in the role, and no other active ones. */
export async function setRoleUsers(tx: Context, roleId: number, users: Members): Promise<void> {
  const { ids, flags } = flattened(users);
  await query(
    tx.em,
    sql`delete from role_user p using "user" u
      where p.role_id = ${roleId} and u.id = p.user_id and u.is_active and p.user_id <> all(${ids}::int[])`,
  );
  await query(
    tx.em,
    sql`insert into role_user (user_id, role_id, is_admin)
      select m.id, ${roleId}, m.is_admin from unnest(${ids}::int[], ${flags}::boolean[]) m (id, is_admin)
      on conflict (user_id, role_id) do update set is_admin = excluded.is_admin`,
  );
}

export async function setRoleGroups(tx: Context, roleId: number, groups: Members): Promise<void> {
  const { ids, flags } = flattened(groups);
  await query(tx.em, sql`delete from role_group where role_id = ${roleId} and group_id <> all(${ids}::int[])`);
  await query(
    tx.em,
    sql`insert into role_group (group_id, role_id, is_admin)
      select m.id, ${roleId}, m.is_admin from unnest(${ids}::int[], ${flags}::boolean[]) m (id, is_admin)
      on conflict (group_id, role_id) do update set is_admin = excluded.is_admin`,
  );
}

function flattened({ members, administrators }: Members): { ids: readonly number[]; flags: readonly boolean[] } {
  return {
    ids: [...members, ...administrators],
    flags: [...members.map(() => false), ...administrators.map(() => true)],
  };
}

/** Leaves nothing that hangs on the role but what was written about it. */
export async function deactivateRole(tx: Context, role: RoleRow): Promise<RoleRow> {
  const { id } = role;
  const name = deletedName(role.name, new Date(), tx.host.settings.timeZone);
  await query(tx.em, sql`delete from role_user where role_id = ${id}`);
  await query(tx.em, sql`delete from role_group where role_id = ${id}`);
  await query(
    tx.em,
    sql`update role set is_active = false, name = ${name}, name_key = ${nameKey(name)}, updated_time = now()
      where id = ${id}`,
  );
  return { id, name };
}
