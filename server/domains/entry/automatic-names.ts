import type { Context } from '../../context.ts';
import type { StoredValue } from '../attribute/index.ts';
import type { Entity } from '../entity/index.ts';
import { automaticName } from './auto-name.ts';
import { findTargetNames } from './target-names.store.ts';

/** How an entry's values are found by the id of their entity attribute. */
export type ValueOf = (entityAttrId: number) => StoredValue | undefined;

/** Names of entries that others are named after; null for those that are gone. */
export type TargetNames = Map<number, string | null>;

/** The names that the entity makes for these entries, null where it leaves the typed one. Adds what it reads to `known`. */
export async function automaticNames(
  tx: Context,
  entity: Entity,
  entries: readonly ValueOf[],
  isNew: boolean,
  known: TargetNames = new Map(),
): Promise<readonly (string | null)[]> {
  if (entity.itemNameType === 'USER') return entries.map(() => null);
  const unknown = namingTargets(entity, entries).filter((id) => !known.has(id));
  if (unknown.length > 0) {
    const found = await findTargetNames(tx, unknown);
    for (const id of unknown) known.set(id, found.get(id) ?? null);
  }
  return entries.map((valueOf) =>
    automaticName({
      itemNameType: entity.itemNameType,
      isNew,
      attrs: entity.attrs,
      valueOf,
      entryNameOf: (id) => known.get(id) ?? null,
    }),
  );
}

function namingTargets(entity: Entity, entries: readonly ValueOf[]): number[] {
  const naming = entity.attrs.filter((attr) => attr.nameOrder > 0 && attr.type.name === 'OBJECT');
  const ids = entries.flatMap((valueOf) => naming.map((attr) => valueOf(attr.id)));
  return [...new Set(ids.filter((id) => typeof id === 'number'))];
}
