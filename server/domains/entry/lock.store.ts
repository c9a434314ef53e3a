import type { Context } from '../../context.ts';
import { query, sql } from '../../db/index.ts';
import { rejected } from '../../errors.ts';
import { readableEntries } from '../access/index.ts';
import { parseId, type Entity } from '../entity/index.ts';
import { ALL_PARTS, columnsFor, type EntryRow } from './entry-row.ts';
import { checkSchemaIsCurrent } from './write-checks.ts';

/** An entry that nobody else can write until the transaction ends. */
export interface LockedEntry extends Required<EntryRow> {
  readonly deletedName: string | null;
}

interface LockedRow extends LockedEntry {
  readonly entityIsActive: boolean;
  readonly entityUpdatedTime: string;
}

/** Locks entries, in the order of their ids so that writers of many do not wait for each other in a circle. */
export async function lockEntries(tx: Context, ids: readonly number[]): Promise<LockedEntry[]> {
  const rows = await query<LockedRow>(
    tx.em,
    sql`select ${columnsFor(tx, ALL_PARTS)}, e.deleted_name as "deletedName",
        s.is_active as "entityIsActive", s.updated_time as "entityUpdatedTime"
      from entry e join entity s on s.id = e.entity_id
      where e.id = any(${ids}::int[]) and ${readableEntries(tx)}
      order by e.id for update of e for key share of s`,
  );
  for (const row of rows) {
    const entity = tx.catalog.getEntity(row.entityId);
    checkSchemaIsCurrent(entity, { isActive: row.entityIsActive, updatedTime: row.entityUpdatedTime });
  }
  return rows;
}

export interface EntryChoice {
  readonly id: string;
  /** Refuses unless the entry was last changed then. */
  readonly expectedUpdatedTime?: Date | string | null;
}

/** Locks the one entry that an input names. */
export async function lockEntry(tx: Context, choice: EntryChoice): Promise<{ entry: LockedEntry; entity: Entity }> {
  const id = parseId(choice.id);
  const [entry] = id === null ? [] : await lockEntries(tx, [id]);
  if (!entry) throw rejected('NOT_FOUND', `There is no entry with id ${choice.id}`, ['id']);
  const { expectedUpdatedTime } = choice;
  if (expectedUpdatedTime && new Date(expectedUpdatedTime).getTime() !== new Date(entry.updatedTime).getTime()) {
    const time = new Date(entry.updatedTime).toISOString();
    throw rejected('CONFLICT', `Entry ${choice.id} was changed at ${time}; read it again`, ['expectedUpdatedTime']);
  }
  return { entry, entity: tx.catalog.getEntity(entry.entityId) };
}

/** The same for operations on entries that were not deleted. */
export async function lockActiveEntry(
  tx: Context,
  choice: EntryChoice,
): Promise<{ entry: LockedEntry; entity: Entity }> {
  const locked = await lockEntry(tx, choice);
  if (!locked.entry.isActive) throw rejected('NOT_FOUND', `Entry ${choice.id} was deleted; restore it first`, ['id']);
  return locked;
}
