import type { Context } from '../../context.ts';
import { canReadEntity, entityAttrLevel, READABLE, type AclKind } from '../access/index.ts';
import type { Entity, EntityAttr } from '../entity/index.ts';

/** Something that has an access control list, and what it belongs to. */
export interface AclObject {
  readonly id: number;
  readonly kind: AclKind;
  readonly name: string;
  readonly entityId: number;
  /** The column, of an entity attribute and of an attribute. */
  readonly attrId: number | null;
  /** Of an entry and of an attribute. */
  readonly entry: { readonly id: number; readonly name: string } | null;
}

export function entityObject({ id, name }: Entity): AclObject {
  return { id, kind: 'ENTITY', name, entityId: id, attrId: null, entry: null };
}

export function attrObject({ id, name, entityId }: EntityAttr): AclObject {
  return { id, kind: 'ENTITY_ATTR', name, entityId, attrId: id, entry: null };
}

interface EntryLike {
  readonly id: number;
  readonly name: string;
  readonly entityId: number;
}

export function entryObject({ id, name, entityId }: EntryLike): AclObject {
  return { id, kind: 'ENTRY', name, entityId, attrId: null, entry: { id, name } };
}

export function attributeObject(id: number, attr: Pick<EntityAttr, 'id' | 'name'>, entry: EntryLike): AclObject {
  const { entityId, name } = entry;
  return { id, kind: 'ATTRIBUTE', name: attr.name, entityId, attrId: attr.id, entry: { id: entry.id, name } };
}

/** What of the catalog has this id, if the caller may see it. */
export function findInCatalog(ctx: Context, id: number): AclObject | null {
  const entity = ctx.catalog.findEntity(id);
  if (entity) return canReadEntity(ctx, entity) ? entityObject(entity) : null;
  const attr = ctx.catalog.findAttr(id);
  if (!attr) return null;
  return entityAttrLevel(ctx, ctx.catalog.getEntity(attr.entityId), attr) >= READABLE ? attrObject(attr) : null;
}

/** Whose list its history and its parents are shown with. */
export function parentOf(ctx: Context, object: AclObject): AclObject | null {
  if (object.kind === 'ENTITY') return null;
  if (object.kind === 'ATTRIBUTE' && object.entry) return entryObject({ ...object.entry, entityId: object.entityId });
  return entityObject(ctx.catalog.getEntity(object.entityId));
}

/** The objects whose lists count for this one, from the entity down. */
export function chainOf(ctx: Context, object: AclObject): readonly AclObject[] {
  const entity = entityObject(ctx.catalog.getEntity(object.entityId));
  if (object.kind === 'ENTITY') return [entity];
  if (object.kind !== 'ATTRIBUTE' || !object.entry || object.attrId === null) return [entity, object];
  const entry = entryObject({ ...object.entry, entityId: object.entityId });
  return [entity, attrObject(ctx.catalog.getAttr(object.attrId)), entry, object];
}

/** For people. */
export function describeObject(ctx: Context, { kind, name, entityId, entry }: AclObject): string {
  switch (kind) {
    case 'ENTITY':
      return `entity "${name}"`;
    case 'ENTITY_ATTR':
      return `attribute "${name}" of entity "${ctx.catalog.getEntity(entityId).name}"`;
    case 'ENTRY':
      return `entry "${name}"`;
    case 'ATTRIBUTE':
      return `attribute "${name}" of entry "${entry?.name ?? ''}"`;
  }
}
