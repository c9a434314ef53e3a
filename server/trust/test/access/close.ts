import type { Guarded, PlainAcl } from './reference.ts';
import type { Query } from './statements.ts';

export type Kind = 'entity' | 'entity attribute' | 'entry' | 'attribute';

const KINDS: Readonly<Record<Kind, number>> = { entity: 1, 'entity attribute': 2, entry: 4, attribute: 8 };

/** Gives an object its list, past the server. `derive` must follow. */
export async function setAclRow(query: Query, kind: Kind, id: number, acl: PlainAcl): Promise<void> {
  await query('insert into acl (object_id, kind, is_public, default_permission) values ($1, $2, $3, $4)', [
    id,
    KINDS[kind],
    acl.isPublic,
    acl.defaultPermission,
  ]);
  for (const { role, level } of acl.grants)
    await query('insert into acl_role (object_id, role_id, level) values ($1, $2, $3)', [id, role.id, level]);
}

export async function close(query: Query, kind: Kind, object: Guarded & { readonly id: number | null }, acl: PlainAcl) {
  if (object.id === null) throw new Error('What has no id has no list');
  object.acl = acl;
  await setAclRow(query, kind, object.id, acl);
}

/** Brings what is derived from the lists up to date, and has every process read the catalog anew. */
export async function derive(query: Query): Promise<void> {
  await query(`update entry e set open_level = c.open_level from acl c where c.object_id = e.id`);
  await query(`update entry e set restricted_attrs = r.ids from (
    select h.entry_id, array_agg(h.entity_attr_id order by h.entity_attr_id) as ids
    from attribute h join acl c on c.object_id = h.id and c.open_level < 8 group by h.entry_id) r
    where r.entry_id = e.id`);
  await query(`update epoch set value = value + 1 where name = 'catalog'`);
}
