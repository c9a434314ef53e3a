import type { Actor, Context } from '../../context.ts';
import { authorOf } from '../../system-actor.ts';
import { nameKey } from '../attribute/index.ts';
import { automaticNames, type TargetNames } from './automatic-names.ts';
import type { EntryRow } from './entry-row.ts';
import { lockEntriesOfAll } from './lock.store.ts';
import { prepareWrite } from './prepare.store.ts';
import { findReferrers } from './referrers.store.ts';
import { TakenNames } from './taken-names.ts';
import { WriteBatch } from './write-batch.ts';
import { updateEntries } from './write.store.ts';
import { journalEntries } from './journal.ts';

/**
 * Entries whose names are made of the names of others follow when those change, and so on; each entry once. It is the names that
 * do so, whatever the caller may do with the entries.
 */
export async function renameReferrers(tx: Context, actor: Actor, renamed: readonly EntryRow[]): Promise<void> {
  // One among many may be named after another one of them, whose new name it has not seen.
  const visited = new Set(renamed.length === 1 ? renamed.map(({ id }) => id) : []);
  const known: TargetNames = new Map();
  let changed = renamed;
  while (changed.length > 0) {
    for (const { id, name } of changed) known.set(id, name);
    const referrers = await findNamedAfter(tx, changed);
    const fresh = referrers.filter((id) => !visited.has(id));
    for (const id of fresh) visited.add(id);
    changed = fresh.length === 0 ? [] : await renameAll(tx, actor, fresh, known);
  }
}

/** The active entries whose automatic name has the name of one of these in it. */
async function findNamedAfter(tx: Context, targets: readonly EntryRow[]): Promise<number[]> {
  const naming = tx.catalog.entities
    .filter((entity) => entity.isActive && entity.itemNameType === 'ATTRIBUTES')
    .flatMap((entity) => entity.attrs.filter((attr) => attr.nameOrder > 0 && attr.type.name === 'OBJECT'));
  if (naming.length === 0) return [];
  return findReferrers(
    tx,
    targets.map(({ id }) => id),
    naming.map(({ id }) => id),
  );
}

async function renameAll(tx: Context, actor: Actor, ids: readonly number[], known: TargetNames): Promise<EntryRow[]> {
  const locked = (await lockEntriesOfAll(tx, ids)).filter((entry) => entry.isActive);
  const rows: EntryRow[] = [];
  for (const [entityId, entries] of Map.groupBy(locked, (entry) => entry.entityId)) {
    const entity = tx.catalog.getEntity(entityId);
    const valueFinders = entries.map(
      ({ doc }) =>
        (attrId: number) =>
          doc[attrId]?.[1],
    );
    const made = await automaticNames(tx, entity, valueFinders, false, known);
    const wanted = entries.flatMap((entry, index) => {
      const name = made[index] ?? entry.name;
      return name === entry.name ? [] : [{ entry, name }];
    });
    if (wanted.length === 0) continue;
    const nameKeys = wanted.map(({ name }) => nameKey(name));
    const { taken } = await prepareWrite(tx, { entityId, idCount: 0, targets: [], nameKeys });
    const names = new TakenNames(taken);
    const batch = new WriteBatch();
    const renamed = wanted.flatMap(({ entry, name }): EntryRow[] => {
      const free = names.claimAutomatic(name, entry.id, entry.name);
      if (free === entry.name) return [];
      batch.add({ id: entry.id, name: free, nameKey: nameKey(free), doc: entry.doc }, []);
      return [{ ...entry, name: free }];
    });
    if (renamed.length === 0) continue;
    const written = new Map(
      (await updateEntries(tx.em, batch, authorOf(actor))).map(({ id, updatedTime }) => [id, updatedTime]),
    );
    for (const row of renamed) rows.push({ ...row, updatedTime: written.get(row.id) });
  }
  journalEntries(tx, 'UPDATED', rows);
  return rows;
}
