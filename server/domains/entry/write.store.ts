import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../../db/index.ts';
import type { WriteBatch } from './write-batch.ts';

// The document, the versions and the derived rows are written by one statement: they cannot disagree.
const VALUE_PARTS = `
  new_attribute as (
    insert into attribute (id, entry_id, entity_attr_id, created_user_id)
    select n.id, n.entry_id, n.entity_attr_id, $1 from unnest($6::int[], $7::int[], $8::int[]) n (id, entry_id, entity_attr_id)
  ), new_value as (
    insert into attribute_value (attribute_id, type, value, created_user_id)
    select n.attribute_id, n.type, n.value::jsonb, $1
    from unnest($9::int[], $10::smallint[], $11::text[]) with ordinality n (attribute_id, type, value, place) order by n.place
  ), new_reference as (
    insert into entry_reference (target_id, entity_attr_id, entry_id)
    select n.target_id, n.entity_attr_id, n.entry_id from unnest($12::int[], $13::int[], $14::int[]) n (target_id, entity_attr_id, entry_id)
  ), new_text as (
    insert into entry_text (entity_attr_id, entry_id, text)
    select n.entity_attr_id, n.entry_id, n.text from unnest($15::int[], $16::int[], $17::text[]) n (entity_attr_id, entry_id, text)
  )`;

const INSERT_ENTRIES = `
  with new_entry as (
    insert into entry (id, entity_id, name, name_key, doc, created_user_id, updated_user_id)
    select n.id, $18, n.name, n.name_key, n.doc::jsonb, $1, $1
    from unnest($2::int[], $3::text[], $4::text[], $5::text[]) n (id, name, name_key, doc)
    returning id, updated_time
  ), ${VALUE_PARTS}
  select id, updated_time as "updatedTime" from new_entry`;

const UPDATE_ENTRIES = `
  with changed_entry as (
    update entry e
    set name = n.name, name_key = n.name_key, doc = n.doc::jsonb, updated_user_id = $1,
        updated_time = greatest(now(), e.updated_time + interval '1 millisecond')
    from unnest($2::int[], $3::text[], $4::text[], $5::text[]) n (id, name, name_key, doc)
    where e.id = n.id
    returning e.id, e.updated_time
  ), gone_reference as (
    delete from entry_reference r using unnest($18::int[], $19::int[], $20::int[]) g (target_id, entity_attr_id, entry_id)
    where r.target_id = g.target_id and r.entity_attr_id = g.entity_attr_id and r.entry_id = g.entry_id
  ), gone_text as (
    delete from entry_text t using unnest($21::int[], $22::int[]) g (entity_attr_id, entry_id)
    where t.entity_attr_id = g.entity_attr_id and t.entry_id = g.entry_id
  ), ${VALUE_PARTS}
  select id, updated_time as "updatedTime" from changed_entry`;

interface Written {
  readonly id: number;
  readonly updatedTime: string;
}

/** Inserts entries of one entity with their first versions. */
export function insertEntries(
  em: EntityManager,
  entityId: number,
  batch: WriteBatch,
  actorId: number | null,
): Promise<Written[]> {
  return query<Written>(em, INSERT_ENTRIES, [...sharedColumns(batch, actorId), entityId]);
}

/** Gives entries their new name and document, and appends versions. The rows must be locked. */
export function updateEntries(em: EntityManager, batch: WriteBatch, actorId: number | null): Promise<Written[]> {
  const { goneReferences, goneTexts } = batch;
  return query<Written>(em, UPDATE_ENTRIES, [
    ...sharedColumns(batch, actorId),
    goneReferences.targetId,
    goneReferences.entityAttrId,
    goneReferences.entryId,
    goneTexts.entityAttrId,
    goneTexts.entryId,
  ]);
}

function sharedColumns(batch: WriteBatch, actorId: number | null): unknown[] {
  const { entries, attributes, values, newReferences, newTexts } = batch;
  return [
    actorId,
    entries.id,
    entries.name,
    entries.nameKey,
    entries.doc,
    attributes.id,
    attributes.entryId,
    attributes.entityAttrId,
    values.attributeId,
    values.type,
    values.value,
    newReferences.targetId,
    newReferences.entityAttrId,
    newReferences.entryId,
    newTexts.entityAttrId,
    newTexts.entryId,
    newTexts.text,
  ];
}
