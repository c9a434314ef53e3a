export { examineStorage, type ExaminedMigration, type ExaminedStorage } from './examine-storage.store.ts';
export { MigrationRefused } from './declared-migrations.ts';
export { migratePlugins } from './migrate-plugin.store.ts';
export { awaitClaims, countClaims, excludeClaims, PluginClaims } from './plugin-claims.store.ts';
export { makeSql } from './plugin-sql.ts';
export { listStored, purgeStored, type StoredPlugin } from './purge.store.ts';
