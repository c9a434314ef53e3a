import { p } from '@mikro-orm/core';

/** The columns of rows that are switched off instead of removed, and that say who did what when. */
export function softDeletedColumns() {
  return {
    deletedName: p.text().nullable(),
    isActive: p.boolean().default(true),
    createdUserId: p.integer().nullable(),
    createdTime: p.datetime(3).defaultRaw('now()'),
    updatedUserId: p.integer().nullable(),
    updatedTime: p.datetime(3).defaultRaw('now()'),
    deletedUserId: p.integer().nullable(),
    deletedTime: p.datetime(3).nullable(),
  };
}
