import type { EntityManager } from '@mikro-orm/postgresql';
import { idList, query, sql } from '../../db/index.ts';
import { ACL_KINDS, type Acl, type AclChangeItem, type AclKind } from './acl.ts';
import type { Level } from './level.ts';

export interface NamedRole {
  readonly id: number;
  readonly name: string;
  readonly isActive: boolean;
}

/** The roles of these ids, deleted ones included. */
export async function findRoles(em: EntityManager, ids: readonly number[]): Promise<ReadonlyMap<number, NamedRole>> {
  if (ids.length === 0) return new Map();
  const rows = await query<NamedRole>(
    em,
    sql`select r.id, r.name, r.is_active as "isActive" from role r where r.id = any(${idList(ids)}::int[])`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

interface AclRow {
  readonly id: number;
  readonly isPublic: boolean;
  readonly defaultPermission: Level;
  readonly roles: Readonly<Record<string, Level>> | null;
}

/** An access control list and whose it is. */
export interface StoredAcl extends Acl {
  readonly id: number;
}

/** The lists of those of the objects that have one of their own. */
export async function readAcls(em: EntityManager, ids: readonly number[]): Promise<StoredAcl[]> {
  const rows = await query<AclRow>(
    em,
    sql`select c.object_id as id, c.is_public as "isPublic", c.default_permission as "defaultPermission",
        (select json_object_agg(g.role_id, g.level) from acl_role g where g.object_id = c.object_id) as roles
      from acl c where c.object_id = any(${idList(ids)}::int[])`,
  );
  return rows.map(({ roles, ...acl }) => ({
    ...acl,
    roles: new Map(Object.entries(roles ?? {}).map(([id, level]) => [Number(id), level])),
  }));
}

export interface AclChangeDraft {
  readonly id: number;
  readonly kind: AclKind;
  readonly acl: Acl;
  readonly changes: readonly AclChangeItem[];
}

/** Writes the list of an object that the transaction has locked, and what was changed in it. */
export async function writeAcl(em: EntityManager, userId: number | null, draft: AclChangeDraft): Promise<void> {
  const { id, kind, acl, changes } = draft;
  if (changes.length === 0) return;
  await query(
    em,
    sql`insert into acl (object_id, kind, is_public, default_permission)
      values (${id}, ${ACL_KINDS[kind]}, ${acl.isPublic}, ${acl.defaultPermission})
      on conflict (object_id) do update set is_public = excluded.is_public, default_permission = excluded.default_permission`,
  );
  const changed = changes.flatMap((change) => (change.target === 'role' ? change.role : []));
  const kept = changed.filter((role) => acl.roles.has(role));
  const removed = changed.filter((role) => !acl.roles.has(role));
  if (removed.length > 0) {
    await query(em, sql`delete from acl_role where object_id = ${id} and role_id = any(${removed}::int[])`);
  }
  if (kept.length > 0) {
    await query(
      em,
      sql`insert into acl_role (object_id, role_id, level)
        select ${id}::int, n.role_id, n.level
        from unnest(${kept}::int[], ${kept.map((role) => acl.roles.get(role))}::int[]) n (role_id, level)
        on conflict (object_id, role_id) do update set level = excluded.level`,
    );
  }
  await query(
    em,
    sql`insert into acl_change (object_id, user_id, changes) values (${id}, ${userId}, ${JSON.stringify(changes)}::jsonb)`,
  );
}
