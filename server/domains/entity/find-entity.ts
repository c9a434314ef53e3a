import type { Context } from '../../context.ts';
import { rejected } from '../../errors.ts';
import { parseId } from '../../parse-id.ts';
import { canReadEntity } from '../access/index.ts';
import type { Entity } from './catalog.ts';

/** The entity by id or by name, if the caller may see it. Deleted ones are found by id only. */
export function findEntityBy(
  ctx: Context,
  by: { readonly id?: string | null; readonly name?: string | null },
): Entity | null {
  const id = by.id ? parseId(by.id) : null;
  const entity = id === null ? (by.name ? ctx.catalog.findEntityByName(by.name) : null) : ctx.catalog.findEntity(id);
  return entity && canReadEntity(ctx, entity) ? entity : null;
}

/** The active entity that an input names, for writing into. */
export function getActiveEntity(
  ctx: Context,
  by: { readonly entity?: string | null; readonly entityName?: string | null },
): Entity {
  if (by.entity && by.entityName) throw rejected('INVALID', 'Give `entity` or `entityName`, not both', ['entityName']);
  if (!by.entity && !by.entityName) throw rejected('REQUIRED', 'Give `entity` or `entityName`', ['entity']);
  const entity = findEntityBy(ctx, { id: by.entity, name: by.entityName });
  if (!entity?.isActive) {
    const named = by.entity ? `id ${by.entity}` : `name "${by.entityName}"`;
    throw rejected('NOT_FOUND', `There is no entity with ${named}`, [by.entity ? 'entity' : 'entityName']);
  }
  return entity;
}
