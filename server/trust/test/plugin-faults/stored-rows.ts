import type { App } from '../../../app.ts';

type Row = Readonly<Record<string, unknown>>;

/** Each table with what its rows are ordered by; `$1` is the last number that was drawn before. */
const TABLES: Readonly<Record<string, string>> = {
  entity: 'select t.* from entity t order by id',
  entity_attr: 'select t.* from entity_attr t order by id',
  entry: 'select t.* from entry t order by id',
  attribute: 'select t.* from attribute t order by id',
  attribute_value: 'select t.* from attribute_value t order by id',
  entry_reference: 'select t.* from entry_reference t order by target_id, entity_attr_id, entry_id',
  entry_text: 'select t.* from entry_text t order by entry_id, entity_attr_id, text',
};
const OWN_KEY: Readonly<Record<string, string>> = {
  attribute_value: 'attribute_id',
  entry_reference: 'entry_id',
  entry_text: 'entry_id',
};
const TIMES = /_time$/;

/** The number that new objects are above of. */
export async function lastObjectId(app: App): Promise<number> {
  const [row] = await app.orm.em.fork().execute<{ last: number }[]>('select last_value::int as last from object_id');
  return row?.last ?? 0;
}

/** Everything that was stored after `last`, without times, and with ranks in place of ids. */
export async function storedRows(app: App, last: number): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const columns = Object.entries(TABLES).map(([table, select]) => {
    const newer = select.replace(' order by', ` where ${OWN_KEY[table] ?? 'id'} > ${last} order by`);
    return `(select coalesce(json_agg(to_jsonb(x)), '[]') from (${newer}) x) as ${table}`;
  });
  const [tables] = await app.orm.em
    .fork()
    .execute<Readonly<Record<string, readonly Row[]>>[]>(`select ${columns.join(', ')}`);
  const found = tables ?? {};
  const ranks = new Map(
    ['entity', 'entity_attr', 'entry', 'attribute']
      .flatMap((table) => (found[table] ?? []).map(({ id }) => Number(id)))
      .toSorted((a, b) => a - b)
      .map((id, rank) => [id, `#${rank}`] as const),
  );
  return Object.fromEntries(
    Object.entries(found).map(([table, rows]) => [table, rows.map((row) => comparable(table, row, ranks))]),
  );
}

/** Takes away what was stored after `last`, so that what comes next finds as little as the first found. */
export async function forgetRows(app: App, last: number): Promise<void> {
  const tables = Object.keys(TABLES).toReversed();
  const deletions = tables.map((table) => `delete from ${table} where ${OWN_KEY[table] ?? 'id'} > ${last}`);
  const hasEntities = `exists (select from entity_attr where id > ${last}) or exists (select from entity where id > ${last})`;
  const bump = `update epoch set value = value + 1 where name = 'catalog' and (${hasEntities})`;
  await app.orm.em.fork().execute(`do $$ begin ${[bump, ...deletions].join('; ')}; end $$`);
}

function comparable(table: string, row: Row, ranks: ReadonlyMap<number, string>): unknown {
  const kept = Object.entries(row).filter(
    ([key]) => !TIMES.test(key) && !(table === 'attribute_value' && key === 'id'),
  );
  return ranked(Object.fromEntries(kept), ranks);
}

function ranked(value: unknown, ranks: ReadonlyMap<number, string>): unknown {
  if (typeof value === 'number') return ranks.get(value) ?? value;
  if (Array.isArray(value)) return value.map((element) => ranked(element, ranks));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, element]) => [ranks.get(Number(key)) ?? key, ranked(element, ranks)]),
  );
}
