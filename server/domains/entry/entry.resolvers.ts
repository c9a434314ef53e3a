import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from '../../context.ts';
import type { Page, PageArgs } from '../../db/index.ts';
import { connectionResolvers, edgeResolvers, mutation, selection } from '../../graphql/index.ts';
import type { Resolvers } from '../../graphql/generated/resolvers.ts';
import { parseId } from '../../parse-id.ts';
import { whenReady, type MaybePromise } from '../../plugins/index.ts';
import { requireActor } from '../access/index.ts';
import type { Entity } from '../entity/index.ts';
import { findUser } from '../user/index.ts';
import { attributeResolvers } from './attribute.resolvers.ts';
import { startBulkCreate, startBulkDelete, startBulkUpdate } from './bulk/start-bulk.ts';
import { textOfValue } from './attribute-text.ts';
import { storedAttributes, viewOf, type AttributeView } from './attribute-view.ts';
import { copyEntry } from './entry.copy.ts';
import { createEntries, type EntityChoice } from './entry.create.ts';
import { entryLoader, forgetEntries } from './entry.loader.ts';
import type { EntryChangeEvent } from './entry-change.ts';
import { subscribeToEntries } from './entry.subscribe.ts';
import { entriesIn, loadAhead, partsOf } from './entry.look-ahead.ts';
import { restoreEntry } from './entry.restore.ts';
import { hasParts, type EntryParts, type EntryRow } from './entry-row.ts';
import {
  listEntries,
  listEntriesOfAll,
  listReferrals,
  listReferralsOfAll,
  type EntryListArgs,
  type Wanted,
} from './entry-list.store.ts';
import { startExport } from './export/start-export.ts';
import { hasAttributeHooks, hookedAttributes } from './hooked-attributes.ts';
import { listVersions, listVersionsOfAll, type VersionListArgs, type VersionRow } from './history.store.ts';
import { nestedPage } from './nested-lists.ts';
import {
  createOrOverride,
  deleteOrOverride,
  updateOrOverride,
  type EntryPayload,
} from './override/overridable-mutations.ts';
import { restoreValue } from './restore-value.ts';

type Info = GraphQLResolveInfo;

type EntryPage = Promise<Page<EntryRow>>;

async function readAhead(ctx: Context, info: Info, list: (wanted: Wanted) => EntryPage): EntryPage {
  const connection = selection(info);
  const entries = entriesIn(connection);
  const page = await list({ parts: partsOf(entries), total: connection.has('totalCount') });
  await loadAhead(ctx, page.rows, entries);
  return page;
}

type Pages = ReadonlyMap<number, Page<EntryRow> | Error>;

/** The same for the lists below many parents: what their entries will be asked for is loaded for all of them together. */
async function readAllAhead(ctx: Context, info: Info, list: (parts: EntryParts) => Promise<Pages>): Promise<Pages> {
  const entries = entriesIn(selection(info));
  const pages = await list(partsOf(entries));
  const rows = [...pages.values()].flatMap((page) => (page instanceof Error ? [] : page.rows));
  await loadAhead(ctx, rows, entries);
  return pages;
}

async function findEntry(ctx: Context, id: string, info: Info): Promise<EntryRow | null> {
  requireActor(ctx);
  const number = parseId(id);
  if (number === null) return null;
  const selections = [selection(info)];
  const row = await entryLoader(ctx).load(number, partsOf(selections));
  if (row) await loadAhead(ctx, [row], selections);
  return row;
}

/** Calls back with the entry once it has these parts; without a promise when it has them already. */
function withParts<T>(
  ctx: Context,
  row: EntryRow,
  parts: EntryParts,
  use: (row: EntryRow) => MaybePromise<T>,
): MaybePromise<T> {
  if (hasParts(row, parts)) return use(row);
  const loaded = entryLoader(ctx).load(row.id, parts);
  return loaded.then((known) => use({ ...row, ...known }));
}

const DOC: EntryParts = { doc: true, times: false };
const TIMES: EntryParts = { doc: false, times: true };

type Views = readonly AttributeView[];

function attributesOf(ctx: Context, row: EntryRow, names: readonly string[] | null): MaybePromise<Views> {
  const read = hasAttributeHooks(ctx, row.entityId) ? hookedAttributes : storedAttributes;
  return withParts<Views>(ctx, row, DOC, (one) => read(ctx, one, names));
}

type Work<Input, Result> = (ctx: Context, input: Input) => Promise<Result>;

/** Work after which nothing that was loaded before is used any more. */
function forgetful<Input, Result>(work: Work<Input, Result>): Work<Input, Result> {
  return async (ctx, input) => {
    const written = await work(ctx, input);
    forgetEntries(ctx);
    return written;
  };
}

/** A mutation that a plugin may carry out. */
function overridable<Input>(work: Work<Input, EntryPayload>) {
  const resolve = mutation(work);
  return async (parent: unknown, args: { readonly input: Input }, ctx: Context) => ({
    extensions: null,
    ...(await resolve(parent, args, ctx)),
  });
}

const entryPayload = {
  entry: async ({ entry }: { readonly entry?: EntryRow | null }, _: unknown, ctx: Context, info: Info) => {
    if (entry) await loadAhead(ctx, [entry], [selection(info)]);
    return entry ?? null;
  },
};

const entriesPayload = {
  entries: async (
    { entries }: { readonly entries?: readonly EntryRow[] | null },
    _: unknown,
    ctx: Context,
    info: Info,
  ) => {
    if (entries) await loadAhead(ctx, entries, [selection(info)]);
    return entries ?? null;
  },
};

function instant(text: string | undefined): Date {
  return new Date(text ?? NaN);
}

export const entryResolvers = {
  ...attributeResolvers,
  Query: {
    entry: (_: unknown, { id }: { id: string }, ctx: Context, info: Info) => findEntry(ctx, id, info),
    entries: (_: unknown, args: EntryListArgs, ctx: Context, info: Info) =>
      readAhead(ctx, info, (wanted) => listEntries(ctx, args, wanted)),
  },
  Mutation: {
    createEntry: overridable(forgetful(createOrOverride)),
    createEntries: mutation('entries', forgetful(createEntries)),
    updateEntry: overridable(forgetful(updateOrOverride)),
    deleteEntry: overridable(forgetful(deleteOrOverride)),
    restoreEntry: mutation('entry', forgetful(restoreEntry)),
    copyEntry: mutation('entries', forgetful(copyEntry)),
    restoreValue: mutation('entry', forgetful(restoreValue)),
    startBulkCreateEntries: mutation('job', startBulkCreate),
    startBulkUpdateEntries: mutation('job', startBulkUpdate),
    startBulkDeleteEntries: mutation('job', startBulkDelete),
    startExportEntries: mutation('job', startExport),
  },
  CreateEntryPayload: entryPayload,
  CreateEntriesPayload: entriesPayload,
  UpdateEntryPayload: entryPayload,
  DeleteEntryPayload: entryPayload,
  RestoreEntryPayload: entryPayload,
  CopyEntryPayload: entriesPayload,
  RestoreValuePayload: entryPayload,
  Subscription: {
    entryChanged: {
      subscribe: (_: unknown, by: EntityChoice, ctx: Context) => subscribeToEntries(ctx, by),
      resolve: (event: EntryChangeEvent) => event,
    },
  },
  EntryChange: {
    entry: ({ id }: EntryChangeEvent, _: unknown, ctx: Context, info: Info) =>
      id === null ? null : findEntry(ctx, String(id), info),
  },
  Entity: {
    entries: (entity: Entity, args: EntryListArgs, ctx: Context, info: Info) =>
      nestedPage(ctx, info, entity, {
        one: ({ id }) =>
          readAhead(ctx, info, (wanted) => listEntries(ctx, { ...args, entity: String(id), entityName: null }, wanted)),
        many: (entities) => readAllAhead(ctx, info, (parts) => listEntriesOfAll(ctx, entities, args, parts)),
      }),
  },
  Entry: {
    entity: ({ entityId }: EntryRow, _: unknown, ctx: Context) => ctx.catalog.getEntity(entityId),
    createdTime: (row: EntryRow, _: unknown, ctx: Context) =>
      withParts(ctx, row, TIMES, ({ createdTime }) => instant(createdTime)),
    createdUser: async (row: EntryRow, _: unknown, ctx: Context) => {
      const { createdUserId } = await withParts(ctx, row, TIMES, (one) => one);
      return findUser(ctx, createdUserId ?? null);
    },
    updatedTime: (row: EntryRow, _: unknown, ctx: Context) =>
      withParts(ctx, row, TIMES, ({ updatedTime }) => instant(updatedTime)),
    attrs: (row: EntryRow, { names }: { names?: readonly string[] | null }, ctx: Context) =>
      attributesOf(ctx, row, names ?? null),
    attr: (row: EntryRow, { name }: { name: string }, ctx: Context) => {
      const found = attributesOf(ctx, row, [name]);
      return whenReady(found, ([view]) => view ?? null);
    },
    history: (row: EntryRow, args: VersionListArgs, ctx: Context, info: Info) =>
      nestedPage(ctx, info, row, {
        one: (entry) => listVersions(ctx, entry, args),
        many: (entries) => listVersionsOfAll(ctx, entries, args),
      }),
    referrals: (row: EntryRow, args: PageArgs & { entityName?: string | null }, ctx: Context, info: Info) =>
      nestedPage(ctx, info, row, {
        one: ({ id }) => readAhead(ctx, info, (wanted) => listReferrals(ctx, id, args, wanted)),
        many: (entries) =>
          readAllAhead(ctx, info, (parts) =>
            listReferralsOfAll(
              ctx,
              entries.map(({ id }) => id),
              args,
              parts,
            ),
          ),
      }),
  },
  EntryConnection: connectionResolvers,
  EntryEdge: edgeResolvers,
  AttributeVersionConnection: connectionResolvers,
  AttributeVersionEdge: edgeResolvers,
  AttributeVersion: {
    attribute: (version: VersionRow, _: unknown, ctx: Context) =>
      withParts(ctx, version.entry, DOC, (row) => viewOf(ctx, row, ctx.catalog.getAttr(version.entityAttrId))),
    value: (version: VersionRow, _: unknown, ctx: Context) => {
      const attr = ctx.catalog.getAttr(version.entityAttrId);
      return attr.type.render(version.value, attr);
    },
    json: ({ value }: VersionRow) => value,
    text: (version: VersionRow, _: unknown, ctx: Context) => {
      const view = viewOf(ctx, version.entry, ctx.catalog.getAttr(version.entityAttrId));
      return textOfValue(ctx, { ...view, value: version.value });
    },
    time: ({ time }: VersionRow) => instant(time),
    user: ({ userId }: VersionRow, _: unknown, ctx: Context) => findUser(ctx, userId),
  },
} satisfies Resolvers;
