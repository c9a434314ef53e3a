import type { Context } from '../../context.ts';
import { perContext } from '../../per-context.ts';
import { nameKey } from '../attribute/index.ts';
import { fromAttrInfo, keysOf, storedAttributes, toAttrInfo, type AttributeView } from './attribute-view.ts';
import { toEntryView } from './entry.hooks.ts';
import type { EntryRow } from './entry-row.ts';

const HOOK = 'entry.get_attrs';

type Names = readonly string[] | null;

const knownViews = perContext(() => new Map<EntryRow, Promise<readonly AttributeView[]>>());

/** Whether handlers want to see the attributes of entries of this entity. */
export function hasAttributeHooks(ctx: Context, entityId: number): boolean {
  return ctx.host.hooks.has(HOOK, entityId);
}

/** Runs the handlers once for a page of entries, for the attributes that the request selects of them. */
export async function hookPage(ctx: Context, rows: readonly EntryRow[], names: Names): Promise<void> {
  const hooked = rows.filter((row) => row.doc !== undefined && hasAttributeHooks(ctx, row.entityId));
  if (hooked.length === 0) return;
  const known = knownViews(ctx);
  const fresh = hooked.filter((row) => !known.has(row));
  const lists = runHooks(ctx, fresh, names, false);
  for (const [index, row] of fresh.entries())
    known.set(
      row,
      lists.then((all) => all[index] ?? []),
    );
  await lists;
}

/** The attributes of one entry as handlers leave them. */
export async function hookedAttributes(ctx: Context, row: EntryRow, names: Names): Promise<readonly AttributeView[]> {
  const known = knownViews(ctx);
  let views = known.get(row);
  if (!views) known.set(row, (views = runHooks(ctx, [row], null, true).then(([list]) => list ?? [])));
  const list = await views;
  if (names === null) return list;
  const keys = keysOf(names);
  return list.filter((view) => keys.has(nameKey(view.name)));
}

async function runHooks(
  ctx: Context,
  rows: readonly EntryRow[],
  names: Names,
  isRetrieve: boolean,
): Promise<readonly AttributeView[][]> {
  const batch = {
    entries: rows.map((row) => toEntryView(ctx.catalog.getEntity(row.entityId), row)),
    attrinfos: rows.map((row) => storedAttributes(ctx, row, names).map(toAttrInfo)),
    isRetrieve,
  };
  const lists = await ctx.host.hooks.runGetAttrs(HOOK, ctx, batch);
  return rows.map((row, index) => (lists[index] ?? []).map((info) => fromAttrInfo(ctx, row, info)));
}
