import type { Context } from '../../context.ts';
import { isUniqueViolation, query, sql } from '../../db/index.ts';
import { rejected } from '../../errors.ts';
import { deletedName, nameKey } from '../attribute/index.ts';
import type { GroupRow } from './group.loader.ts';

export interface GroupState extends GroupRow {
  readonly parentId: number | null;
}

/** What a change may rest on is what is there after `lockRights`. */
export async function findActiveGroup(tx: Context, id: number): Promise<GroupState | null> {
  const [row] = await query<GroupState>(
    tx.em,
    sql`select id, name, parent_id as "parentId" from "group" where id = ${id} and is_active`,
  );
  return row ?? null;
}

export async function isGroupNameTaken(tx: Context, name: string, exceptId: number): Promise<boolean> {
  const [row] = await query<{ found: boolean }>(
    tx.em,
    sql`select exists (select from "group" where name_key = ${nameKey(name)} and is_active and id <> ${exceptId}) as found`,
  );
  return row?.found ?? false;
}

/** Whether a group is another one or stands somewhere above it. */
export async function isAtOrAbove(tx: Context, upperId: number, lowerId: number): Promise<boolean> {
  const [row] = await query<{ found: boolean }>(
    tx.em,
    sql`with recursive chain (id) as (
        select ${lowerId}::int
        union
        select g.parent_id from chain c join "group" g on g.id = c.id where g.parent_id is not null
      ) select exists (select from chain where id = ${upperId}) as found`,
  );
  return row?.found ?? false;
}

export async function insertGroup(tx: Context, name: string, parentId: number | null): Promise<GroupRow> {
  const [row] = await query<GroupRow>(
    tx.em,
    sql`insert into "group" (name, name_key, parent_id) values (${name}, ${nameKey(name)}, ${parentId}) returning id, name`,
  ).catch(tellTakenName);
  if (!row) throw new Error(`Group "${name}" was not inserted`);
  return row;
}

export async function changeGroup(tx: Context, { id, name, parentId }: GroupState): Promise<void> {
  await query(
    tx.em,
    sql`update "group" set name = ${name}, name_key = ${nameKey(name)}, parent_id = ${parentId}, updated_time = now()
      where id = ${id}`,
  ).catch(tellTakenName);
}

/** Somebody who does not wait for changes of rights, such as the seed of the demo, may have made the group since we looked. */
function tellTakenName(error: unknown): never {
  if (!isUniqueViolation(error, 'group_name')) throw error;
  throw rejected('DUPLICATE', 'Another group got this name a moment ago', ['name']);
}

/** From now on these active users are in the group, and no other active ones. */
export async function setMembers(tx: Context, groupId: number, userIds: readonly number[]): Promise<void> {
  await query(
    tx.em,
    sql`delete from group_member m using "user" u
      where m.group_id = ${groupId} and u.id = m.user_id and u.is_active and m.user_id <> all(${userIds}::int[])`,
  );
  await query(
    tx.em,
    sql`insert into group_member (user_id, group_id) select id, ${groupId} from unnest(${userIds}::int[]) i (id)
      on conflict do nothing`,
  );
}

/** Leaves nothing that hangs on the group: what is below it moves up, and nobody has a right by it any more. */
export async function deactivateGroup(tx: Context, group: GroupState): Promise<GroupRow> {
  const { id, parentId } = group;
  const name = deletedName(group.name, new Date(), tx.host.settings.timeZone);
  await query(tx.em, sql`update "group" set parent_id = ${parentId}, updated_time = now() where parent_id = ${id}`);
  await query(tx.em, sql`delete from group_member where group_id = ${id}`);
  await query(tx.em, sql`delete from role_group where group_id = ${id}`);
  await query(
    tx.em,
    sql`update "group" set is_active = false, name = ${name}, name_key = ${nameKey(name)}, updated_time = now()
      where id = ${id}`,
  );
  return { id, name };
}
