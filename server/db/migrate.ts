import type { MikroORM, Transaction } from '@mikro-orm/postgresql';
import pg from 'pg';
import { getPool } from './orm.ts';

/** Any number, as long as every version of this server uses the same. */
const MIGRATION_LOCK = 7_246_035;

export interface MigrationStatus {
  readonly done: readonly string[];
  readonly pending: readonly string[];
  /** In the database, but not known to this server. */
  readonly unknown: readonly string[];
}

/** The database was migrated by a newer server than this one. */
export class ServerOlderThanSchema extends Error {
  constructor(unknown: readonly string[]) {
    super(
      `The database has migrations that this server does not know (${unknown.join(', ')}), so a newer Pagoda has used it. ` +
        'Start that version, or a newer one.',
    );
    this.name = 'ServerOlderThanSchema';
  }
}

/** Brings the schema up to this server and returns the names of the migrations it ran. Servers that start at once take turns. */
export function migrateUp(orm: MikroORM): Promise<readonly string[]> {
  return withMigrationLock(orm, async () => {
    const { unknown } = await migrationStatus(orm);
    if (unknown.length > 0) throw new ServerOlderThanSchema(unknown);
    // Makes the table of migrations, which `up` would do outside its transaction but while holding it.
    await orm.migrator.getExecuted();
    const done = await orm.em.getConnection().transactional(async (transaction: Transaction) => {
      await orm.em.getConnection().execute('set local statement_timeout = 0', [], 'run', transaction);
      return orm.migrator.up({ transaction });
    });
    return done.map(({ name }) => name);
  });
}

/** Changes nothing, also in a database that was never migrated. */
export async function migrationStatus(orm: MikroORM): Promise<MigrationStatus> {
  const { tableName = 'migration', migrationsList = [] } = orm.config.get('migrations');
  const known = migrationsList.map((migration) => migration.name);
  const client = await getPool(orm.em).connect();
  try {
    const { rows: tables } = await client.query('select to_regclass($1) is not null as "exists"', [tableName]);
    const { rows } = tables[0]?.exists
      ? await client.query(`select name from ${client.escapeIdentifier(tableName)} order by id`)
      : { rows: [] };
    const applied = rows.map((row) => String(row.name));
    return {
      done: applied.filter((name) => known.includes(name)),
      pending: known.filter((name) => !applied.includes(name)),
      unknown: applied.filter((name) => !known.includes(name)),
    };
  } finally {
    client.release();
  }
}

/** The lock of a transaction, because a pooler may lend its connection to others after the end of one. */
async function withMigrationLock<T>(orm: MikroORM, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: orm.config.get('clientUrl'),
    application_name: 'pagoda migration lock',
    keepAlive: true,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin');
    await client.query('set local statement_timeout = 0');
    await client.query('set local idle_in_transaction_session_timeout = 0');
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    return await work();
  } finally {
    await client.end();
  }
}
