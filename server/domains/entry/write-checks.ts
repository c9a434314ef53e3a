import type { Context } from '../../context.ts';
import { isUniqueViolation } from '../../db/index.ts';
import { findErrorCode } from '../../error-code.ts';
import { MAX_PROBLEMS, problem, rejected, type Problem } from '../../errors.ts';
import { canReadEntity } from '../access/index.ts';
import type { Reference } from '../attribute/index.ts';
import type { Entity } from '../entity/index.ts';
import type { Document } from './document.ts';
import type { EntryDraft } from './entry-draft.ts';
import type { Path } from './path.ts';
import { findMissingMembers } from './prepare.store.ts';

/** Something that a draft refers to, and where. */
export interface DraftReference {
  readonly reference: Reference;
  readonly attrName: string;
  readonly path: Path;
}

/**
 * What a draft refers to anew. What the attribute held before stays allowed, whatever became of it, so that a list can lose
 * or win an item without the others being looked at.
 */
export function newReferencesOf(draft: EntryDraft, doc: Document = {}): DraftReference[] {
  const all: DraftReference[] = [];
  for (const [attr, value] of draft.values) {
    const held = doc[attr.id];
    const before = new Set(held && attr.type.references(held[1]).map(({ kind, id }) => `${kind} ${id}`));
    for (const reference of attr.type.references(value)) {
      if (before.has(`${reference.kind} ${reference.id}`)) continue;
      all.push({ reference, attrName: attr.name, path: draft.places.get(attr) ?? draft.path });
    }
  }
  return all;
}

/** What refers to nothing: entries, groups or roles that do not exist, were deleted or may not be seen. */
export async function checkReferences(
  tx: Context,
  references: readonly DraftReference[],
  missingEntries: readonly number[],
): Promise<Problem[]> {
  const members = references.map(({ reference }) => reference).filter(({ kind }) => kind !== 'entry');
  const missingMembers = await findMissingMembers(tx, members);
  const missing = new Set([
    ...missingEntries.map((id) => `entry ${id}`),
    ...missingMembers.map(({ kind, id }) => `${kind} ${id}`),
  ]);
  return references
    .filter(({ reference: { kind, id } }) => missing.has(`${kind} ${id}`))
    .slice(0, MAX_PROBLEMS)
    .map(({ reference: { kind, id }, attrName, path }) =>
      problem('NOT_FOUND', `Attribute "${attrName}": there is no ${kind} with id ${id}`, path),
    );
}

/** Refuses to write by a schema that somebody changed since this operation read it. */
export function checkSchemaIsCurrent(
  ctx: Context,
  entity: Entity,
  found: { readonly isActive: boolean; readonly updatedTime: string },
): void {
  const named = canReadEntity(ctx, entity) ? `Entity "${entity.name}"` : 'Something that this follows from';
  if (!found.isActive) throw rejected('NOT_FOUND', `${named} was deleted`);
  if (new Date(found.updatedTime).getTime() !== entity.updatedTime.getTime()) {
    throw rejected('CONFLICT', `${named} was changed a moment ago; try again`);
  }
}

const DEADLOCK = '40P01';

/** Tells what another writer caused, which checks before the write cannot see. */
export async function translatingConflicts<T>(entity: Entity, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isUniqueViolation(error, 'entry_name')) {
      throw rejected('DUPLICATE', `Another entry of "${entity.name}" got this name a moment ago`, ['name']);
    }
    if (findErrorCode(error) === DEADLOCK) {
      throw rejected('CONFLICT', 'Somebody else writes the same entries at this moment; try again');
    }
    throw error;
  }
}
