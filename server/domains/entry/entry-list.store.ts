import type { Context } from '../../context.ts';
import {
  betweenCursors,
  encodeCursor,
  joinSql,
  makePage,
  orderBy,
  parsePage,
  query,
  rawSql,
  readNestedPages,
  sql,
  type CursorValue,
  type NestedList,
  type OrderKey,
  type Page,
  type PageArgs,
  type PageRequest,
  type Sql,
} from '../../db/index.ts';
import { BadRequest } from '../../errors.ts';
import { readableAttributes, readableEntries, requireActor } from '../access/index.ts';
import { findEntityBy, type Entity } from '../entity/index.ts';
import { compileEntryFilter, type EntryFilter } from './entry-filter.ts';
import { compileEntryOrder, type EntryOrder } from './entry-order.ts';
import { columnsFor, type EntryParts, type EntryRow } from './entry-row.ts';

export interface EntryListArgs extends PageArgs {
  readonly entity?: string | null;
  readonly entityName?: string | null;
  readonly filter?: EntryFilter | null;
  readonly orderBy?: readonly EntryOrder[] | null;
}

/** What a list must bring along. */
export interface Wanted {
  readonly parts: EntryParts;
  readonly total: boolean;
}

type ListedRow = EntryRow & Record<`key${number}`, CursorValue> & { total?: number };

/** One page of entries of one entity or of all. */
export async function listEntries(ctx: Context, args: EntryListArgs, wanted: Wanted): Promise<Page<EntryRow>> {
  requireActor(ctx);
  const entity = findListedEntity(ctx, args);
  if (entity === null) return emptyPage(ctx, args);
  const ofEntity = entity === 'all' ? sql`true` : sql`e.entity_id = ${entity.id}`;
  const known = entity === 'all' ? null : entity;
  const condition = sql`${ofEntity} and ${compileEntryFilter(ctx, args.filter, known)} and ${readableEntries(ctx)}`;
  return readPage(ctx, condition, compileEntryOrder(ctx, args.orderBy, known), args, wanted, Boolean(args.filter));
}

/** The active entries that refer to this one through an active attribute, by name. */
export async function listReferrals(
  ctx: Context,
  entryId: number,
  args: PageArgs & { readonly entityName?: string | null },
  wanted: Wanted,
): Promise<Page<EntryRow>> {
  const entity = findListedEntity(ctx, args);
  if (entity === null) return emptyPage(ctx, args);
  const ofEntity = entity === 'all' ? sql`true` : sql`e.entity_id = ${entity.id}`;
  const condition = sql`e.is_active and ${ofEntity} and ${readableEntries(ctx)} and ${isReferrerOf(ctx, sql`${entryId}`)}`;
  return readPage(ctx, condition, compileEntryOrder(ctx, null, null), args, wanted, true);
}

function isReferrerOf(ctx: Context, entryId: Sql): Sql {
  return sql`exists (select from entry_reference r join entity_attr a on a.id = r.entity_attr_id and a.is_active
    where r.target_id = ${entryId} and r.entry_id = e.id and ${readableAttributes(ctx, 'r.entity_attr_id')})`;
}

type Pages = ReadonlyMap<number, Page<EntryRow> | Error>;

/** The same of many entries at once, by their ids. */
export async function listReferralsOfAll(
  ctx: Context,
  entryIds: readonly number[],
  args: PageArgs & { readonly entityName?: string | null },
  parts: EntryParts,
): Promise<Pages> {
  const entity = findListedEntity(ctx, args);
  if (entity === null) return new Map(entryIds.map((id) => [id, emptyPage(ctx, args)]));
  const ofEntity = entity === 'all' ? sql`true` : sql`e.entity_id = ${entity.id}`;
  const list: NestedList = {
    parentIds: entryIds,
    columns: columnsFor(parts),
    // As an array, the few that refer to a parent are looked up; else all entries might be walked through by name for each parent.
    source: (id) => sql`from entry e where e.is_active and ${ofEntity} and ${readableEntries(ctx)} and e.id = any(array(
      select r.entry_id from entry_reference r join entity_attr a on a.id = r.entity_attr_id and a.is_active
      join entry o on o.id = r.entry_id where r.target_id = ${id} and ${readableAttributes(ctx, 'r.entity_attr_id', 'o')}))`,
    keys: compileEntryOrder(ctx, null, null),
  };
  return readNestedPages<EntryRow>(ctx.em, [list], parsePage(args, ctx.host.settings.maxPageSize));
}

/** A page of the entries of each of these entities. What conditions and orders mean differs between them when they name attributes. */
export async function listEntriesOfAll(
  ctx: Context,
  entities: readonly Entity[],
  args: EntryListArgs,
  parts: EntryParts,
): Promise<Pages> {
  requireActor(ctx);
  const page = parsePage(args, ctx.host.settings.maxPageSize);
  const refused = new Map<number, Error>();
  const lists = entities.flatMap((entity): NestedList[] => {
    try {
      return [entriesOf(ctx, entity, args, parts)];
    } catch (error) {
      if (!(error instanceof BadRequest)) throw error;
      refused.set(entity.id, error);
      return [];
    }
  });
  const [first] = lists;
  const areSame = first && !namesAttributes(args);
  const merged = areSame ? [{ ...first, parentIds: lists.flatMap(({ parentIds }) => parentIds) }] : lists;
  return new Map<number, Page<EntryRow> | Error>([
    ...refused,
    ...(await readNestedPages<EntryRow>(ctx.em, merged, page)),
  ]);
}

function entriesOf(ctx: Context, entity: Entity, args: EntryListArgs, parts: EntryParts): NestedList {
  const condition = sql`${compileEntryFilter(ctx, args.filter, entity)} and ${readableEntries(ctx)}`;
  return {
    parentIds: [entity.id],
    columns: columnsFor(parts),
    source: (id) => sql`from entry e where e.entity_id = ${id} and ${condition}`,
    keys: compileEntryOrder(ctx, args.orderBy, entity),
  };
}

function namesAttributes({ filter, orderBy }: EntryListArgs): boolean {
  return Boolean(orderBy?.some(({ attr }) => attr)) || (Boolean(filter) && filterNamesAttributes(filter ?? {}));
}

function filterNamesAttributes({ attrs, and, or, not }: EntryFilter): boolean {
  return Boolean(attrs?.length) || [...(and ?? []), ...(or ?? []), ...(not ? [not] : [])].some(filterNamesAttributes);
}

/** There is no such entity, or the caller may not see it: both look like one without entries. */
function emptyPage(ctx: Context, args: PageArgs): Page<EntryRow> {
  const page = parsePage(args, ctx.host.settings.maxPageSize);
  return makePage<EntryRow>(
    page,
    [],
    () => '',
    () => 0,
  );
}

async function readPage(
  ctx: Context,
  condition: Sql,
  keys: readonly OrderKey[],
  args: PageArgs,
  wanted: Wanted,
  isFiltered: boolean,
): Promise<Page<EntryRow>> {
  const page = parsePage(args, ctx.host.settings.maxPageSize);
  // With a filter, page and count share one pass over what it finds; without, an index gives both more cheaply.
  const sharesPass = wanted.total && isFiltered && page.after === null && page.before === null;
  const columns = columnsFor(wanted.parts);
  const statement = sharesPass
    ? selectCountedPage(columns, condition, keys, page)
    : sql`select ${columns}, ${keyColumns(keys)} from entry e where ${condition} and ${betweenCursors(keys, page)}
        ${orderBy(keys, page.isBackward)} limit ${page.limit + 1}`;
  const rows = await query<ListedRow>(ctx.em, statement);
  const cursorOf = (row: EntryRow): string => encodeCursor(keys, cursorValues(keys, row as ListedRow));
  const total = sharesPass ? (rows[0]?.total ?? 0) : null;
  return makePage<EntryRow>(page, rows, cursorOf, () => total ?? countEntries(ctx, condition));
}

/** The first page together with the count. What is found carries only the keys; the rows are read for the page alone. */
function selectCountedPage(columns: Sql, condition: Sql, keys: readonly OrderKey[], page: PageRequest): Sql {
  const order = orderBy(
    keys.map((key, index) => ({ ...key, expression: rawSql(`h.key${index}`) })),
    page.isBackward,
  );
  return sql`with hit as materialized (select e.id, ${keyColumns(keys)} from entry e where ${condition})
    select ${columns}, h.*, (select count(*) from hit) as total
    from (select * from hit h ${order} limit ${page.limit + 1}) h join entry e on e.id = h.id ${order}`;
}

function keyColumns(keys: readonly OrderKey[]): Sql {
  return joinSql(keys.map((key, index) => sql`${key.expression} as ${rawSql(`key${index}`)}`));
}

async function countEntries(ctx: Context, condition: Sql): Promise<number> {
  const [row] = await query<{ total: number }>(ctx.em, sql`select count(*) as total from entry e where ${condition}`);
  return row?.total ?? 0;
}

function cursorValues(keys: readonly OrderKey[], row: ListedRow): CursorValue[] {
  return keys.map((key, index) => {
    const value = row[`key${index}`] ?? null;
    if (key.type === 'timestamptz') return new Date(String(value)).toISOString();
    return key.type === 'numeric' && value !== null ? Number(value) : value;
  });
}

/** The entity that a list is about, `all` when it names none, null when there is none that the caller may see. */
function findListedEntity(
  ctx: Context,
  args: { readonly entity?: string | null; readonly entityName?: string | null },
): Entity | 'all' | null {
  if (args.entity && args.entityName) throw new BadRequest('Give `entity` or `entityName`, not both', ['entityName']);
  if (!args.entity && !args.entityName) return 'all';
  return findEntityBy(ctx, { id: args.entity, name: args.entityName });
}
