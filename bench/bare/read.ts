import type { Pool } from 'pg';
import type { Column, Referred, Targets } from './columns.ts';
import { collectTargets, makeTargets, renderAttrs, type Document } from './document.ts';

type Columns = ReadonlyMap<number, readonly Column[]>;

interface EntryRow {
  readonly id: number;
  readonly entity_id: number;
  readonly name: string;
  readonly name_key: string;
  readonly doc: Document;
}

interface NameRow {
  readonly kind: keyof Targets;
  readonly id: number;
  readonly name: string;
}

const ENTRY = 'select id, entity_id, name, doc from entry where id = $1';
const ENTRIES = 'select id, entity_id, name, doc from entry where id = any($1::int[]) and is_active';
const PAGE = `
  select id, entity_id, name, name_key, doc from entry
  where entity_id = $1 and is_active and (name_key, id) > ($2::text, $3::int)
  order by name_key, id limit $4`;
const NAMES = `
  select 'entry' as kind, id, name from entry where id = any($1::int[]) and is_active
  union all select 'group', id, name from "group" where id = any($2::int[]) and is_active
  union all select 'role', id, name from role where id = any($3::int[]) and is_active`;
const searchBy = (match: string) => `
  with hit as materialized (
    select e.id, e.name, e.name_key from entry e
    where e.entity_id = $1 and e.is_active and e.id in (
      select t.entry_id from entry_text t where t.entity_attr_id = $2 and ${match})
  )
  select id, name, name_key, (select count(*)::int from hit) as total from hit order by name_key, id limit $4`;
const SEARCH = { name: 'search', text: searchBy('t.text like $3') };
/** For what is too short for the trigram index, which would be read from end to end. */
const SEARCH_SHORT = { name: 'search short', text: searchBy("t.text || '' like $3") };

/** One entry with all attributes and the names they refer to. */
export async function readEntry(pool: Pool, columns: Columns, id: number): Promise<object> {
  const { rows } = await pool.query<EntryRow>({ name: 'entry', text: ENTRY, values: [id] });
  const [row] = rows;
  if (!row) return { entry: null };
  const referred = await readNames(pool, targetsOf(columns, rows));
  return { entry: withAttrs(columns, row, referred) };
}

/** A page of entries with the same. */
export async function readPage(
  pool: Pool,
  columns: Columns,
  { entity, after, first }: { entity: number; after: string; first: number },
): Promise<object> {
  const page = await readPageRows(pool, entity, after, first);
  const referred = await readNames(pool, targetsOf(columns, page.rows));
  return connection(page, (row) => withAttrs(columns, row, referred));
}

/** A page of entries with the entries that they refer to, and the names that these refer to. */
export async function readDeepPage(
  pool: Pool,
  columns: Columns,
  { entity, after, first }: { entity: number; after: string; first: number },
): Promise<object> {
  const page = await readPageRows(pool, entity, after, first);
  const near = targetsOf(columns, page.rows);
  const found = await pool.query<EntryRow>({ name: 'entries', text: ENTRIES, values: [[...near.entry]] });
  const names = await readNames(pool, targetsOf(columns, found.rows, { ...near, entry: new Set() }));
  const entries = new Map(found.rows.map((row) => [row.id, withAttrs(columns, row, names)]));
  const referred = { ...names, entry: (id: number) => entries.get(id) ?? null };
  return connection(page, (row) => withAttrs(columns, row, referred));
}

/** The entries with a text in one attribute, and how many there are. */
export async function readSearch(
  pool: Pool,
  { entity, attr, contains, first }: { entity: number; attr: number; contains: string; first: number },
): Promise<object> {
  const text = contains.normalize('NFC').toLowerCase();
  const values = [entity, attr, `%${text.replace(/[\\%_]/g, '\\$&')}%`, first + 1];
  const statement = /[\p{L}\p{N}]{3}/u.test(text) ? SEARCH : SEARCH_SHORT;
  const { rows } = await pool.query<EntryRow & { total: number }>({ ...statement, values });
  const total = rows[0]?.total ?? 0;
  const shape = ({ id, name }: EntryRow) => ({ id: String(id), name });
  const page = connection({ rows: rows.slice(0, first), hasNextPage: rows.length > first }, shape);
  return { entries: { totalCount: total, ...page.entries } };
}

interface PageRows {
  readonly rows: readonly EntryRow[];
  readonly hasNextPage: boolean;
}

async function readPageRows(pool: Pool, entity: number, after: string, first: number): Promise<PageRows> {
  const [, key, id] =
    after === '' ? ['', '', 0] : (JSON.parse(Buffer.from(after, 'base64url').toString()) as unknown[]);
  const { rows } = await pool.query<EntryRow>({ name: 'page', text: PAGE, values: [entity, key, id, first + 1] });
  return { rows: rows.slice(0, first), hasNextPage: rows.length > first };
}

function connection({ rows, hasNextPage }: PageRows, shape: (row: EntryRow) => object) {
  const last = rows.at(-1);
  const endCursor = last
    ? Buffer.from(JSON.stringify(['NAME,id', last.name_key, last.id])).toString('base64url')
    : null;
  return { entries: { nodes: rows.map(shape), pageInfo: { hasNextPage, endCursor } } };
}

function targetsOf(columns: Columns, rows: readonly EntryRow[], targets: Targets = makeTargets()): Targets {
  for (const { entity_id: entity, doc } of rows) collectTargets(columns.get(entity) ?? [], doc, targets);
  return targets;
}

function withAttrs(columns: Columns, { id, entity_id: entity, name, doc }: EntryRow, referred: Referred): object {
  return { id: String(id), name, attrs: renderAttrs(columns.get(entity) ?? [], doc, referred) };
}

async function readNames(pool: Pool, { entry, group, role }: Targets): Promise<Referred> {
  const values = [[...entry], [...group], [...role]];
  const { rows } = await pool.query<NameRow>({ name: 'names', text: NAMES, values });
  const found = { entry: new Map<number, object>(), group: new Map<number, object>(), role: new Map<number, object>() };
  for (const { kind, id, name } of rows) found[kind].set(id, { id: String(id), name });
  return {
    entry: (id) => found.entry.get(id) ?? null,
    group: (id) => found.group.get(id) ?? null,
    role: (id) => found.role.get(id) ?? null,
  };
}
