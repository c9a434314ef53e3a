import type { Actor, Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { authorOf } from '../../system-actor.ts';
import { requireWriter } from '../access/index.ts';
import { deletedName, nameKey } from '../attribute/index.ts';
import { chainOf } from './delete-chain.ts';
import { runBeforeDelete } from './entry.hooks.ts';
import type { EntryRow } from './entry-row.ts';
import { journalEntries } from './journal.ts';
import { checkUnchanged, lockActiveEntry, type EntryChoice, type LockedEntry } from './lock.store.ts';
import { deactivateEntries } from './activity.store.ts';
import { translatingConflicts } from './write-checks.ts';

/** Deletes an entry, and in chain what only it refers to, so that all of it can be restored. */
export function deleteEntry(ctx: Context, input: EntryChoice): Promise<EntryRow> {
  const actor = requireWriter(ctx);
  return inTransaction(ctx, async (tx) => {
    const { entry, entity } = await lockActiveEntry(tx, input);
    checkUnchanged(entry, input);
    await runBeforeDelete(tx, entity, entry);
    return translatingConflicts(entity, async () => {
      const chained = await chainOf(tx, entry);
      const [deleted] = await deleteLocked(tx, actor, [entry, ...chained], entry.id);
      if (!deleted) throw new Error(`Entry ${entry.id} was locked but not deleted`);
      return deleted;
    });
  });
}

async function deleteLocked(
  tx: Context,
  actor: Actor,
  entries: readonly LockedEntry[],
  rootId: number,
): Promise<EntryRow[]> {
  const now = new Date();
  const named = entries.map((entry) => ({ ...entry, name: deletedName(entry.name, now, tx.host.settings.timeZone) }));
  const times = await deactivateEntries(
    tx.em,
    named.map(({ id, name }) => ({ id, name, nameKey: nameKey(name), deletedWith: id === rootId ? null : rootId })),
    authorOf(actor),
  );
  const rows = named.map((entry): EntryRow => ({ ...entry, isActive: false, updatedTime: times.get(entry.id) }));
  journalEntries(tx, 'DELETED', rows);
  return rows;
}
