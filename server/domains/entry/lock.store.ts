import type { Context } from '../../context.ts';
import { query, sql, type Sql } from '../../db/index.ts';
import { Rejected, rejected, type Problem } from '../../errors.ts';
import { parseId } from '../../parse-id.ts';
import {
  attributeLevel,
  entryLevel,
  readableEntries,
  requireLevel,
  WRITABLE,
  type Level,
  type RowAcl,
} from '../access/index.ts';
import type { Entity, EntityAttr } from '../entity/index.ts';
import { ALL_PARTS, columnsFor, type EntryRow } from './entry-row.ts';
import type { Path } from './path.ts';
import { checkSchemaIsCurrent } from './write-checks.ts';

/** An entry that nobody else can write until the transaction ends. */
export interface LockedEntry extends Required<EntryRow> {
  readonly deletedName: string | null;
  readonly acl: RowAcl | null;
  /** How much the caller may do with it. */
  readonly level: Level;
}

interface LockedRow extends Omit<LockedEntry, 'level'> {
  readonly entityIsActive: boolean;
  readonly entityUpdatedTime: string;
}

/** Locks those of the entries that the caller may see. */
export function lockEntries(tx: Context, ids: readonly number[]): Promise<LockedEntry[]> {
  return lockRows(tx, ids, readableEntries(tx));
}

/** The same whoever may see them, for what follows from a change by itself. */
export function lockEntriesOfAll(tx: Context, ids: readonly number[]): Promise<LockedEntry[]> {
  return lockRows(tx, ids, sql`true`);
}

/** In the order of their ids, so that writers of many do not wait for each other in a circle. */
async function lockRows(tx: Context, ids: readonly number[], condition: Sql): Promise<LockedEntry[]> {
  const rows = await query<LockedRow>(
    tx.em,
    sql`select ${columnsFor(ALL_PARTS)}, e.deleted_name as "deletedName", e.acl,
        s.is_active as "entityIsActive", s.updated_time as "entityUpdatedTime"
      from entry e join entity s on s.id = e.entity_id
      where e.id = any(${ids}::int[]) and ${condition}
      order by e.id for update of e for key share of s`,
  );
  return rows.map((row) => {
    const entity = tx.catalog.getEntity(row.entityId);
    checkSchemaIsCurrent(tx, entity, { isActive: row.entityIsActive, updatedTime: row.entityUpdatedTime });
    return { ...row, level: entryLevel(tx, entity, row.acl) };
  });
}

export interface EntryChoice {
  readonly id: string;
  /** Refuses unless the entry was last changed then. */
  readonly expectedUpdatedTime?: Date | string | null;
}

/** Locks the one entry that an input names, for who may write it. */
export async function lockEntry(tx: Context, choice: EntryChoice): Promise<{ entry: LockedEntry; entity: Entity }> {
  const id = parseId(choice.id);
  const [entry] = id === null ? [] : await lockEntries(tx, [id]);
  if (!entry) throw rejected('NOT_FOUND', `There is no entry with id ${choice.id}`, ['id']);
  requireLevel(WRITABLE, entry.level, `entry ${choice.id}`);
  return { entry, entity: tx.catalog.getEntity(entry.entityId) };
}

/** The same for operations on entries that were not deleted. */
export async function lockActiveEntry(
  tx: Context,
  choice: EntryChoice,
): Promise<{ entry: LockedEntry; entity: Entity }> {
  const locked = await lockEntry(tx, choice);
  if (!locked.entry.isActive) throw deleted(choice);
  return locked;
}

/** Locks the entries of one entity that many inputs name, each for one of them: those that the caller may write and that are as he knows them. */
export async function lockChosen(
  tx: Context,
  entity: Entity,
  choices: readonly EntryChoice[],
  pathOf: (index: number) => Path,
  mayBeDeleted = false,
): Promise<readonly LockedEntry[]> {
  const ids = choices.map(({ id }) => parseId(id));
  const locked = await lockEntries(
    tx,
    ids.filter((id) => id !== null),
  );
  const found = new Map(locked.map((entry) => [entry.id, entry]));
  const problems: Problem[] = [];
  const entries = choices.flatMap((choice, index): LockedEntry[] => {
    const entry = found.get(ids[index] ?? 0);
    try {
      if (entry?.entityId !== entity.id) {
        throw rejected('NOT_FOUND', `There is no entry with id ${choice.id} in "${entity.name}"`, ['id']);
      }
      requireLevel(WRITABLE, entry.level, `entry ${choice.id}`);
      if (!entry.isActive && !mayBeDeleted) throw deleted(choice);
      checkUnchanged(entry, choice);
      return [entry];
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      problems.push(...error.problems.map((one) => ({ ...one, path: [...pathOf(index).map(String), ...one.path] })));
      return [];
    }
  });
  if (problems.length > 0) throw new Rejected(problems);
  return entries;
}

function deleted({ id }: EntryChoice): Rejected {
  return rejected('NOT_FOUND', `Entry ${id} was deleted; restore it first`, ['id']);
}

/** How much the caller may do with an attribute of a locked entry. */
export function levelOnAttr(tx: Context, entity: Entity, entry: LockedEntry, attr: EntityAttr): Level {
  return attributeLevel(tx, entity, attr, entry);
}

/** Refuses when somebody changed the entry since the caller read it. */
export function checkUnchanged(
  entry: Pick<Required<EntryRow>, 'updatedTime'>,
  { id, expectedUpdatedTime }: EntryChoice,
): void {
  if (!expectedUpdatedTime || new Date(expectedUpdatedTime).getTime() === new Date(entry.updatedTime).getTime()) return;
  const time = new Date(entry.updatedTime).toISOString();
  throw rejected('CONFLICT', `Entry ${id} was changed at ${time}; read it again`, ['expectedUpdatedTime']);
}
