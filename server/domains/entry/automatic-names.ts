import type { Context } from '../../context.ts';
import type { StoredValue } from '../attribute/index.ts';
import type { Entity } from '../entity/index.ts';
import { automaticName } from './auto-name.ts';
import { NAME_ONLY } from './entry-row.ts';
import { entryLoader } from './entry.loader.ts';

/** How an entry's values are found by the id of their entity attribute. */
export type ValueOf = (entityAttrId: number) => StoredValue | undefined;

/** The names that the entity makes for these entries, null where it leaves the typed one. */
export async function automaticNames(
  tx: Context,
  entity: Entity,
  entries: readonly ValueOf[],
  isNew: boolean,
): Promise<readonly (string | null)[]> {
  if (entity.itemNameType === 'USER') return entries.map(() => null);
  const loader = entryLoader(tx);
  await loader.ensure(namingTargets(entity, entries), NAME_ONLY);
  return entries.map((valueOf) =>
    automaticName({
      itemNameType: entity.itemNameType,
      isNew,
      attrs: entity.attrs,
      valueOf,
      entryNameOf: (id) => {
        const target = loader.peek(id, NAME_ONLY);
        return target?.isActive ? target.name : null;
      },
    }),
  );
}

function namingTargets(entity: Entity, entries: readonly ValueOf[]): number[] {
  const naming = entity.attrs.filter((attr) => attr.nameOrder > 0 && attr.type.name === 'OBJECT');
  return entries.flatMap((valueOf) => naming.map((attr) => valueOf(attr.id))).filter((id) => typeof id === 'number');
}
