import type { AttributeProtocol } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { sql, type Sql } from '../../db/index.ts';
import { readableAttributes, readableEntries } from '../access/index.ts';
import { booleanField, numberField, textField } from './conditions.ts';
import {
  entityAttrTable,
  isEntityAttrObject,
  loadEntityAttrObjects,
  type EntityAttrObject,
} from './entity-attr.model.ts';
import { entryTable, isEntryObject, loadEntryObjects, type EntryObject } from './entry.model.ts';
import { relationField } from './lookup.ts';
import { readRows } from './read-rows.ts';
import type { Table } from './table.ts';

/** One entry's holder of one column as plugins see it. */
export class AttributeObject implements AttributeProtocol {
  readonly id: number;
  readonly name: string;
  readonly isActive: boolean;
  readonly schema: EntityAttrObject;
  readonly parentEntry: EntryObject;

  constructor(id: number, schema: EntityAttrObject, parentEntry: EntryObject) {
    this.id = id;
    this.name = schema.name;
    this.isActive = schema.isActive;
    this.schema = schema;
    this.parentEntry = parentEntry;
    Object.freeze(this);
  }
}

export function isAttributeObject(value: unknown): value is AttributeObject {
  return value instanceof AttributeObject;
}

interface AttributeRow {
  readonly id: number;
  readonly entryId: number;
  readonly entityId: number;
  readonly entityAttrId: number;
}

/** Which of `attribute t` of `entry e` the actor may see. */
export function visibleAttributes(ctx: Context): Sql {
  return sql`${readableEntries(ctx)} and ${readableAttributes(ctx, 't.entity_attr_id')}`;
}

const FROM = sql`attribute t join entry e on e.id = t.entry_id join entity_attr a on a.id = t.entity_attr_id`;
const COLUMNS = sql`t.id, t.entry_id as "entryId", e.entity_id as "entityId", t.entity_attr_id as "entityAttrId"`;

export const attributeTable: Table<AttributeRow, AttributeObject> = {
  name: 'Attribute',
  from: FROM,
  id: { expression: sql`t.id`, type: 'integer' },
  columns: COLUMNS,
  fields: {
    id: numberField(sql`t.id`),
    name: textField(sql`a.name`, sql`a.name_key`),
    isActive: booleanField(sql`a.is_active`),
    schema: relationField(sql`t.entity_attr_id`, isEntityAttrObject, entityAttrTable),
    parentEntry: relationField(sql`t.entry_id`, isEntryObject, entryTable),
  },
  orders: {
    id: { expression: sql`t.id`, type: 'integer' },
    name: { expression: sql`a.name_key`, type: 'text' },
  },
  visible: visibleAttributes,
  build: buildAttributes,
};

async function buildAttributes(ctx: Context, rows: readonly AttributeRow[]): Promise<readonly AttributeObject[]> {
  const entries = await loadEntryObjects(
    ctx,
    rows.map(({ entryId }) => entryId),
  );
  const attrs = await loadEntityAttrObjects(
    ctx,
    rows.map(({ entityAttrId }) => entityAttrId),
  );
  return rows.flatMap(({ id, entityAttrId, entryId }) => {
    const [schema, entry] = [attrs.get(entityAttrId), entries.get(entryId)];
    return schema && entry ? new AttributeObject(id, schema, entry) : [];
  });
}

/** Those of the attributes that the actor may see. */
export async function loadAttributeObjects(
  ctx: Context,
  ids: readonly number[],
): Promise<ReadonlyMap<number, AttributeObject>> {
  if (ids.length === 0) return new Map();
  const rows = await readRows<AttributeRow>(
    ctx,
    (known) => sql`select ${COLUMNS} from ${FROM} where t.id = any(${ids}::int[]) and ${visibleAttributes(known)}`,
  );
  return new Map((await buildAttributes(ctx, rows)).map((object) => [object.id, object]));
}
