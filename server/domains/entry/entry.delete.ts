import type { Actor, Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { authorOf } from '../../system-actor.ts';
import { entityLevel, requireLevel, requireWriter, WRITABLE } from '../access/index.ts';
import { deletedName, nameKey } from '../attribute/index.ts';
import { getActiveEntity } from '../entity/index.ts';
import { chainOf } from './delete-chain.ts';
import type { EntityChoice } from './entry.create.ts';
import { runBeforeDelete } from './entry.hooks.ts';
import type { EntryRow } from './entry-row.ts';
import { journalEntries } from './journal.ts';
import { checkUnchanged, lockActiveEntry, lockChosen, type EntryChoice, type LockedEntry } from './lock.store.ts';
import type { Path } from './path.ts';
import { deactivateEntries } from './activity.store.ts';
import { translatingConflicts } from './write-checks.ts';

/** Deletes an entry, and in chain what only it refers to, so that all of it can be restored. */
export function deleteEntry(ctx: Context, input: EntryChoice): Promise<EntryRow> {
  const actor = requireWriter(ctx);
  return inTransaction(ctx, async (tx) => {
    const { entry, entity } = await lockActiveEntry(tx, input);
    checkUnchanged(entry, input);
    await runBeforeDelete(tx, entity, [entry]);
    return translatingConflicts(entity, async () => {
      const [deleted] = await deleteLocked(tx, actor, [entry]);
      if (!deleted) throw new Error(`Entry ${entry.id} was locked but not deleted`);
      return deleted;
    });
  });
}

export type DeleteEntriesInput = EntityChoice & { readonly entries: readonly EntryChoice[] };

/**
 * Deletes many entries of one entity, each named once, and what only they refer to in chain: all or none. One that was deleted before,
 * maybe in chain with another one, stays as it is. Paths of problems begin with `entries` and the index.
 */
export function deleteEntries(ctx: Context, { entries: choices, ...choice }: DeleteEntriesInput): Promise<void> {
  const actor = requireWriter(ctx);
  return inTransaction(ctx, async (tx) => {
    const entity = getActiveEntity(tx, choice);
    requireLevel(WRITABLE, entityLevel(tx, entity), `entity "${entity.name}"`, ['entity']);
    const locked = await lockChosen(tx, entity, choices, pathOf, true);
    const places = [...locked.keys()].filter((index) => locked[index]?.isActive);
    const entries = locked.filter(({ isActive }) => isActive);
    await runBeforeDelete(tx, entity, entries, (index) => pathOf(places[index] ?? 0));
    if (entries.length > 0) await translatingConflicts(entity, () => deleteLocked(tx, actor, entries));
  });
}

function pathOf(index: number): Path {
  return ['entries', index];
}

/** Gives the roots first. */
async function deleteLocked(tx: Context, actor: Actor, roots: readonly LockedEntry[]): Promise<EntryRow[]> {
  const now = new Date();
  const chained = await chainOf(tx, roots);
  const doomed = [
    ...roots.map((entry) => ({ entry, deletedWith: null })),
    ...chained.map(({ entry, rootId }) => ({ entry, deletedWith: rootId })),
  ].map(({ entry, deletedWith }) => {
    const name = deletedName(entry.name, now, tx.host.settings.timeZone);
    return { entry: { ...entry, name }, deletedWith };
  });
  const times = await deactivateEntries(
    tx.em,
    doomed.map(({ entry: { id, name }, deletedWith }) => ({ id, name, nameKey: nameKey(name), deletedWith })),
    authorOf(actor),
  );
  const rows = doomed.map(({ entry }): EntryRow => ({ ...entry, isActive: false, updatedTime: times.get(entry.id) }));
  journalEntries(tx, 'DELETED', rows);
  return rows;
}
