import type { Client } from 'pg';

/** A table as a dump sees it: found in the database itself, so that tables of later migrations are included. */
export interface DumpTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** The ORDER BY that makes two dumps of the same rows equal. */
  readonly order: string;
}

/**
 * The migrations of the target describe its tables; the dump only names the last one. Keys and who is logged in are of one
 * installation, and nothing to keep in a file. The tables of plugins are not in the dump, so it does not say that they are there.
 */
const LEFT_OUT = [
  ...['migration', 'server_key', 'session', 'login_failure'],
  ...['plugin_storage', 'plugin_migration', 'plugin_message'],
];

const TABLES = `
  select c.relname as name,
    (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
     from pg_attribute a
     where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
    coalesce(
      (select string_agg(quote_ident(a.attname) || case when a.attcollation = 0 then '' else ' collate "C"' end, ', ' order by k.place)
       from pg_index i
       cross join lateral unnest(i.indkey) with ordinality k (attnum, place)
       join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
       where i.indrelid = c.oid and i.indisprimary),
      (select string_agg(quote_ident(a.attname) || '::text collate "C"', ', ' order by a.attnum)
       from pg_attribute a
       where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)
    ) as "order"
  from pg_class c
  where c.relnamespace = current_schema()::regnamespace
    and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> all($1::text[])
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
  order by c.relname collate "C"`;

export async function findTables(client: Client): Promise<readonly DumpTable[]> {
  const { rows } = await client.query<DumpTable>(TABLES, [LEFT_OUT]);
  return rows;
}

const SEQUENCES = `
  select c.relname as name
  from pg_class c
  where c.relnamespace = current_schema()::regnamespace and c.relkind = 'S'
    and not exists (
      select from pg_depend d
      where d.classid = 'pg_class'::regclass and d.objid = c.oid
        and (d.deptype = 'e' or (d.deptype in ('a', 'i') and d.refobjid in (select to_regclass(quote_ident(t)) from unnest($1::text[]) t)))
    )
  order by c.relname collate "C"`;

/** Where a sequence stands: its last value, and whether that was given out. */
export type SequenceState = readonly [value: string, isCalled: boolean];

export async function readSequences(client: Client): Promise<Readonly<Record<string, SequenceState>>> {
  const { rows } = await client.query<{ name: string }>(SEQUENCES, [LEFT_OUT]);
  const states: Record<string, SequenceState> = {};
  for (const { name } of rows) {
    const at = await client.query<{ value: string; is_called: boolean }>(
      `select last_value::text as value, is_called from ${client.escapeIdentifier(name)}`,
    );
    const [state] = at.rows;
    if (state) states[name] = [state.value, state.is_called];
  }
  return states;
}

/** Texts of values must not depend on how a server or a user is set up, and a dump may take its time. */
export const SESSION = `
  set timezone = 'UTC';
  set datestyle = 'ISO, YMD';
  set intervalstyle = 'iso_8601';
  set bytea_output = 'hex';
  set extra_float_digits = 3;
  set client_encoding = 'UTF8';
  set statement_timeout = 0;
  set lock_timeout = 0;
  set idle_in_transaction_session_timeout = 0`;
