import type { Context } from '../../context.ts';
import type { Selection } from '../../graphql/index.ts';
import { canReadEntity } from '../access/index.ts';
import type { Entity } from '../entity/index.ts';
import { loadAhead, partsOf } from './entry.look-ahead.ts';
import type { EntryRow } from './entry-row.ts';
import { entryLoader } from './entry.loader.ts';

/**
 * Entities and entries by their ids, which they share; null for what is not there or not for the caller. What a union of both is asked
 * for is loaded for all of them together.
 */
export async function loadObjects(
  ctx: Context,
  ids: readonly number[],
  selection: Selection,
): Promise<readonly (Entity | EntryRow | null)[]> {
  const entries = [selection.on('Entry')];
  const parts = partsOf(entries);
  const loader = entryLoader(ctx);
  const entryIds = ids.filter((id) => !ctx.catalog.findEntity(id));
  await loader.ensure(entryIds, parts);
  const rows = [...new Set(entryIds)].flatMap((id) => loader.peek(id, parts) ?? []);
  if (rows.length > 0) await loadAhead(ctx, rows, entries);
  return ids.map((id) => {
    const entity = ctx.catalog.findEntity(id);
    if (entity) return canReadEntity(ctx, entity) ? entity : null;
    return loader.peek(id, parts) ?? null;
  });
}
