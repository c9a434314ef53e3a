import { defineEntity, p } from '@mikro-orm/core';

/** The row of an entity as the unit of work writes it. Reads go through the catalog. */
const EntityRecordSchema = defineEntity({
  name: 'Entity',
  tableName: 'entity',
  properties: {
    id: p.integer().primary().defaultRaw(`nextval('object_id')`),
    name: p.text(),
    nameKey: p.text(),
    deletedName: p.text().nullable(),
    note: p.text().default(''),
    itemNamePattern: p.text().default(''),
    itemNameType: p.text().default('USER'),
    isToplevel: p.boolean().default(false),
    isActive: p.boolean().default(true),
    createdUserId: p.integer().nullable(),
    createdTime: p.datetime(3).defaultRaw('now()'),
    updatedUserId: p.integer().nullable(),
    updatedTime: p.datetime(3).defaultRaw('now()'),
    deletedUserId: p.integer().nullable(),
    deletedTime: p.datetime(3).nullable(),
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
    deletedName: p.text().nullable(),
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
    isActive: p.boolean().default(true),
    createdUserId: p.integer().nullable(),
    createdTime: p.datetime(3).defaultRaw('now()'),
    updatedUserId: p.integer().nullable(),
    updatedTime: p.datetime(3).defaultRaw('now()'),
    deletedUserId: p.integer().nullable(),
    deletedTime: p.datetime(3).nullable(),
  },
});
export class EntityAttrRecord extends EntityAttrRecordSchema.class {}
EntityAttrRecordSchema.setClass(EntityAttrRecord);

export { EntityAttrRecordSchema, EntityRecordSchema };
