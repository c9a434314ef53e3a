import type { Context } from '../../context.ts';
import { query, sql } from '../../db/index.ts';
import { isOpen, type Acl } from '../access/index.ts';
import { bumpCatalogEpoch } from '../entity/index.ts';
import type { AclObject } from './acl-object.ts';

/** Writes what follows from a list that was changed, so that reads need not look at it. The entry itself did not change. */
export async function writeDerived(tx: Context, { kind, id, entry }: AclObject, acl: Acl): Promise<void> {
  if (kind === 'ENTITY' || kind === 'ENTITY_ATTR') return bumpCatalogEpoch(tx);
  if (kind === 'ENTRY') {
    const openLevel = isOpen(acl) ? 8 : acl.defaultPermission;
    await query(tx.em, sql`update entry set open_level = ${openLevel} where id = ${id}`);
    return;
  }
  await query(
    tx.em,
    sql`update entry e set restricted_attrs = (select array_agg(a.entity_attr_id order by a.entity_attr_id)
        from attribute a join acl c on c.object_id = a.id and c.open_level < 8 where a.entry_id = e.id)
      where e.id = ${entry?.id ?? 0}`,
  );
}
