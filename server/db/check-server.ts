import type { EntityManager } from '@mikro-orm/postgresql';
import type { PoolClient } from 'pg';
import { findErrorCode } from '../error-code.ts';
import { getPool } from './orm.ts';

const OLDEST_MAJOR = 15;
const EXTENSIONS = ['pg_trgm', 'btree_gin'] as const;

/** A PostgreSQL that Pagoda cannot work on, with what to change, one sentence for each reason. */
export class UnsuitableDatabase extends Error {
  readonly reasons: readonly string[];

  constructor(reasons: readonly string[]) {
    super(reasons.join(' '));
    this.name = 'UnsuitableDatabase';
    this.reasons = reasons;
  }
}

/** For start-up, before the migrations. */
export async function checkServer(em: EntityManager): Promise<void> {
  const client = await getPool(em).connect();
  try {
    const reasons = [...(await checkSettings(client)), ...(await checkExtensions(client))];
    if (reasons.length === 0) reasons.push(...(await checkLetters(client)));
    if (reasons.length > 0) throw new UnsuitableDatabase(reasons);
  } finally {
    client.release();
  }
}

async function checkSettings(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ version: string; major: number; encoding: string }>(
    `select current_setting('server_version') as version, current_setting('server_version_num')::int / 10000 as major,
       getdatabaseencoding() as encoding`,
  );
  return rows.flatMap(({ version, major, encoding }) => [
    ...(major < OLDEST_MAJOR ? [`PostgreSQL ${version} is too old: Pagoda needs ${OLDEST_MAJOR} or newer.`] : []),
    ...(encoding === 'UTF8' ? [] : [`The database has the encoding ${encoding}: create one with ENCODING 'UTF8'.`]),
  ]);
}

async function checkExtensions(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string; isThere: boolean; mayCreate: boolean; user: string }>(
    `select wanted.name, available.name is not null as "isThere", current_user as user,
       available.installed_version is not null or has_database_privilege(current_database(), 'CREATE') as "mayCreate"
     from unnest($1::text[]) as wanted (name) left join pg_available_extensions available using (name)`,
    [EXTENSIONS],
  );
  return rows.flatMap(({ name, isThere, mayCreate, user }) => {
    if (!isThere) return [`PostgreSQL has no extension ${name}: install its contrib package (postgresql-contrib).`];
    if (mayCreate) return [];
    return [
      `The user ${user} may not create the extension ${name}: let an administrator run "create extension ${name}".`,
    ];
  });
}

/** Under the ctype C, pg_trgm drops every letter beyond ASCII and a search for such a word finds nothing. */
async function checkLetters(client: PoolClient): Promise<string[]> {
  if (await findsEveryLetter(client)) return [];
  const { rows } = await client.query<{ database: string; ctype: string }>(
    'select datname as database, datctype as ctype from pg_database where datname = current_database()',
  );
  return rows.map(
    ({ database, ctype }) =>
      `The database ${database} has the LC_CTYPE ${ctype}, under which words such as 日本 cannot be searched: ` +
      `create it with another, for example: create database ${database} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'.`,
  );
}

async function findsEveryLetter(client: PoolClient): Promise<boolean> {
  await client.query('begin');
  try {
    // The migrations create it for good. Servers that start at once wait here for each other.
    await client.query('create extension if not exists pg_trgm');
    const { rows } = await client.query<{ isFound: boolean }>(`select cardinality(show_trgm('日本')) > 0 as "isFound"`);
    return rows.some((row) => row.isFound);
  } catch (error) {
    const isMadeByAnother = findErrorCode(error) === '23505';
    if (!isMadeByAnother) throw error;
    await client.query('rollback');
    return findsEveryLetter(client);
  } finally {
    await client.query('rollback');
  }
}
