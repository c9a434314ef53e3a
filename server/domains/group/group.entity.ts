import { defineEntity, p } from '@mikro-orm/core';

const GroupSchema = defineEntity({
  name: 'Group',
  tableName: 'group',
  properties: {
    id: p.integer().primary(),
    name: p.text(),
    nameKey: p.text(),
    parentId: p.integer().nullable(),
    isActive: p.boolean().default(true),
    createdTime: p.datetime(3).defaultRaw('now()'),
    updatedTime: p.datetime(3).defaultRaw('now()'),
  },
});
export class Group extends GroupSchema.class {}
GroupSchema.setClass(Group);

export { GroupSchema };
