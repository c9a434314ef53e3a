import type { Context } from '../../context.ts';
import { query, sql } from '../../db/index.ts';
import { readableAttribute, readableEntries } from '../access/index.ts';
import type { EntityAttr } from './catalog.ts';

/**
 * Whether an entry that the caller may see has something in this column that he may not see, or refers to nothing that he may see.
 * What was deleted counts too, since it could be told from what he may not see.
 */
export async function hasHiddenNamePart(tx: Context, attr: EntityAttr): Promise<boolean> {
  const value = sql`e.doc -> ${String(attr.id)} -> 1`;
  const refersToNothing =
    attr.type.refersTo === 'entry'
      ? sql`jsonb_typeof(${value}) = 'number' and not exists (
          select from entry t where t.id = (${value})::int and t.is_active and ${readableEntries(tx, 't')})`
      : sql`false`;
  const [row] = await query<{ found: boolean }>(
    tx.em,
    sql`select exists (select from entry e
      where e.entity_id = ${attr.entityId} and e.is_active and ${readableEntries(tx)}
        and (not (${readableAttribute(tx, attr)}) or ${refersToNothing})) as found`,
  );
  return row?.found ?? false;
}
