import { defineEntity, p } from '@mikro-orm/core';

const UserSchema = defineEntity({
  name: 'User',
  tableName: 'user',
  properties: {
    id: p.integer().primary(),
    username: p.text(),
    usernameKey: p.text(),
    email: p.text().default(''),
    passwordHash: p.text().default(''),
    isSuperuser: p.boolean().default(false),
    isReadonly: p.boolean().default(false),
    isActive: p.boolean().default(true),
    tokenLifetime: p.integer().default(86400),
    parentUserId: p.integer().nullable(),
    createdUserId: p.integer().nullable(),
    createdTime: p.datetime(3).defaultRaw('now()'),
    updatedTime: p.datetime(3).defaultRaw('now()'),
  },
});
export class User extends UserSchema.class {}
UserSchema.setClass(User);

const TokenSchema = defineEntity({
  name: 'Token',
  tableName: 'token',
  properties: {
    id: p.integer().primary(),
    userId: p.integer(),
    hash: p.blob(),
    note: p.text().default(''),
    createdTime: p.datetime(3).defaultRaw('now()'),
    expiresTime: p.datetime(3).nullable(),
  },
});
export class Token extends TokenSchema.class {}
TokenSchema.setClass(Token);

export { TokenSchema, UserSchema };
