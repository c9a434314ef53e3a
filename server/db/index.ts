export type { Change, ChangeKind } from './change.ts';
export { checkServer, UnsuitableDatabase } from './check-server.ts';
export { isDatabaseAway, isStatementTimeout } from './database-away.ts';
export { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded/index.ts';
export { FenceBroken, type Fence } from './fenced.ts';
export { describeFlush } from './describe-flush.ts';
export { idList, nameKeyList } from './list-parameter.ts';
export { inTransaction } from './in-transaction.ts';
export {
  makeJournal,
  recordChange,
  type BeforeCommit,
  type Committed,
  type DescribeChange,
  type Journal,
  type JournalOptions,
} from './journal.ts';
export { betweenCursors, decodeCursor, encodeCursor, orderBy, type CursorValue, type OrderKey } from './keyset.ts';
export { makeListLoader } from './list-loader.ts';
export { Listener, NotifyDoesNotArrive, type ListenerOptions } from './listener.ts';
export { migrateUp, migrationStatus, ServerOlderThanSchema, type MigrationStatus } from './migrate.ts';
export { openDatabase, type Database } from './open-database.ts';
export { getPool, openOrm, type OrmOptions } from './orm.ts';
export { readNestedPages, type NestedList } from './nested-pages.ts';
export { makePage, parsePage, type Page, type PageArgs, type PageRequest } from './page.ts';
export { CommitBecameRollback } from './metered-client.ts';
export { prepareDatabase } from './prepare-database.ts';
export { queryFenced } from './query-fenced.ts';
export { query } from './query.ts';
export { makeRowLoader, RowLoader } from './row-loader.ts';
export { EMPTY_SQL, identifierSql, joinSql, rawSql, sql, type Sql } from './sql.ts';
export { withStatementMeter, type StatementMeter } from './statement-meter.ts';
export { withTransaction } from './transaction.ts';
export { softDeletedColumns } from './soft-deleted.ts';
export { isUniqueViolation } from './unique-violation.ts';
export { NOTIFY_AT_COMMIT } from './transaction-client.ts';
