import type { Models } from 'pagoda-plugin-sdk';
import { attributeTable } from './attribute.model.ts';
import { attributeValueTable } from './attribute-value.model.ts';
import { entityAttrTable } from './entity-attr.model.ts';
import { entityTable, newEntity } from './entity.model.ts';
import { entryTable, newEntry } from './entry.model.ts';
import { jobModel } from './job.model.ts';
import { makeModel } from './model-manager.ts';
import { userTable } from './user.model.ts';

/** What stands behind the names that plugins import. */
export const MODELS: Models = {
  Entity: makeModel(entityTable, newEntity),
  Entry: makeModel(entryTable, newEntry),
  EntityAttr: makeModel(entityAttrTable),
  Attribute: makeModel(attributeTable),
  AttributeValue: makeModel(attributeValueTable),
  User: makeModel(userTable),
  Job: jobModel,
};
