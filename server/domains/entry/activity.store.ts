import type { EntityManager } from '@mikro-orm/postgresql';
import { query, sql } from '../../db/index.ts';

export interface Deactivated {
  readonly id: number;
  /** The name that tells of the deletion; the present one is kept for a restore. */
  readonly name: string;
  readonly nameKey: string;
  /** The entry whose deletion took this one along. */
  readonly deletedWith: number | null;
}

type Times = ReadonlyMap<number, string>;

/** Soft deletion of locked entries. Their values and derived rows stay: they come back with a restore. */
export async function deactivateEntries(
  em: EntityManager,
  entries: readonly Deactivated[],
  actorId: number | null,
): Promise<Times> {
  const rows = await query<{ id: number; updatedTime: string }>(
    em,
    sql`update entry e
      set is_active = false, deleted_name = e.name, name = n.name, name_key = n.name_key, deleted_with = n.deleted_with,
          deleted_user_id = ${actorId}, deleted_time = now(), updated_user_id = ${actorId},
          updated_time = greatest(now(), e.updated_time + interval '1 millisecond')
      from unnest(${entries.map(({ id }) => id)}::int[], ${entries.map(({ name }) => name)}::text[],
        ${entries.map(({ nameKey }) => nameKey)}::text[], ${entries.map(({ deletedWith }) => deletedWith)}::int[])
        n (id, name, name_key, deleted_with)
      where e.id = n.id
      returning e.id, e.updated_time as "updatedTime"`,
  );
  return timesOf(rows);
}

export interface Reactivated {
  readonly id: number;
  readonly name: string;
  readonly nameKey: string;
}

/** The way back. */
export async function reactivateEntries(
  em: EntityManager,
  entries: readonly Reactivated[],
  actorId: number | null,
): Promise<Times> {
  const rows = await query<{ id: number; updatedTime: string }>(
    em,
    sql`update entry e
      set is_active = true, name = n.name, name_key = n.name_key, deleted_name = null, deleted_with = null,
          deleted_user_id = null, deleted_time = null, updated_user_id = ${actorId},
          updated_time = greatest(now(), e.updated_time + interval '1 millisecond')
      from unnest(${entries.map(({ id }) => id)}::int[], ${entries.map(({ name }) => name)}::text[],
        ${entries.map(({ nameKey }) => nameKey)}::text[]) n (id, name, name_key)
      where e.id = n.id
      returning e.id, e.updated_time as "updatedTime"`,
  );
  return timesOf(rows);
}

/** Entries that were deleted because this one was. */
export async function findDeletedWith(em: EntityManager, rootId: number): Promise<number[]> {
  const rows = await query<{ id: number }>(
    em,
    sql`select id from entry where deleted_with = ${rootId} and not is_active`,
  );
  return rows.map(({ id }) => id);
}

function timesOf(rows: readonly { readonly id: number; readonly updatedTime: string }[]): Times {
  return new Map(rows.map(({ id, updatedTime }) => [id, updatedTime]));
}
