export { checkStorage, type CheckReport, type StorageDifference } from './check.ts';
export { copyEntry, type CopyEntryInput } from './entry.copy.ts';
export {
  createEntries,
  createEntry,
  type CreateEntriesInput,
  type CreateEntryInput,
  type NewEntry,
} from './entry.create.ts';
export { deleteEntry } from './entry.delete.ts';
export { AttributeSchema, AttributeValueSchema, EntryRecord, EntrySchema } from './entry.entity.ts';
export { callerOf, recallChanged } from './entry-trace.ts';
export { toEntryView } from './entry.hooks.ts';
export { entryLoader, forgetEntries } from './entry.loader.ts';
export { restoreEntry } from './entry.restore.ts';
export { ALL_PARTS, NAME_ONLY, type EntryRow } from './entry-row.ts';
export { listEntries, listReferrals, type EntryListArgs } from './entry-list.store.ts';
export { listVersions, type VersionRow } from './history.store.ts';
export { nestedPage } from './nested-lists.ts';
export { restoreValue } from './restore-value.ts';
export { updateEntry, type UpdateEntryInput } from './entry.update.ts';
export { loadObjects } from './load-objects.ts';
export { loadEntryViews } from './load-entry-views.ts';
export { notifyEntryChanges, type EntryChangeEvent } from './entry-change.ts';
export { EntryChanges } from './entry-changes.ts';
export { entryOperations } from './entry.jobs.ts';
export { entryRegistration } from './entry.registration.ts';
export type { AttributeView } from './attribute-view.ts';
