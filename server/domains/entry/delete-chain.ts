import type { Context } from '../../context.ts';
import { READABLE, WRITABLE } from '../access/index.ts';
import { levelOnAttr, lockEntries, type LockedEntry } from './lock.store.ts';
import { findReferredFromElsewhere } from './referrers.store.ts';

/**
 * The active entries that go with one that is deleted: those it refers to through attributes that delete in chain, unless an
 * entry that stays refers to them, and so on. Those that the caller may not write stay as if nothing led to them, and so do
 * those to which only an attribute leads that he may not see.
 */
export async function chainOf(tx: Context, root: LockedEntry): Promise<LockedEntry[]> {
  const doomed = new Map([[root.id, root]]);
  const candidates = new Map<number, LockedEntry>();
  let added: readonly LockedEntry[] = [root];
  while (added.length > 0) {
    const targets = new Set(added.flatMap((entry) => chainTargets(tx, entry)));
    const unknown = [...targets].filter((id) => !doomed.has(id) && !candidates.has(id));
    if (unknown.length > 0) {
      for (const entry of await lockEntries(tx, unknown)) {
        if (entry.isActive && entry.level >= WRITABLE) candidates.set(entry.id, entry);
      }
    }
    const kept = await findReferredFromElsewhere(tx, [...candidates.keys()], [...doomed.keys()]);
    added = [...candidates.values()].filter(({ id }) => !kept.has(id));
    for (const entry of added) {
      candidates.delete(entry.id);
      doomed.set(entry.id, entry);
    }
  }
  doomed.delete(root.id);
  return [...doomed.values()];
}

function chainTargets(tx: Context, entry: LockedEntry): number[] {
  const ids: number[] = [];
  const entity = tx.catalog.getEntity(entry.entityId);
  for (const attr of entity.attrs) {
    const held = entry.doc[attr.id];
    if (!attr.isDeleteInChain || !held || levelOnAttr(tx, entity, entry, attr) < READABLE) continue;
    for (const reference of attr.type.references(held[1])) if (reference.kind === 'entry') ids.push(reference.id);
  }
  return ids;
}
