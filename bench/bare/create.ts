import type { Pool } from 'pg';
import type { Column } from './columns.ts';
import { makeTargets } from './document.ts';

export interface CreateInput {
  readonly entity: number;
  readonly name: string;
  readonly attrs: readonly { readonly attr: string; readonly value: unknown }[];
}

/** The user in whose name the rows are written. */
const ACTOR = Number(process.env['CALLER_ID']);

// One statement is one transaction. The ids come from the sequence on the way, so the document is put together in SQL.
const CREATE = `
  with entry_id as materialized (
    select nextval('object_id')::int as id
  ), new_id as materialized (
    select nextval('object_id')::int as id, n.*
    from unnest($4::int[], $5::smallint[], $6::jsonb[]) with ordinality n (entity_attr_id, type, value, place)
  ), new_entry as (
    insert into entry (id, entity_id, name, name_key, doc, created_user_id, updated_user_id)
    select id, $1, $2, $3, (select jsonb_object_agg(n.entity_attr_id::text, jsonb_build_array(n.id, n.value)) from new_id n),
      ${ACTOR}, ${ACTOR}
    from entry_id returning id
  ), new_attribute as (
    insert into attribute (id, entry_id, entity_attr_id, created_user_id)
    select n.id, e.id, n.entity_attr_id, ${ACTOR} from new_id n, entry_id e
  ), new_value as (
    insert into attribute_value (attribute_id, type, value, created_user_id)
    select n.id, n.type, n.value, ${ACTOR} from new_id n order by n.place
  ), new_reference as (
    insert into entry_reference (target_id, entity_attr_id, entry_id)
    select n.target_id, n.entity_attr_id, e.id from unnest($7::int[], $8::int[]) n (target_id, entity_attr_id), entry_id e
  ), new_text as (
    insert into entry_text (entity_attr_id, entry_id, text)
    select n.entity_attr_id, e.id, n.text from unnest($9::int[], $10::text[]) n (entity_attr_id, text), entry_id e
  )
  select id from new_entry`;

/** Creates an entry with its versions, references and search rows. What is wrong with it, constraints find. */
export async function createEntry(pool: Pool, columns: readonly Column[], input: CreateInput): Promise<object> {
  const given = new Map(input.attrs.map(({ attr, value }) => [attr, value]));
  const values = { attr: [] as number[], type: [] as number[], value: [] as string[] };
  const references = { target: [] as number[], attr: [] as number[] };
  const texts = { attr: [] as number[], text: [] as string[] };
  for (const { id, name, code, collect } of columns) {
    const value = given.get(name);
    if (value === undefined) continue;
    values.attr.push(id);
    values.type.push(code);
    values.value.push(JSON.stringify(value));
    const targets = makeTargets();
    collect?.(value as never, targets);
    for (const target of targets.entry) {
      references.target.push(target);
      references.attr.push(id);
    }
    for (const text of new Set(searchTexts(code, value))) {
      texts.attr.push(id);
      texts.text.push(text);
    }
  }
  const { rows } = await pool.query<{ id: number }>({
    name: 'create',
    text: CREATE,
    values: [
      ...[input.entity, input.name, fold(input.name), values.attr, values.type, values.value],
      ...[references.target, references.attr, texts.attr, texts.text],
    ],
  });
  return { createEntry: { entry: { id: String(rows[0]?.id), name: input.name }, errors: [] } };
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** Texts and numbers as they are, choices by value, labels of labelled references. */
function searchTexts(code: number, value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [code === 512 ? value : fold(value)];
  if (Array.isArray(value)) return value.flatMap((element) => searchTexts(code, element));
  if (typeof value === 'number') return code === 256 || code === 1280 ? [String(value)] : [];
  const label = (value as { readonly name?: string } | null)?.name;
  return label ? [fold(label)] : [];
}
