import type { Context } from '../../context.ts';
import { problem, type Problem } from '../../errors.ts';
import { canReadAttr } from '../access/index.ts';
import type { AttrDefinition } from './attr-draft.ts';
import type { Entity, EntityAttr } from './catalog.ts';
import type { EntityDefinition } from './entity-draft.ts';
import { hasHiddenNamePart } from './new-name-parts.store.ts';

interface Change extends EntityDefinition {
  readonly attrs?: readonly AttrDefinition[] | null;
}

/**
 * Whoever lets names be made of values shows these to all who see the names, himself included: he must see them all. What names are
 * made of already stays.
 */
export async function problemsOfNewNameParts(tx: Context, entity: Entity, change: Change): Promise<Problem[]> {
  if (tx.actor?.isSuperuser || (change.itemNameType ?? entity.itemNameType) !== 'ATTRIBUTES') return [];
  const isPart = ({ nameOrder }: EntityAttr) => entity.itemNameType === 'ATTRIBUTES' && nameOrder > 0;
  const problems: Problem[] = [];
  for (const attr of entity.attrs) {
    const index = (change.attrs ?? []).findIndex(({ id }) => id === String(attr.id));
    const { isDeleted = false, nameOrder } = change.attrs?.[index] ?? {};
    if (isDeleted || isPart(attr) || (nameOrder ?? attr.nameOrder) <= 0) continue;
    if (canReadAttr(tx, attr) && !(await hasHiddenNamePart(tx, attr))) continue;
    const message = `Names cannot be made of attribute "${attr.name}": some of its values, or of what it refers to, you may not see or was deleted; a superuser can do it`;
    const isGiven = nameOrder !== undefined && nameOrder !== null;
    problems.push(problem('PERMISSION_DENIED', message, isGiven ? ['attrs', index, 'nameOrder'] : ['itemNameType']));
  }
  return problems;
}
