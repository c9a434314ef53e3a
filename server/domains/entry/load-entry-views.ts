import type { EntryView } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { toEntryView } from './entry.hooks.ts';
import { NAME_ONLY } from './entry-row.ts';
import { EntryLoader } from './entry.loader.ts';

/** Entries as after hooks see them, deleted ones included, in one statement. */
export async function loadEntryViews(ctx: Context, ids: readonly number[]): Promise<EntryView[]> {
  const loader = new EntryLoader(ctx);
  await loader.ensure(ids, NAME_ONLY);
  return ids.flatMap((id) => {
    const row = loader.peek(id, NAME_ONLY);
    return row ? [toEntryView(ctx.catalog.getEntity(row.entityId), row)] : [];
  });
}
