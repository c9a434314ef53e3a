import type { Context } from '../../context.ts';
import { query, sql } from '../../db/index.ts';
import { attributeLevel, attributeLevels, entryLevels, READABLE, type Level } from '../access/index.ts';
import type { StoredValue } from '../attribute/index.ts';

/** What a version says, whatever became of its entry. */
export interface OldVersion {
  readonly entryId: number;
  readonly entityAttrId: number;
  readonly value: StoredValue;
}

interface FoundVersion extends OldVersion {
  readonly entityId: number;
  readonly level: Level;
  readonly attributeLevels: Readonly<Record<string, Level>> | null;
}

/** The version, if the caller may see it. */
export async function findVersion(ctx: Context, id: string): Promise<OldVersion | null> {
  if (!/^[1-9]\d{0,14}$/.test(id)) return null;
  const [row] = await query<FoundVersion>(
    ctx.em,
    sql`select a.entry_id as "entryId", a.entity_attr_id as "entityAttrId", v.value, e.entity_id as "entityId",
        ${entryLevels(ctx)} as level, ${attributeLevels(ctx)} as "attributeLevels"
      from attribute_value v join attribute a on a.id = v.attribute_id join entry e on e.id = a.entry_id
      where v.id = ${Number(id)}::bigint`,
  );
  if (!row) return null;
  const held = { entry: row.level, attributes: row.attributeLevels };
  const entity = ctx.catalog.findEntity(row.entityId);
  const attr = ctx.catalog.findAttr(row.entityAttrId);
  return entity && attr && attributeLevel(ctx, entity, attr, held) >= READABLE ? row : null;
}
