import type { EntityAttrProtocol } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { sql } from '../../db/index.ts';
import type { EntityAttr } from '../entity/index.ts';
import { booleanField, numberField, textField } from './conditions.ts';
import { entityTable, isEntityObject, loadEntityObjects, visibleEntities, type EntityObject } from './entity.model.ts';
import { relationField } from './lookup.ts';
import type { Table } from './table.ts';

/** A column of an entity as plugins see one. */
export class EntityAttrObject implements EntityAttrProtocol {
  readonly id: number;
  readonly name: string;
  readonly type: number;
  readonly isMandatory: boolean;
  readonly isActive: boolean;
  readonly index: number;
  readonly note: string;
  readonly parentEntity: EntityObject;

  constructor({ id, name, type, isMandatory, isActive, index, note }: EntityAttr, parentEntity: EntityObject) {
    this.id = id;
    this.name = name;
    this.type = type.code;
    this.isMandatory = isMandatory;
    this.isActive = isActive;
    this.index = index;
    this.note = note;
    this.parentEntity = parentEntity;
    Object.freeze(this);
  }
}

export function isEntityAttrObject(value: unknown): value is EntityAttrObject {
  return value instanceof EntityAttrObject;
}

interface EntityAttrRow {
  readonly id: number;
  readonly entityId: number;
  readonly entityAttrId: number;
}

/** Who sees an entity sees which columns it has. */
export const entityAttrTable: Table<EntityAttrRow, EntityAttrObject> = {
  name: 'EntityAttr',
  from: sql`entity_attr a`,
  id: { expression: sql`a.id`, type: 'integer' },
  columns: sql`a.id, a.id as "entityAttrId", a.entity_id as "entityId"`,
  fields: {
    id: numberField(sql`a.id`),
    name: textField(sql`a.name`, sql`a.name_key`),
    type: numberField(sql`a.type`),
    isActive: booleanField(sql`a.is_active`),
    isMandatory: booleanField(sql`a.is_mandatory`),
    parentEntity: relationField(sql`a.entity_id`, isEntityObject, entityTable),
  },
  orders: {
    id: { expression: sql`a.id`, type: 'integer' },
    name: { expression: sql`a.name_key`, type: 'text' },
    index: { expression: sql`a.index`, type: 'integer' },
  },
  visible: (ctx) => visibleEntities(ctx, sql`a.entity_id`),
  build: async (ctx, rows) => {
    const attrs = await loadEntityAttrObjects(
      ctx,
      rows.map(({ id }) => id),
    );
    return rows.flatMap(({ id }) => attrs.get(id) ?? []);
  },
};

/** Columns by their ids, which the catalog knows. */
export async function loadEntityAttrObjects(
  ctx: Context,
  ids: Iterable<number>,
): Promise<ReadonlyMap<number, EntityAttrObject>> {
  const attrs = [...new Set(ids)].map((id) => ctx.catalog.getAttr(id));
  const entities = await loadEntityObjects(
    ctx,
    attrs.map(({ entityId }) => entityId),
  );
  const objects = attrs.flatMap((attr) => {
    const entity = entities.get(attr.entityId);
    return entity ? new EntityAttrObject(attr, entity) : [];
  });
  return new Map(objects.map((object) => [object.id, object]));
}
