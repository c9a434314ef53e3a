/** All data of a database in a file, and back, also into another version of PostgreSQL. */
export { dumpToFile, type DumpOptions, type DumpSummary } from './dump.ts';
export { loadFromFile, readHeader } from './load.ts';
export { migrateForDump } from './migrate-for-dump.ts';
