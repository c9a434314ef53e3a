import pg from 'pg';
import { isDatabaseAway } from '../../db/index.ts';
import { rejected } from '../../errors.ts';
import { withLockPatience } from './lock-patience.store.ts';
import { lockPlugin, withUnboundedTransaction } from './migrate-plugin.store.ts';
import { roleOf } from './storage-names.ts';

/** What a plugin has in the database. */
export interface StoredPlugin {
  readonly pluginId: string;
  readonly schema: string;
  readonly tables: readonly string[];
  readonly bytes: number;
  readonly migrations: number;
}

/** Of all plugins that ever had tables here and were not purged. */
export async function listStored(client: pg.Client): Promise<readonly StoredPlugin[]> {
  // In a database that was never migrated there are none.
  const { rows: known } = await client.query(`select to_regclass('plugin_storage') is not null as "isThere"`);
  if (!known[0]?.isThere) return [];
  const { rows } = await client.query<StoredPlugin>(
    `select s.plugin_id as "pluginId", s.schema_name as schema,
       coalesce(array_agg(c.relname::text order by c.relname) filter (where c.relname is not null), '{}') as tables,
       coalesce(sum(pg_total_relation_size(c.oid)), 0)::float8 as bytes,
       (select count(*)::integer from plugin_migration m where m.plugin_id = s.plugin_id) as migrations
     from plugin_storage s
     left join pg_class c on c.relnamespace = to_regnamespace(quote_ident(s.schema_name)) and c.relkind in ('r', 'p')
     group by s.plugin_id order by s.plugin_id`,
  );
  return rows;
}

/** What purging does in the transaction that drops the tables. */
export interface PurgeSteps {
  /** Milliseconds for those who read the tables. */
  readonly patience: number;
  /** Throws if somebody needs the tables. */
  requireUnused(): Promise<void>;
  /** Forgets what others wait for: at the end, when nobody else is waited for any more. */
  forget(): Promise<void>;
}

/** Drops the tables of a plugin and forgets its migrations. Gives the role that was left because the user may not drop it, or null. */
export async function purgeStored(
  client: pg.Client,
  { pluginId, schema }: StoredPlugin,
  { patience, requireUnused, forget }: PurgeSteps,
): Promise<string | null> {
  await withUnboundedTransaction(client, async () => {
    await requireUnused();
    await lockPlugin(client, pluginId);
    const drop = `drop schema if exists ${pg.escapeIdentifier(schema)} cascade`;
    if (!(await withLockPatience(client, patience, () => client.query(drop)))) {
      const users = await listUsers(client, schema);
      throw rejected(
        'CONFLICT',
        `The tables of the plugin ${pluginId} are in use by other connections to the database${users}. Nothing was dropped. Wait until they have ended, or end them with pg_terminate_backend, and purge again`,
        ['id'],
      );
    }
    await client.query('delete from plugin_storage where plugin_id = $1', [pluginId]);
    await forget();
  });
  const { rows } = await client.query<{ oid: number }>(
    'select oid from pg_database where datname = current_database()',
  );
  const role = roleOf(schema, rows[0]?.oid ?? 0);
  const name = pg.escapeIdentifier(role);
  try {
    await client.query(`drop role if exists ${name}`);
    return null;
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    return role;
  }
}

/** Who has locks on the tables, for the end of a sentence. */
async function listUsers(client: pg.Client, schema: string): Promise<string> {
  const { rows } = await client.query<{ pid: number; name: string | null }>(
    `select distinct l.pid, nullif(a.application_name, '') as name
     from pg_locks l join pg_class c on c.oid = l.relation join pg_stat_activity a on a.pid = l.pid
     where l.granted and l.pid <> pg_backend_pid() and c.relnamespace = to_regnamespace($1)
       and l.database = (select oid from pg_database where datname = current_database())
     order by 1`,
    [pg.escapeIdentifier(schema)],
  );
  if (rows.length === 0) return '';
  return `: ${rows.map(({ pid, name }) => (name === null ? `${pid}` : `${pid} (${name})`)).join(', ')}`;
}
