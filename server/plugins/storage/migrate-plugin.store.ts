import pg from 'pg';
import type { Plugin } from 'pagoda-plugin-sdk';
import { isDatabaseAway } from '../../db/index.ts';
import {
  MigrationRefused,
  pendingMigrations,
  readMigrations,
  type AppliedMigration,
  type DeclaredMigration,
} from './declared-migrations.ts';
import { ensureSchema, type Place } from './ensure-schema.store.ts';
import { schemaOf } from './storage-names.ts';

/** The first half of the locks of plugins; the second is made of the schema. */
const PLUGIN_LOCK = 7_246_036;

/**
 * Runs the migrations of plugins that have not run in this database yet. Gives why plugins cannot have their tables, by id; those that
 * are not there can. Servers that start at once take turns. Opens nothing if no plugin has migrations.
 */
export async function migratePlugins(
  url: string,
  plugins: readonly Plugin[],
): Promise<ReadonlyMap<string, MigrationRefused>> {
  const refused = new Map<string, MigrationRefused>();
  const owners = plugins.filter(({ migrations }) => migrations !== undefined);
  if (owners.length === 0) return refused;
  // A connection of its own: what a migration sets is gone with it.
  const client = new pg.Client({ connectionString: url, application_name: 'pagoda plugin migration', keepAlive: true });
  client.on('error', () => undefined);
  await client.connect();
  try {
    for (const plugin of owners) {
      try {
        await migratePlugin(client, plugin);
      } catch (error) {
        if (!(error instanceof MigrationRefused)) throw error;
        refused.set(plugin.id, error);
      }
    }
  } finally {
    await client.end();
  }
  return refused;
}

async function migratePlugin(client: pg.Client, plugin: Plugin): Promise<void> {
  const declared = readMigrations(plugin);
  while (await withPluginLock(client, plugin.id, () => runNext(client, plugin, declared)));
}

/** Lends a transaction in which no other process touches the storage of the plugin. */
function withPluginLock<T>(client: pg.Client, pluginId: string, work: () => Promise<T>): Promise<T> {
  return withUnboundedTransaction(client, async () => {
    await lockPlugin(client, pluginId);
    return work();
  });
}

/** Until the end of the transaction no other process touches the storage of the plugin. */
export async function lockPlugin(client: pg.Client, pluginId: string): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1, hashtext($2))', [PLUGIN_LOCK, schemaOf(pluginId)]);
}

/** Lends a transaction that may take and wait as long as it needs. */
export async function withUnboundedTransaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    for (const limit of ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout']) {
      await client.query(`set local ${limit} = 0`);
    }
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** Whether there was one. */
async function runNext(client: pg.Client, { id }: Plugin, declared: readonly DeclaredMigration[]): Promise<boolean> {
  const place = await ensureSchema(client, id);
  const { rows } = await client.query<AppliedMigration>(
    'select name, checksum from plugin_migration where plugin_id = $1 order by place',
    [id],
  );
  const [next] = pendingMigrations(declared, rows);
  if (!next) return false;
  await runMigration(client, place, next);
  await client.query('insert into plugin_migration (plugin_id, name, place, checksum) values ($1, $2, $3, $4)', [
    id,
    next.name,
    rows.length + 1,
    next.checksum,
  ]);
  return true;
}

const RUNNER = 'pagoda_run_migration';

/**
 * Inside of a function PostgreSQL refuses to end the transaction, and inside of one with the rights of its owner also to take those of
 * somebody else.
 */
async function runMigration(
  client: pg.Client,
  { schema, role }: Place,
  { name, sql }: DeclaredMigration,
): Promise<void> {
  const [namespace, owner] = [pg.escapeIdentifier(schema), pg.escapeIdentifier(role)];
  const runner = `${namespace}.${RUNNER}`;
  await client.query(`set local role ${owner}`);
  await client.query(`
    create function ${runner}(text) returns void language plpgsql security definer set search_path = ${namespace}, pg_temp
    as 'begin execute $1; end'`);
  await client.query('set local role none');
  try {
    await client.query(`select ${runner}($1)`, [sql]);
  } catch (error) {
    if (isDatabaseAway(error) || !(error instanceof pg.DatabaseError)) throw error;
    throw new MigrationRefused(`migration ${name} failed: ${error.message}${placeOf(error, sql)}`, { cause: error });
  }
  await client.query(`drop function ${runner}(text)`);
}

function placeOf({ internalPosition, internalQuery }: pg.DatabaseError, sql: string): string {
  if (internalPosition === undefined || internalQuery !== sql) return '';
  return ` (in line ${sql.slice(0, Number(internalPosition)).split('\n').length})`;
}
