import type { Context } from '../../context.ts';
import { idList, query, sql } from '../../db/index.ts';

/** Those of the ids that active users have. */
export async function findActiveUsers(ctx: Context, ids: readonly number[]): Promise<ReadonlySet<number>> {
  const rows = await query<{ id: number }>(
    ctx.em,
    sql`select id from "user" where id = any(${idList(ids)}::int[]) and is_active`,
  );
  return new Set(rows.map(({ id }) => id));
}
