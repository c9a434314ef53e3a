export { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded/index.ts';
export { migrateUp, migrationStatus, ServerOlderThanSchema, type MigrationStatus } from './migrate.ts';
export { openOrm, type OrmOptions } from './orm.ts';
export { getPool } from './pool.ts';
export { query } from './query.ts';
export { EMPTY_SQL, identifierSql, joinSql, rawSql, sql, type Sql } from './sql.ts';
export { withStatementMeter, type StatementMeter } from './statement-meter.ts';
