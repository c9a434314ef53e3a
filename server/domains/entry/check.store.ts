import type { EntityManager } from '@mikro-orm/postgresql';
import { query, sql } from '../../db/index.ts';
import type { StoredValue } from '../attribute/index.ts';
import type { Document } from './document.ts';

/** What the tables say about one entry: the document, the versions it should follow from, and the rows derived from it. */
export interface StoredEntry {
  readonly id: number;
  readonly name: string;
  readonly nameKey: string;
  readonly doc: Document;
  /** [entity attribute id, attribute id, latest value] of each attribute that has a version. */
  readonly latest: readonly (readonly [number, number, StoredValue])[];
  /** "entity attribute id:target id", sorted. */
  readonly references: readonly string[];
  /** "entity attribute id:text", sorted. */
  readonly texts: readonly string[];
  /** Whether the copies in the row say what the access control lists of the entry and of its attributes say. */
  readonly isAclTrue: boolean;
  readonly areAttrAclsTrue: boolean;
}

/** The lists of the attributes of `entry e`, as its row should hold them. */
const ATTR_ACLS = sql`(select jsonb_object_agg(a.entity_attr_id, stored_acl(a.id))
          from attribute a join acl c on c.object_id = a.id and c.open_level < 8 where a.entry_id = e.id)`;

/** The next entries behind `afterId`, locked when they are to be repaired. */
export function readStoredEntries(
  em: EntityManager,
  afterId: number,
  limit: number,
  isLocked: boolean,
): Promise<StoredEntry[]> {
  return query<StoredEntry>(
    em,
    sql`with page as (
        select e.id, e.name, e.name_key, e.doc, e.acl, e.attr_acls from entry e where e.id > ${afterId} order by e.id limit ${limit}
        ${isLocked ? sql`for update` : sql``}
      )
      select e.id, e.name, e.name_key as "nameKey", e.doc,
        coalesce((select json_agg(json_build_array(a.entity_attr_id, a.id, v.value) order by a.entity_attr_id)
          from attribute a
          join lateral (select w.value from attribute_value w where w.attribute_id = a.id order by w.id desc limit 1) v on true
          where a.entry_id = e.id), '[]') as latest,
        coalesce((select json_agg(r.entity_attr_id || ':' || r.target_id order by r.entity_attr_id, r.target_id)
          from entry_reference r where r.entry_id = e.id), '[]') as references,
        coalesce((select json_agg(t.entity_attr_id || ':' || t.text order by t.entity_attr_id, t.text)
          from entry_text t where t.entry_id = e.id), '[]') as texts,
        e.acl is not distinct from stored_acl(e.id) as "isAclTrue",
        e.attr_acls is not distinct from ${ATTR_ACLS} as "areAttrAclsTrue"
      from page e order by e.id`,
  );
}

/** What an entry's derived data must be. */
export interface DerivedEntry {
  readonly id: number;
  readonly nameKey: string;
  readonly doc: Document;
  readonly references: readonly { readonly entityAttrId: number; readonly targetId: number }[];
  readonly texts: readonly { readonly entityAttrId: number; readonly text: string }[];
}

/** Writes the derived data of locked entries anew. */
export async function rewriteDerived(em: EntityManager, entries: readonly DerivedEntry[]): Promise<void> {
  const ids = entries.map(({ id }) => id);
  const references = entries.flatMap(({ id, references }) => references.map((one) => ({ ...one, id })));
  const texts = entries.flatMap(({ id, texts }) => texts.map((one) => ({ ...one, id })));
  await query(em, sql`delete from entry_reference where entry_id = any(${ids}::int[])`);
  await query(em, sql`delete from entry_text where entry_id = any(${ids}::int[])`);
  await query(
    em,
    sql`update entry e set doc = n.doc::jsonb, name_key = n.name_key,
        acl = stored_acl(e.id), attr_acls = ${ATTR_ACLS}
      from unnest(${ids}::int[], ${entries.map(({ doc }) => JSON.stringify(doc))}::text[],
        ${entries.map(({ nameKey }) => nameKey)}::text[]) n (id, doc, name_key) where e.id = n.id`,
  );
  await query(
    em,
    sql`insert into entry_reference (target_id, entity_attr_id, entry_id)
      select * from unnest(${references.map(({ targetId }) => targetId)}::int[],
        ${references.map(({ entityAttrId }) => entityAttrId)}::int[], ${references.map(({ id }) => id)}::int[])`,
  );
  await query(
    em,
    sql`insert into entry_text (entity_attr_id, entry_id, text)
      select * from unnest(${texts.map(({ entityAttrId }) => entityAttrId)}::int[], ${texts.map(({ id }) => id)}::int[],
        ${texts.map(({ text }) => text)}::text[])`,
  );
}

export async function countEntries(em: EntityManager): Promise<number> {
  const [row] = await query<{ total: number }>(em, sql`select count(*) as total from entry`);
  return row?.total ?? 0;
}
