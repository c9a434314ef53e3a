import type { Context } from '../../context.ts';
import { perContext } from '../../per-context.ts';
import { nameKey } from '../attribute/index.ts';
import { fromAttrInfo, keysOf, storedAttributes, toAttrInfo, type AttributeView } from './attribute-view.ts';
import { toEntryView } from './entry.hooks.ts';
import type { EntryRow } from './entry-row.ts';

const HOOK = 'entry.get_attrs';

type Names = readonly string[] | null;

interface Known {
  /** What handlers were asked for; null for all attributes. */
  readonly keys: ReadonlySet<string> | null;
  readonly views: Promise<readonly AttributeView[]>;
}

/** By the id of the entry: a request may show one entry as several rows. */
const knownViews = perContext(() => new Map<number, Known>());

/** Whether handlers want to see the attributes of entries of this entity. */
export function hasAttributeHooks(ctx: Context, entityId: number): boolean {
  return ctx.host.hooks.has(HOOK, entityId);
}

/** Runs the handlers once for a page of entries, for the attributes that the request selects of them. */
export async function hookPage(ctx: Context, rows: readonly EntryRow[], names: Names): Promise<void> {
  const known = knownViews(ctx);
  const hooked = rows.filter((row) => row.doc !== undefined && hasAttributeHooks(ctx, row.entityId));
  const fresh = new Map(hooked.filter(({ id }) => !isCovered(known.get(id), names)).map((row) => [row.id, row]));
  const again = [...fresh.values()].filter(({ id }) => known.has(id));
  const first = [...fresh.values()].filter(({ id }) => !known.has(id));
  const runs = [remember(ctx, first, names, false), remember(ctx, again, null, false)];
  const pending = hooked.map(({ id }) => known.get(id)?.views);
  await Promise.all([...runs, ...pending]);
}

/** The attributes of one entry as handlers leave them. */
export async function hookedAttributes(ctx: Context, row: EntryRow, names: Names): Promise<readonly AttributeView[]> {
  const known = knownViews(ctx);
  if (!isCovered(known.get(row.id), names)) void remember(ctx, [row], null, true);
  const list = (await known.get(row.id)?.views) ?? [];
  if (names === null) return list;
  const keys = keysOf(names);
  return list.filter((view) => keys.has(nameKey(view.name)));
}

/** Asked for more than before, an entry is shown to the handlers anew, with all of its attributes: that is the last time. */
function isCovered(known: Known | undefined, names: Names): boolean {
  if (!known || known.keys === null) return known !== undefined;
  const { keys } = known;
  return names !== null && names.every((name) => keys.has(nameKey(name)));
}

function remember(ctx: Context, rows: readonly EntryRow[], names: Names, isRetrieve: boolean): Promise<unknown> {
  if (rows.length === 0) return Promise.resolve();
  const lists = runHooks(ctx, rows, names, isRetrieve);
  const keys = names && keysOf(names);
  for (const [index, { id }] of rows.entries())
    knownViews(ctx).set(id, { keys, views: lists.then((all) => all[index] ?? []) });
  return lists;
}

async function runHooks(
  ctx: Context,
  rows: readonly EntryRow[],
  names: Names,
  isRetrieve: boolean,
): Promise<readonly AttributeView[][]> {
  const shownTo = names && namesForHooks(ctx, names);
  const stored = rows.map((row) => storedAttributes(ctx, row, shownTo && shownTo(row.entityId)));
  const batch = {
    entries: rows.map((row) => toEntryView(ctx.catalog.getEntity(row.entityId), row)),
    attrinfos: stored.map((views) => views.filter(({ isReadable }) => isReadable).map(toAttrInfo)),
    isRetrieve,
  };
  const lists = await ctx.host.hooks.runGetAttrs(HOOK, ctx, batch);
  return rows.map((row, index) =>
    withHidden(
      (lists[index] ?? []).map((info) => fromAttrInfo(ctx, row, info)),
      stored[index] ?? [],
    ),
  );
}

/** By entity: what was asked for and what handlers need. Who reads the views takes what was asked for. */
function namesForHooks(ctx: Context, names: readonly string[]): (entityId: number) => readonly string[] {
  const known = new Map<number, readonly string[]>();
  return (entityId) => {
    const found = known.get(entityId);
    if (found) return found;
    const needed = ctx.host.hooks.neededAttrs(entityId);
    const made = needed.length > 0 ? [...new Set([...names, ...needed])] : names;
    known.set(entityId, made);
    return made;
  };
}

/** What the caller may not see is shown to no handler, and stands in its place again afterwards. */
function withHidden(shown: readonly AttributeView[], stored: readonly AttributeView[]): AttributeView[] {
  const all = [...shown];
  for (const [place, view] of stored.entries()) if (!view.isReadable) all.splice(place, 0, view);
  return all;
}
