import type { Context } from '../../context.ts';
import { query, sql } from '../../db/index.ts';
import { parseId } from '../../parse-id.ts';
import { READABLE, readableEntries } from '../access/index.ts';
import { attributeObject, entryObject, findInCatalog, type AclObject } from './acl-object.ts';
import { entryRights, forgetAcls, levelOn, RIGHTS_COLUMNS, type EntryRights } from './acl.loader.ts';

/** The object with this id, if the caller may see it. What does not exist and what may not be seen take the same statements. */
export async function findObject(ctx: Context, text: string): Promise<AclObject | null> {
  const id = parseId(text);
  return id === null ? null : (findInCatalog(ctx, id) ?? findEntryObject(ctx, id));
}

interface EntryObjectRow extends EntryRights {
  readonly entityId: number;
  readonly name: string;
  readonly attributeId: number | null;
  readonly attrId: number | null;
}

async function findEntryObject(ctx: Context, id: number): Promise<AclObject | null> {
  const [row] = await query<EntryObjectRow>(
    ctx.em,
    sql`select e.id, e.entity_id as "entityId", e.name, a.id as "attributeId", a.entity_attr_id as "attrId", ${RIGHTS_COLUMNS}
      from entry e left join attribute a on a.id = ${id} and a.entry_id = e.id
      where e.id = ${entryOf(id)} and ${readableEntries(ctx)}`,
  );
  if (!row) return null;
  entryRights(ctx).prime([{ id: row.id, acl: row.acl, attrAcls: row.attrAcls }], []);
  if (row.attributeId === null || row.attrId === null) return entryObject(row);
  const object = attributeObject(row.attributeId, ctx.catalog.getAttr(row.attrId), row);
  return (await levelOn(ctx, object)) >= READABLE ? object : null;
}

const entryOf = (id: number) => sql`coalesce((select o.entry_id from attribute o where o.id = ${id}), ${id})`;

/** The same for changing its list: nobody else changes one of its entity, its entry or itself until the transaction ends. */
export async function lockObject(tx: Context, text: string): Promise<AclObject | null> {
  const id = parseId(text);
  if (id === null) return null;
  const ofCatalog = findInCatalog(tx, id);
  if (ofCatalog) {
    await query(tx.em, sql`select from entity where id = ${ofCatalog.entityId} for update`);
    // The lock may have waited for somebody who changed it.
    tx.catalog = await tx.host.catalogs.load(tx.em);
    return findInCatalog(tx, id);
  }
  await query(
    tx.em,
    sql`select from entry e join entity s on s.id = e.entity_id
      where e.id = ${entryOf(id)} and ${readableEntries(tx)} for update of e for key share of s`,
  );
  forgetAcls(tx);
  return findEntryObject(tx, id);
}
