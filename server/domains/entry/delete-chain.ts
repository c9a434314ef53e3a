import type { Context } from '../../context.ts';
import { READABLE, WRITABLE } from '../access/index.ts';
import { levelOnAttr, lockEntries, type LockedEntry } from './lock.store.ts';
import { findReferredFromElsewhere } from './referrers.store.ts';

/** An entry that goes along, and the root with which it comes back. */
export interface Chained {
  readonly entry: LockedEntry;
  readonly rootId: number;
}

/**
 * The active entries that go with some that are deleted: those they refer to through attributes that delete in chain, unless an
 * entry that stays refers to them, and so on. Those that the caller may not write stay as if nothing led to them, and so do
 * those to which only an attribute leads that he may not see. Of several roots that lead to one it goes with the last.
 */
export async function chainOf(tx: Context, roots: readonly LockedEntry[]): Promise<Chained[]> {
  const doomed = new Map(roots.map((root) => [root.id, { entry: root, rootId: root.id }]));
  const candidates = new Map<number, LockedEntry>();
  const rootOf = new Map<number, number>();
  let added: readonly Chained[] = [...doomed.values()];
  while (added.length > 0) {
    const unknown: number[] = [];
    for (const { entry, rootId } of added) {
      for (const id of chainTargets(tx, entry)) {
        if (!rootOf.has(id) && !doomed.has(id)) unknown.push(id);
        rootOf.set(id, rootId);
      }
    }
    if (unknown.length > 0) {
      for (const entry of await lockEntries(tx, unknown)) {
        if (entry.isActive && entry.level >= WRITABLE) candidates.set(entry.id, entry);
      }
    }
    const kept = await findReferredFromElsewhere(tx, [...candidates.keys()], [...doomed.keys()]);
    added = [...candidates.values()]
      .filter(({ id }) => !kept.has(id))
      .map((entry) => ({ entry, rootId: rootOf.get(entry.id) ?? 0 }));
    for (const one of added) {
      candidates.delete(one.entry.id);
      doomed.set(one.entry.id, one);
    }
  }
  for (const { id } of roots) doomed.delete(id);
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
