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
  };
}
