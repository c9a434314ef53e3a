import type { PluginSql } from 'pagoda-plugin-sdk';
import type { Cursor } from './cursor.ts';
import type { AuditRecord, NewRecord } from './record.ts';

/** Which records. */
export interface RecordFilter {
  readonly entityId: number | null;
  readonly entryId: number | null;
  readonly username: string | null;
  readonly since: Date | null;
  readonly until: Date | null;
}

/** A part of the list, the newest first. */
export interface Section {
  readonly after: Cursor | null;
  readonly limit: number;
  /** Only what happened to these entities and their entries; null for all. */
  readonly entityIds: readonly number[] | null;
}

const COLUMNS = `id, time, action, entity_id as "entityId", entity_name as "entityName", entry_id as "entryId", name,
  user_id as "userId", username, note`;

const INSERT = `
  insert into record (change_id, time, action, entity_id, entity_name, entry_id, name, user_id, username, note)
  select "changeId", time, action, "entityId", "entityName", "entryId", name, "userId", username, note
  from jsonb_to_recordset($1::jsonb) as given ("changeId" text, time timestamptz, action text, "entityId" bigint,
    "entityName" text, "entryId" bigint, name text, "userId" bigint, username text, note text)
  on conflict (change_id) do nothing
  returning ${COLUMNS}`;

const FIND = `
  select ${COLUMNS} from record
  where ($1::bigint is null or entity_id = $1)
    and ($2::bigint is null or entry_id = $2)
    and ($3::text is null or username = $3)
    and ($4::timestamptz is null or time >= $4)
    and ($5::timestamptz is null or time < $5)
    and ($6::bigint[] is null or entity_id = any($6))
    and ($7::timestamptz is null or (time, id) < ($7, $8::bigint))
  order by time desc, id desc limit $9`;

const FIND_OF_ENTRIES = `
  select ${COLUMNS} from unnest($1::bigint[]) as wanted (wanted_id)
  cross join lateral (
    select * from record where entry_id = wanted_id order by time desc, id desc limit $2
  ) as latest
  order by time desc, id desc`;

/** Gives those that were not there yet. */
export function insertRecords(sql: PluginSql, records: readonly NewRecord[]): Promise<readonly AuditRecord[]> {
  return sql.query<AuditRecord>(INSERT, [JSON.stringify(records)]);
}

export function findRecords(
  sql: PluginSql,
  { entityId, entryId, username, since, until }: RecordFilter,
  { after, limit, entityIds }: Section,
): Promise<readonly AuditRecord[]> {
  const place = [after?.time ?? null, after?.id ?? null, limit];
  return sql.query<AuditRecord>(FIND, [entityId, entryId, username, since, until, entityIds, ...place]);
}

/** The newest of each entry, so many of each. */
export function findRecordsOf(
  sql: PluginSql,
  entryIds: readonly number[],
  limit: number,
): Promise<readonly AuditRecord[]> {
  return sql.query<AuditRecord>(FIND_OF_ENTRIES, [entryIds, limit]);
}

/** The oldest of those that are too old, so many at once; gives how many there were. */
export async function deleteOlderThan(sql: PluginSql, days: number, limit: number): Promise<number> {
  const deleted = await sql`
    delete from record where id in (
      select id from record where time < now() - make_interval(days => ${days}::integer) order by time limit ${limit}
    ) returning id`;
  return deleted.length;
}
