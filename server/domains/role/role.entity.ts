import { defineEntity, p } from '@mikro-orm/core';

const RoleSchema = defineEntity({
  name: 'Role',
  tableName: 'role',
  properties: {
    id: p.integer().primary(),
    name: p.text(),
    nameKey: p.text(),
    description: p.text().default(''),
    isActive: p.boolean().default(true),
    createdTime: p.datetime(3).defaultRaw('now()'),
    updatedTime: p.datetime(3).defaultRaw('now()'),
  },
});
export class Role extends RoleSchema.class {}
RoleSchema.setClass(Role);

export { RoleSchema };
