import { defineEntity, p } from '@mikro-orm/core';
import { softDeletedColumns } from '../../db/index.ts';

/** The row of an entity as the unit of work writes it. Reads go through the catalog. */
const EntityRecordSchema = defineEntity({
  name: 'Entity',
  tableName: 'entity',
  properties: {
    id: p.integer().primary().defaultRaw(`nextval('object_id')`),
    name: p.text(),
    nameKey: p.text(),
    note: p.text().default(''),
    itemNamePattern: p.text().default(''),
    itemNameType: p.text().default('USER'),
    isToplevel: p.boolean().default(false),
    ...softDeletedColumns(),
  },
});
export class EntityRecord extends EntityRecordSchema.class {}
EntityRecordSchema.setClass(EntityRecord);

const EntityAttrRecordSchema = defineEntity({
  name: 'EntityAttr',
  tableName: 'entity_attr',
  properties: {
    id: p.integer().primary().defaultRaw(`nextval('object_id')`),
    entityId: p.integer(),
    name: p.text(),
    nameKey: p.text(),
    type: p.smallint(),
    index: p.integer().default(0),
    isMandatory: p.boolean().default(false),
    isSummarized: p.boolean().default(false),
    isDeleteInChain: p.boolean().default(false),
    referral: p.array((value) => Number(value)).columnType('integer[]'),
    defaultValue: p.json().nullable(),
    choices: p.json(),
    note: p.text().default(''),
    nameOrder: p.integer().default(0),
    namePrefix: p.text().default(''),
    namePostfix: p.text().default(''),
    displayAttr: p.text().default(''),
    ...softDeletedColumns(),
  },
});
export class EntityAttrRecord extends EntityAttrRecordSchema.class {}
EntityAttrRecordSchema.setClass(EntityAttrRecord);

export { EntityAttrRecordSchema, EntityRecordSchema };
