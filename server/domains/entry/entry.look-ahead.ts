import type { Context } from '../../context.ts';
import type { Call, Selection } from '../../graphql/index.ts';
import { nameKey } from '../attribute/index.ts';
import { userLoader } from '../user/index.ts';
import { isVisible } from './attribute-view.ts';
import { NAME_ONLY, type EntryParts, type EntryRow } from './entry-row.ts';
import { entryLoader } from './entry.loader.ts';
import { hookPage } from './hooked-attributes.ts';
import { loadTargets, type Targets } from './target.loader.ts';

/** What is selected of the entries of a list, directly and by its edges. */
export function entriesIn(connection: Selection): Selection[] {
  return [connection.field('nodes'), connection.field('edges')?.field('node')].filter((one) => one !== undefined);
}

/** The parts of entries that selections of type `Entry` need. */
export function partsOf(selections: readonly Selection[]): EntryParts {
  const has = (...fields: string[]): boolean => selections.some((one) => fields.some((field) => one.has(field)));
  return { doc: has('attrs', 'attr', 'history'), times: has('createdTime', 'updatedTime', 'createdUser') };
}

/**
 * Loads, level by level, what selections of type `Entry` will ask of a page: one statement for the entries that it refers to,
 * one for those that these refer to, and so on. Resolvers then find everything without a promise.
 */
export async function loadAhead(
  ctx: Context,
  rows: readonly EntryRow[],
  selections: readonly Selection[],
): Promise<void> {
  const loader = entryLoader(ctx);
  loader.prime(rows);
  if (selections.some((one) => one.has('createdUser'))) {
    await userLoader(ctx).loadMany(rows.flatMap(({ createdUserId }) => createdUserId ?? []));
  }
  const attributes = selections.flatMap((one) => [...one.calls('attrs'), ...one.calls('attr')]);
  if (attributes.length === 0) return;
  const names = namesOf(attributes);
  const found = await loadReferred(ctx, rows, attributes, names);
  // Not before: what handlers made of a page would be carried through small garbage collections while it waits for names.
  await hookPage(ctx, rows, names);
  const entries = attributes.flatMap(({ selection }) => wantedOfAttribute(selection).entries);
  if (found.length > 0) await loadAhead(ctx, found, entries);
}

/** Loads what attributes of a page refer to, as far as it will be asked for; gives the entries among it. */
async function loadReferred(
  ctx: Context,
  rows: readonly EntryRow[],
  attributes: readonly Call[],
  names: readonly string[] | null,
): Promise<readonly EntryRow[]> {
  const wanted = attributes.map(({ selection }) => wantedOfAttribute(selection));
  const isText = wanted.some((one) => one.isText);
  const entries = wanted.flatMap((one) => one.entries);
  const areMembers = isText || wanted.some((one) => one.areMembers);
  if (!areMembers && entries.length === 0) return [];
  const { entry, group, role } = referencesOf(ctx, rows, names);
  const targets = {
    entry: isText || entries.length > 0 ? entry : [],
    group: areMembers ? group : [],
    role: areMembers ? role : [],
  };
  await loadTargets(ctx, targets, partsOf(entries));
  if (entries.length === 0) return [];
  const loader = entryLoader(ctx);
  return targets.entry.flatMap((id) => loader.peek(id, NAME_ONLY) ?? []);
}

interface WantedOfAttribute {
  /** What is selected of the entries that the value refers to. */
  readonly entries: readonly Selection[];
  readonly areMembers: boolean;
  readonly isText: boolean;
}

const MEMBER_FIELDS = [
  ['GroupValue', 'group'],
  ['GroupListValue', 'groups'],
  ['RoleValue', 'role'],
  ['RoleListValue', 'roles'],
] as const;

function wantedOfAttribute(attribute: Selection): WantedOfAttribute {
  const value = attribute.field('value');
  const entries = [
    value?.on('EntryValue').field('entry'),
    value?.on('NamedEntryValue').field('entry'),
    value?.on('EntryListValue').field('entries'),
    value?.on('NamedEntryListValue').field('items')?.field('entry'),
  ];
  return {
    entries: entries.filter((one) => one !== undefined),
    areMembers: value !== undefined && MEMBER_FIELDS.some(([type, field]) => value.on(type).has(field)),
    isText: attribute.has('text'),
  };
}

/** The attributes that these fields name; null for all. */
function namesOf(calls: readonly Call[]): readonly string[] | null {
  const names = calls.map(({ arguments: { name, names: some } }) => {
    if (typeof name === 'string') return [name];
    return Array.isArray(some) ? some.filter((one) => typeof one === 'string') : null;
  });
  return names.some((one) => one === null) ? null : names.flatMap((one) => one ?? []);
}

function referencesOf(ctx: Context, rows: readonly EntryRow[], names: readonly string[] | null): Targets {
  const keys = names && new Set(names.map(nameKey));
  const ids = { entry: new Set<number>(), group: new Set<number>(), role: new Set<number>() };
  for (const row of rows) {
    for (const attr of ctx.catalog.getEntity(row.entityId).attrs) {
      const held = row.doc?.[attr.id];
      if (!held || attr.type.refersTo === null || (keys && !keys.has(attr.nameKey))) continue;
      if (!isVisible(ctx, row, attr)) continue;
      for (const { kind, id } of attr.type.references(held[1])) ids[kind].add(id);
    }
  }
  return { entry: [...ids.entry], group: [...ids.group], role: [...ids.role] };
}
