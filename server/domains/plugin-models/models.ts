import type { Models } from 'pagoda-plugin-sdk';
import { entityTable, newEntity } from './entity.model.ts';
import { entryTable, newEntry } from './entry.model.ts';
import { makeModel } from './model-manager.ts';
import { userTable } from './user.model.ts';

/** What stands behind the names that plugins import. */
export const MODELS: Partial<Models> = {
  Entity: makeModel(entityTable, newEntity),
  Entry: makeModel(entryTable, newEntry),
  User: makeModel(userTable),
};
