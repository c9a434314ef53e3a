import { EntityAttrRecordSchema, EntityRecordSchema } from './domains/entity/index.ts';
import { AttributeSchema, AttributeValueSchema, EntrySchema } from './domains/entry/index.ts';
import { GroupSchema } from './domains/group/index.ts';
import { RoleSchema } from './domains/role/index.ts';
import { TokenSchema, UserSchema } from './domains/user/index.ts';

/** Every table that the unit of work knows. */
export const RECORDS = [
  EntityRecordSchema,
  EntityAttrRecordSchema,
  EntrySchema,
  AttributeSchema,
  AttributeValueSchema,
  UserSchema,
  TokenSchema,
  GroupSchema,
  RoleSchema,
];
