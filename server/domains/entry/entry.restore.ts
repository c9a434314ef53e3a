import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { Rejected, rejected, type Problem } from '../../errors.ts';
import { authorOf } from '../../system-actor.ts';
import { requireWriter, WRITABLE } from '../access/index.ts';
import { nameKey } from '../attribute/index.ts';
import { findDeletedWith, reactivateEntries } from './activity.store.ts';
import { runBeforeRestore } from './entry.hooks.ts';
import type { EntryRow } from './entry-row.ts';
import { journalEntries } from './journal.ts';
import { checkUnchanged, lockEntries, lockEntry, type EntryChoice, type LockedEntry } from './lock.store.ts';
import { prepareWrite } from './prepare.store.ts';
import { TakenNames } from './taken-names.ts';
import { translatingConflicts } from './write-checks.ts';

/** Brings back a deleted entry under its name, with what was deleted in chain with it and the caller may write. */
export function restoreEntry(ctx: Context, input: EntryChoice): Promise<EntryRow> {
  const actor = requireWriter(ctx);
  return inTransaction(ctx, async (tx) => {
    const { entry, entity } = await lockEntry(tx, input);
    if (entry.isActive) throw rejected('INVALID', `Entry ${input.id} was not deleted`, ['id']);
    checkUnchanged(entry, input);
    await runBeforeRestore(tx, entity, entry);
    return translatingConflicts(entity, async () => {
      const chained = (await lockEntries(tx, await findDeletedWith(tx.em, entry.id))).filter(
        ({ isActive, level }) => !isActive && level >= WRITABLE,
      );
      const named = [entry, ...chained].map((one) => ({ ...one, name: one.deletedName ?? one.name }));
      await checkNames(tx, named);
      const times = await reactivateEntries(
        tx.em,
        named.map(({ id, name }) => ({ id, name, nameKey: nameKey(name) })),
        authorOf(actor),
      );
      const rows = named.map((one): EntryRow => ({ ...one, isActive: true, updatedTime: times.get(one.id) }));
      journalEntries(tx, 'RESTORED', rows);
      const [restored] = rows;
      if (!restored) throw new Error(`Entry ${entry.id} was locked but not restored`);
      return restored;
    });
  });
}

async function checkNames(tx: Context, entries: readonly LockedEntry[]): Promise<void> {
  const problems: Problem[] = [];
  for (const [entityId, group] of Map.groupBy(entries, (entry) => entry.entityId)) {
    const nameKeys = group.map(({ name }) => nameKey(name));
    const { taken } = await prepareWrite(tx, { entityId, idCount: 0, targets: [], nameKeys });
    const names = new TakenNames(taken);
    for (const { id, name } of group) names.claim(name, id, ['id'], problems);
  }
  if (problems.length > 0) throw new Rejected(problems);
}
