import type { AttrInfo } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { perContext } from '../../per-context.ts';
import { isPromise, whenReady, type MaybePromise } from '../../plugins/index.ts';
import { nameKey } from '../attribute/index.ts';
import {
  fromAttrInfo,
  isVisible,
  keysOf,
  storedAttributes,
  storedAttrInfos,
  type AttributeView,
} from './attribute-view.ts';
import { toEntryView } from './entry.hooks.ts';
import type { EntryRow } from './entry-row.ts';

const HOOK = 'entry.get_attrs';

type Names = readonly string[] | null;
type Views = readonly AttributeView[];

interface Known {
  /** What handlers were asked for; null for all attributes. */
  readonly keys: ReadonlySet<string> | null;
  result: MaybePromise<Hooked | null>;
}

/**
 * What handlers made of the attributes of one entry; null where they changed nothing. Views are made of it when they are shown: a
 * page of them would be carried through small garbage collections while the page waits for names.
 */
interface Hooked {
  readonly infos: readonly AttrInfo[];
  /** What of the entry was to be shown to them; null for all. */
  readonly names: Names;
  /** How many attributes they were shown. */
  readonly shown: number;
}

/** By the id of the entry: a request may show one entry as several rows. */
const knownResults = perContext(() => new Map<number, Known>());

/** Whether handlers want to see the attributes of entries of this entity. */
export function hasAttributeHooks(ctx: Context, entityId: number): boolean {
  return ctx.host.hooks.has(HOOK, entityId);
}

/** Runs the handlers once for a page of entries, for the attributes that the request selects of them. */
export async function hookPage(ctx: Context, rows: readonly EntryRow[], names: Names): Promise<void> {
  const known = knownResults(ctx);
  const hooked = rows.filter((row) => row.doc !== undefined && hasAttributeHooks(ctx, row.entityId));
  const fresh = new Map(hooked.filter(({ id }) => !isCovered(known.get(id), names)).map((row) => [row.id, row]));
  const again = [...fresh.values()].filter(({ id }) => known.has(id));
  const first = [...fresh.values()].filter(({ id }) => !known.has(id));
  remember(ctx, first, names, false);
  remember(ctx, again, null, false);
  await Promise.all(hooked.flatMap(({ id }) => known.get(id)?.result ?? []).filter((result) => isPromise(result)));
}

/** The attributes of one entry as handlers leave them; without a promise once they are known. */
export function hookedAttributes(ctx: Context, row: EntryRow, names: Names): MaybePromise<Views> {
  const known = knownResults(ctx);
  if (!isCovered(known.get(row.id), names)) remember(ctx, [row], null, true);
  return whenReady(known.get(row.id)?.result ?? null, (hooked) => {
    if (!hooked) return storedAttributes(ctx, row, names);
    const views = viewsOf(ctx, row, hooked);
    if (names === null) return views;
    const keys = keysOf(names);
    return views.filter((view) => keys.has(nameKey(view.name)));
  });
}

/** Asked for more than before, an entry is shown to the handlers anew, with all of its attributes: that is the last time. */
function isCovered(known: Known | undefined, names: Names): boolean {
  if (!known || known.keys === null) return known !== undefined;
  const { keys } = known;
  return names !== null && names.every((name) => keys.has(nameKey(name)));
}

function remember(ctx: Context, rows: readonly EntryRow[], names: Names, isRetrieve: boolean): void {
  if (rows.length === 0) return;
  const results = knownResults(ctx);
  const lists = runHooks(ctx, rows, names, isRetrieve);
  const keys = names && keysOf(names);
  rows.forEach(({ id }, index) => {
    if (!isPromise(lists)) return void results.set(id, { keys, result: lists[index] ?? null });
    const result = lists.then((all) => all[index] ?? null);
    const known: Known = { keys, result };
    results.set(id, known);
    // Who asks later does not have to wait for what is there.
    const settle = (hooked: Hooked | null): void => void (known.result = hooked);
    void result.then(settle, () => undefined);
  });
}

function runHooks(
  ctx: Context,
  rows: readonly EntryRow[],
  names: Names,
  isRetrieve: boolean,
): MaybePromise<readonly (Hooked | null)[]> {
  const shownNames = namesForHooks(ctx, names);
  const namesOf = rows.map(({ entityId }) => shownNames(entityId));
  const attrinfos = rows.map((row, index) => storedAttrInfos(ctx, row, namesOf[index] ?? null));
  const entries = rows.map((row) => toEntryView(ctx.catalog.getEntity(row.entityId), row));
  return whenReady(ctx.host.hooks.runGetAttrs(HOOK, ctx, { entries, attrinfos, isRetrieve }), (lists) =>
    lists.map((infos, index) => {
      const stored = attrinfos[index];
      if (infos === stored) return null;
      return { infos, names: namesOf[index] ?? null, shown: stored?.length ?? 0 };
    }),
  );
}

/** By entity: what was asked for and what handlers need. Who reads the views takes what was asked for. */
function namesForHooks(ctx: Context, names: Names): (entityId: number) => Names {
  if (names === null) return () => null;
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

/** What the caller may not see was shown to no handler, and stands in its place again. */
function viewsOf(ctx: Context, row: EntryRow, { infos, names, shown }: Hooked): Views {
  const views = infos.map((info) => fromAttrInfo(ctx, row, info));
  const { attrs } = ctx.catalog.getEntity(row.entityId);
  if (names === null ? shown === attrs.length : attrs.every((attr) => isVisible(ctx, row, attr))) return views;
  for (const [place, view] of storedAttributes(ctx, row, names).entries()) {
    if (!view.isReadable) views.splice(place, 0, view);
  }
  return views;
}
