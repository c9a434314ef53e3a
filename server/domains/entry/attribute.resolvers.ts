import type { Resolvers } from '../../graphql/generated/resolvers.ts';
import type { Context } from '../../context.ts';
import type { RenderedValue } from '../attribute/index.ts';
import { groupLoader } from '../group/index.ts';
import { roleLoader } from '../role/index.ts';
import { extensionsOfView, renderView, type AttributeView } from './attribute-view.ts';
import { textOfValue } from './attribute-text.ts';
import { NAME_ONLY, type EntryRow } from './entry-row.ts';
import { entryLoader, type EntryLoader } from './entry.loader.ts';

type Maybe<T> = T | Promise<T>;
type Rendered<N extends RenderedValue['__typename']> = Extract<RenderedValue, { __typename: N }>;

/** Without a promise when a look-ahead has loaded it; a deleted entry shows as nothing. */
function findTarget(ctx: Context, id: number | null): Maybe<EntryRow | null> {
  if (id === null) return null;
  const loader = entryLoader(ctx);
  const known = loader.peek(id, NAME_ONLY);
  if (known !== undefined) return known?.isActive ? known : null;
  return loader.load(id, NAME_ONLY).then((row) => (row?.isActive ? row : null));
}

function findTargets(ctx: Context, ids: readonly number[]): Maybe<(EntryRow | null)[]> {
  const loader = entryLoader(ctx);
  const areKnown = ids.every((id) => loader.peek(id, NAME_ONLY) !== undefined);
  if (areKnown) return knownTargets(loader, ids);
  return Promise.all(ids.map((id) => loader.load(id, NAME_ONLY))).then(() => knownTargets(loader, ids));
}

function knownTargets(loader: EntryLoader, ids: readonly number[]): (EntryRow | null)[] {
  return ids.map((id) => {
    const row = loader.peek(id, NAME_ONLY);
    return row?.isActive ? row : null;
  });
}

function whenFound<T, U>(value: Maybe<T>, use: (value: T) => U): Maybe<U> {
  return value instanceof Promise ? value.then(use) : use(value);
}

function isThere<T>(row: T | null): row is T {
  return row !== null;
}

export const attributeResolvers = {
  Attribute: {
    // `id`, `name` and `isReadable` are read as they are: there are thousands of them in a page.
    type: ({ type }: AttributeView) => type.name,
    entityAttr: ({ attr }: AttributeView) => attr,
    value: renderView,
    json: ({ isReadable, value }: AttributeView) => (isReadable ? value : null),
    extensions: extensionsOfView,
    text: (view: AttributeView, _: unknown, ctx: Context) => (view.isReadable ? textOfValue(ctx, view) : ''),
  },
  EntryValue: {
    entry: ({ entryId }: Rendered<'EntryValue'>, _: unknown, ctx: Context) => findTarget(ctx, entryId),
  },
  NamedEntryValue: {
    entry: ({ entryId }: Rendered<'NamedEntryValue'>, _: unknown, ctx: Context) => findTarget(ctx, entryId),
  },
  EntryListValue: {
    entries: ({ entryIds }: Rendered<'EntryListValue'>, _: unknown, ctx: Context) =>
      whenFound(findTargets(ctx, entryIds), (rows) => rows.filter(isThere)),
  },
  NamedEntryListValue: {
    /** An element whose entry is gone goes with it; one that never had an entry stays. */
    items: ({ items }: Rendered<'NamedEntryListValue'>, _: unknown, ctx: Context) =>
      whenFound(
        findTargets(
          ctx,
          items.flatMap(({ entryId }) => entryId ?? []),
        ),
        (rows) => {
          const there = new Set(rows.filter(isThere).map(({ id }) => id));
          return items.filter(({ entryId }) => entryId === null || there.has(entryId));
        },
      ),
  },
  NamedEntryItem: {
    entry: ({ entryId }: { readonly entryId: number | null }, _: unknown, ctx: Context) => findTarget(ctx, entryId),
  },
  GroupValue: {
    group: ({ groupId }: Rendered<'GroupValue'>, _: unknown, ctx: Context) => groupLoader(ctx).find(groupId),
  },
  GroupListValue: {
    groups: ({ groupIds }: Rendered<'GroupListValue'>, _: unknown, ctx: Context) => groupLoader(ctx).findMany(groupIds),
  },
  RoleValue: {
    role: ({ roleId }: Rendered<'RoleValue'>, _: unknown, ctx: Context) => roleLoader(ctx).find(roleId),
  },
  RoleListValue: {
    roles: ({ roleIds }: Rendered<'RoleListValue'>, _: unknown, ctx: Context) => roleLoader(ctx).findMany(roleIds),
  },
} satisfies Resolvers;
