import type { Guarded, PlainAcl } from './reference.ts';
import type { Query } from './statements.ts';

export type Kind = 'entity' | 'entity attribute' | 'entry' | 'attribute';

const KINDS: Readonly<Record<Kind, number>> = { entity: 1, 'entity attribute': 2, entry: 4, attribute: 8 };

/** Gives an object its list, past the server. */
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
