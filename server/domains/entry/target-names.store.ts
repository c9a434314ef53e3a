import type { Context } from '../../context.ts';
import { idList, query, sql } from '../../db/index.ts';

/**
 * The names of those of the entries that were not deleted, whoever may see them: a name that is made of them is the same whoever
 * writes the entry that gets it. Who may see that one sees the name.
 */
export async function findTargetNames(tx: Context, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const rows = await query<{ id: number; name: string }>(
    tx.em,
    sql`select e.id, e.name from entry e where e.id = any(${idList(ids)}::int[]) and e.is_active`,
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
