import { query, sql } from '../db/index.ts';
import { ACL_KINDS, LEVELS, type AclKind, type LevelName } from '../domains/access/index.ts';
import type { TestApp } from './app.ts';

/** Makes a function that lets everybody do this much with an object, and nobody more, written as it is stored. */
export function makeRestrict({ app }: Pick<TestApp, 'app'>) {
  return async (kind: AclKind, id: number | string, level: LevelName): Promise<void> => {
    const { em } = await app.contextFor(null);
    const [objectId, number] = [Number(id), LEVELS[level]];
    await query(
      em,
      sql`insert into acl (object_id, kind, is_public, default_permission)
        values (${objectId}, ${ACL_KINDS[kind]}, false, ${number})
        on conflict (object_id) do update set default_permission = excluded.default_permission`,
    );
    await query(em, sql`update entry set open_level = ${number} where id = ${objectId}`);
    await query(
      em,
      sql`update entry e set restricted_attrs = (
          select array_agg(h.entity_attr_id order by h.entity_attr_id)
          from attribute h join acl c on c.object_id = h.id and c.open_level < 8 where h.entry_id = e.id)
        where e.id = (select entry_id from attribute where id = ${objectId})`,
    );
    await query(em, sql`update epoch set value = value + 1 where name = 'catalog'`);
  };
}
