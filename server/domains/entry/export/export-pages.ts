import type { Context } from '../../../context.ts';
import { query, sql } from '../../../db/index.ts';
import { readableEntries } from '../../access/index.ts';
import type { Entity } from '../../entity/index.ts';
import { compileEntryFilter, type EntryFilter } from '../entry-filter.ts';
import { columnsFor, type EntryRow } from '../entry-row.ts';

/** Few enough to be held at once, whatever is in them. */
const ENTRIES_AT_ONCE = 250;

export interface Exported {
  readonly entity: Entity;
  readonly filter: EntryFilter | null;
}

/** Some entries, and a context that forgets what it loaded when the next ones come. */
export interface ExportPage {
  readonly ctx: Context;
  readonly rows: readonly EntryRow[];
}

type Listed = EntryRow & { readonly nameKey: string };

/** The entries that the caller may see, by name. */
export async function* exportPages(ctx: Context, exported: Exported): AsyncGenerator<ExportPage> {
  const condition = conditionOf(ctx, exported);
  let after: Listed | undefined;
  do {
    const beyond = after ? sql`(e.name_key, e.id) > (${after.nameKey}, ${after.id}::int)` : sql`true`;
    const rows: readonly Listed[] = await query<Listed>(
      ctx.em,
      sql`select ${columnsFor({ doc: true, times: false })}, e.name_key as "nameKey" from entry e
        where ${condition} and ${beyond} order by e.name_key, e.id limit ${ENTRIES_AT_ONCE}`,
    );
    if (rows.length > 0) yield { ctx: { ...ctx }, rows };
    after = rows.length < ENTRIES_AT_ONCE ? undefined : rows.at(-1);
  } while (after);
}

export async function countExported(ctx: Context, exported: Exported): Promise<number> {
  const [row] = await query<{ total: number }>(
    ctx.em,
    sql`select count(*)::int as total from entry e where ${conditionOf(ctx, exported)}`,
  );
  return row?.total ?? 0;
}

function conditionOf(ctx: Context, { entity, filter }: Exported) {
  return sql`e.entity_id = ${entity.id} and ${compileEntryFilter(ctx, filter, entity)} and ${readableEntries(ctx)}`;
}
