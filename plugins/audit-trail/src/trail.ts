import type { PluginContext } from 'pagoda-plugin-sdk';
import { cursorOf, parseCursor, type Cursor } from './cursor.ts';
import type { AuditRecord } from './record.ts';
import { findRecords, type RecordFilter } from './record.store.ts';
import { visibleEntities, visibleTo } from './visible.ts';

/** A page of the trail, the newest first. */
export interface TrailPage {
  readonly records: readonly AuditRecord[];
  /** Where the next page begins; null when this is the last. */
  readonly next: string | null;
}

/** Looked at for one page at most. Who may see few of many gets a short page, and goes on from its end. */
const MOST_SECTIONS = 20;

/**
 * What the actor may see is not known to the table, so records are read in sections and asked about, one statement of each kind for a
 * section, until the page is full.
 */
export async function readTrail(
  ctx: PluginContext,
  filter: RecordFilter,
  { first, after: from }: { readonly first: number; readonly after: string | null },
): Promise<TrailPage> {
  let after: Cursor | null = from === null ? null : parseCursor(from);
  const entityIds = await visibleEntities(ctx);
  const limit = ctx.actor?.isSuperuser ? first + 1 : Math.min(Math.max(first + 1, 100), 1000);
  const found: AuditRecord[] = [];
  for (let sections = 0; sections < MOST_SECTIONS; sections += 1) {
    const section: readonly AuditRecord[] = await findRecords(ctx.sql, filter, { after, limit, entityIds });
    found.push(...(await visibleTo(ctx, section)));
    const last = found.at(first - 1);
    if (found.length > first && last) return { records: found.slice(0, first), next: cursorOf(last) };
    if (section.length < limit) return { records: found, next: null };
    after = section.at(-1) ?? null;
  }
  return { records: found, next: after && cursorOf(after) };
}
