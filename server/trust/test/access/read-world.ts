import type {
  ColumnType,
  PlainAttribute,
  PlainColumn,
  PlainEntity,
  PlainEntry,
  PlainVersion,
  PlainWorld,
} from './plain-world.ts';
import { PUBLIC } from './reference.ts';
import type { Query } from './statements.ts';

const TYPES: Readonly<Record<number, ColumnType>> = {
  2: 'STRING',
  256: 'NUMBER',
  8: 'BOOLEAN',
  32: 'DATE',
  512: 'SELECT',
  1: 'OBJECT',
  1025: 'ARRAY_OBJECT',
  2049: 'NAMED_OBJECT',
  16: 'GROUP',
  64: 'ROLE',
};

/** All entities, entries and versions as plain objects, open to everybody; documents and search rows are not looked at. */
export async function readWorld(
  query: Query,
  beaconId: number,
): Promise<Pick<PlainWorld, 'entities' | 'entries' | 'beacon'>> {
  const entities = new Map<number, PlainEntity>();
  for (const { id, name } of await query<{ id: number; name: string }>('select id, name from entity order by id'))
    entities.set(id, { id, name, columns: [], entries: [], acl: PUBLIC, parents: [] });
  for (const { id, name, type, entity_id } of await query<{
    id: number;
    name: string;
    type: number;
    entity_id: number;
  }>('select id, name, type, entity_id from entity_attr order by index, id')) {
    const entity = known(entities, entity_id);
    const column: PlainColumn = {
      id,
      name,
      type: TYPES[type] ?? 'STRING',
      entity,
      acl: PUBLIC,
      parents: [entity],
    };
    entity.columns.push(column);
  }
  const versions = await readVersions(query);
  const entries = new Map<number, PlainEntry>();
  for (const { id, name, is_active, entity_id } of await query<{
    id: number;
    name: string;
    is_active: boolean;
    entity_id: number;
  }>('select id, name, is_active, entity_id from entry order by id')) {
    const entity = known(entities, entity_id);
    const entry: PlainEntry = { id, name, isActive: is_active, entity, attributes: [], acl: PUBLIC, parents: [entity] };
    for (const column of entity.columns) {
      const held = versions.get(`${id} ${column.id}`) ?? { id: null, versions: [] };
      const attribute: PlainAttribute = { ...held, column, entry, acl: PUBLIC, parents: [column, entry] };
      entry.attributes.push(attribute);
    }
    entity.entries.push(entry);
    entries.set(id, entry);
  }
  return { entities: [...entities.values()], entries: [...entries.values()], beacon: known(entries, beaconId) };
}

/** By the ids of entry and column. */
async function readVersions(query: Query): Promise<Map<string, { id: number; versions: PlainVersion[] }>> {
  const rows = await query<{ id: number; entry_id: number; entity_attr_id: number; version: string; value: unknown }>(
    `select a.id, a.entry_id, a.entity_attr_id, v.id as version, v.value
     from attribute a join attribute_value v on v.attribute_id = a.id order by v.id`,
  );
  const found = new Map<string, { id: number; versions: PlainVersion[] }>();
  for (const { id, entry_id, entity_attr_id, version, value } of rows) {
    const key = `${entry_id} ${entity_attr_id}`;
    const held = found.get(key) ?? { id, versions: [] };
    held.versions.push({ id: Number(version), value });
    found.set(key, held);
  }
  return found;
}

function known<T>(all: ReadonlyMap<number, T>, id: number): T {
  const found = all.get(id);
  if (found === undefined) throw new Error(`${id} was not read`);
  return found;
}
