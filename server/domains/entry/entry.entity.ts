import { defineEntity, p } from '@mikro-orm/core';
import { softDeletedColumns } from '../../db/index.ts';

/** The row of an entry. The write path uses SQL; this lets the unit of work, and what listens to it, know the table. */
const EntrySchema = defineEntity({
  name: 'Entry',
  tableName: 'entry',
  properties: {
    id: p.integer().primary().defaultRaw(`nextval('object_id')`),
    entityId: p.integer(),
    name: p.text(),
    nameKey: p.text(),
    deletedWith: p.integer().nullable(),
    doc: p.json().default('{}'),
    ...softDeletedColumns(),
  },
});
export class EntryRecord extends EntrySchema.class {}
EntrySchema.setClass(EntryRecord);

const AttributeSchema = defineEntity({
  name: 'Attribute',
  tableName: 'attribute',
  properties: {
    id: p.integer().primary().defaultRaw(`nextval('object_id')`),
    entryId: p.integer(),
    entityAttrId: p.integer(),
    createdUserId: p.integer().nullable(),
    createdTime: p.datetime(3).defaultRaw('now()'),
  },
});
export class AttributeRecord extends AttributeSchema.class {}
AttributeSchema.setClass(AttributeRecord);

const AttributeValueSchema = defineEntity({
  name: 'AttributeValue',
  tableName: 'attribute_value',
  properties: {
    id: p.bigint('number').primary(),
    attributeId: p.integer(),
    type: p.smallint(),
    value: p.json(),
    createdUserId: p.integer().nullable(),
    createdTime: p.datetime(3).defaultRaw('now()'),
  },
});
export class AttributeValueRecord extends AttributeValueSchema.class {}
AttributeValueSchema.setClass(AttributeValueRecord);

export { AttributeSchema, AttributeValueSchema, EntrySchema };
