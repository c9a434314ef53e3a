import type { Context } from '../../context.ts';
import { query, sql } from '../../db/index.ts';

/** The active entries that refer to one of the targets through one of the attributes. */
export async function findReferrers(
  ctx: Context,
  targetIds: readonly number[],
  entityAttrIds: readonly number[],
): Promise<number[]> {
  const rows = await query<{ id: number }>(
    ctx.em,
    sql`select distinct r.entry_id as id from entry_reference r join entry e on e.id = r.entry_id and e.is_active
      where r.target_id = any(${targetIds}::int[]) and r.entity_attr_id = any(${entityAttrIds}::int[])`,
  );
  return rows.map(({ id }) => id);
}

/** Those of the targets that an active entry besides the doomed ones, and besides themselves, refers to. */
export async function findReferredFromElsewhere(
  ctx: Context,
  targetIds: readonly number[],
  doomedIds: readonly number[],
): Promise<ReadonlySet<number>> {
  if (targetIds.length === 0) return new Set();
  const rows = await query<{ id: number }>(
    ctx.em,
    sql`select t.id from unnest(${targetIds}::int[]) t (id) where exists (
      select from entry_reference r
      join entry e on e.id = r.entry_id and e.is_active
      join entity_attr a on a.id = r.entity_attr_id and a.is_active
      where r.target_id = t.id and r.entry_id <> all(${doomedIds}::int[]) and r.entry_id <> t.id)`,
  );
  return new Set(rows.map(({ id }) => id));
}
