import pg from 'pg';
import { findErrorCode } from '../../error-code.ts';
import { MigrationRefused } from './declared-migrations.ts';
import { roleOf, schemaOf, whyNoSchema } from './storage-names.ts';

/** Where the tables of a plugin are and who owns them. */
export interface Place {
  readonly schema: string;
  readonly role: string;
}

const INSUFFICIENT_PRIVILEGE = '42501';

/** Makes schema and role of a plugin unless they are there, in the transaction of the client. Throws `MigrationRefused`. */
export async function ensureSchema(client: pg.Client, pluginId: string): Promise<Place> {
  const { schema, found } = await checkSchema(client, pluginId);
  const role = roleOf(schema, found.database);
  await ensureRole(client, role);
  if (found.owner === null) {
    await client.query(`create schema ${pg.escapeIdentifier(schema)}`);
    await client.query('insert into plugin_storage (plugin_id, schema_name) values ($1, $2)', [pluginId, schema]);
  }
  await ensureRights(client, { schema, role });
  return { schema, role };
}

/** Whether the plugin has its schema or can get it. Changes nothing; throws `MigrationRefused`. */
export async function checkSchema(
  client: pg.Client,
  pluginId: string,
): Promise<{ readonly schema: string; readonly found: Found }> {
  const reason = whyNoSchema(pluginId);
  if (reason !== null) throw new MigrationRefused(reason);
  const schema = schemaOf(pluginId);
  const found = await findSchema(client, pluginId, schema);
  if (found.owner !== null && found.owner !== pluginId) {
    throw new MigrationRefused(
      `its PostgreSQL schema ${schema} is the one of the plugin "${found.owner}". Ids must differ in more than case, "-" and "_"`,
    );
  }
  if (found.owner === null && found.isThere) {
    throw new MigrationRefused(`the database has a schema ${schema} that no plugin made. Rename it, or drop it`);
  }
  if (found.owner !== null && !found.isThere) {
    throw new MigrationRefused(
      `its schema ${schema} is gone. Restore it, or forget it with "pagoda plugins purge ${pluginId}" while the plugin is not enabled`,
    );
  }
  return { schema, found };
}

interface Found {
  readonly database: number;
  readonly owner: string | null;
  readonly isThere: boolean;
}

async function findSchema(client: pg.Client, pluginId: string, schema: string): Promise<Found> {
  const { rows } = await client.query<Found>(
    `select (select oid from pg_database where datname = current_database()) as database,
       (select plugin_id from plugin_storage where plugin_id = $1 or schema_name = $2 limit 1) as owner,
       to_regnamespace(quote_ident($2)) is not null as "isThere"`,
    [pluginId, schema],
  );
  return rows[0] ?? { database: 0, owner: null, isThere: false };
}

/** Roles outlive their database, so one may be there already. */
async function ensureRole(client: pg.Client, role: string): Promise<void> {
  const name = pg.escapeIdentifier(role);
  try {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
    if (rowCount === 0) await client.query(`create role ${name} nologin noinherit`);
    const { rows } = await client.query<{ isMember: boolean }>(
      `select pg_has_role(current_user, $1, case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end)
         as "isMember"`,
      [role],
    );
    if (!rows[0]?.isMember) await client.query(`grant ${name} to current_user`);
  } catch (error) {
    if (findErrorCode(error) !== INSUFFICIENT_PRIVILEGE) throw error;
    const { user } = client;
    throw new MigrationRefused(
      `the database user "${user}" may not make the role that keeps the plugin inside its own tables. Let an administrator run: ` +
        `create role ${name} nologin noinherit; grant ${name} to ${pg.escapeIdentifier(user ?? '')}; ` +
        `or give that user the right CREATEROLE, for all plugins`,
      { cause: error },
    );
  }
}

/** Of a database that was restored elsewhere the objects may belong to somebody else. */
async function ensureRights(client: pg.Client, { schema, role }: Place): Promise<void> {
  const [namespace, owner] = [pg.escapeIdentifier(schema), pg.escapeIdentifier(role)];
  const { rows } = await client.query<{ isGranted: boolean }>(
    `select has_schema_privilege($1, $2, 'create') and has_schema_privilege($1, $2, 'usage') as "isGranted"`,
    [role, schema],
  );
  if (rows[0]?.isGranted) return;
  await client.query(`grant usage, create on schema ${namespace} to ${owner}`);
  const { rows: foreign } = await client.query<{ statement: string }>(FOREIGN, [schema, role]);
  for (const { statement } of foreign) await client.query(statement);
}

const FOREIGN = `
  select format('alter table %s owner to %I', c.oid::regclass, $2::text) as statement
  from pg_class c
  where c.relnamespace = quote_ident($1::text)::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S')
    and c.relowner <> quote_ident($2::text)::regrole
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i')
      and d.refclassid = 'pg_class'::regclass and c.relkind = 'S')
  union all
  select format('alter routine %s owner to %I', p.oid::regprocedure, $2::text)
  from pg_proc p where p.pronamespace = quote_ident($1::text)::regnamespace and p.proowner <> quote_ident($2::text)::regrole
  union all
  select format('alter type %s owner to %I', t.oid::regtype, $2::text)
  from pg_type t left join pg_class c on c.oid = t.typrelid
  where t.typnamespace = quote_ident($1::text)::regnamespace and t.typowner <> quote_ident($2::text)::regrole
    and (t.typtype in ('e', 'd', 'r') or (t.typtype = 'c' and c.relkind = 'c'))`;
