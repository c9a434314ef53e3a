import type { Context } from '../../context.ts';
import {
  betweenCursors,
  encodeCursor,
  makePage,
  orderBy,
  parsePage,
  query,
  readNestedPages,
  sql,
  type OrderKey,
  type Page,
  type PageArgs,
  type Sql,
} from '../../db/index.ts';
import { BadRequest } from '../../errors.ts';
import { canReadAttr, readableAttributes, readableEntries } from '../access/index.ts';
import { nameKey, type StoredValue } from '../attribute/index.ts';
import type { EntryRow } from './entry-row.ts';

/** One version of one value. */
export interface VersionRow {
  readonly id: number;
  readonly entry: EntryRow;
  readonly attributeId: number;
  readonly entityAttrId: number;
  readonly value: StoredValue;
  readonly time: string;
  readonly userId: number | null;
  readonly isLatest: boolean;
}

const NEWEST_FIRST: readonly OrderKey[] = [
  { name: 'version', expression: sql`v.id`, isDescending: true, isNullable: false, type: 'bigint' },
];

export interface VersionListArgs extends PageArgs {
  readonly attr?: string | null;
}

function attrIdsOf(ctx: Context, entry: EntryRow, args: VersionListArgs): number[] {
  const entity = ctx.catalog.getEntity(entry.entityId);
  if (!args.attr) return entity.attrs.filter((attr) => canReadAttr(ctx, attr)).map(({ id }) => id);
  const attr = entity.attrsByName.get(nameKey(args.attr));
  if (!attr) throw new BadRequest(`Entity "${entity.name}" has no attribute "${args.attr}"`, ['attr']);
  return canReadAttr(ctx, attr) ? [attr.id] : [];
}

/** The versions of an entry's active attributes that the caller may see, newest first. */
export async function listVersions(ctx: Context, entry: EntryRow, args: VersionListArgs): Promise<Page<VersionRow>> {
  const page = parsePage(args, ctx.host.settings.maxPageSize);
  const attrIds = attrIdsOf(ctx, entry, args);
  const condition = sql`a.entry_id = ${entry.id} and a.entity_attr_id = any(${attrIds}::int[])
    and ${readableAttributes(ctx, 'a.entity_attr_id')}`;
  const rows = await query<Omit<VersionRow, 'entry'>>(
    ctx.em,
    sql`select ${VERSION_COLUMNS} from attribute a join entry e on e.id = a.entry_id join attribute_value v on v.attribute_id = a.id
      where ${condition} and ${betweenCursors(NEWEST_FIRST, page)}
      ${orderBy(NEWEST_FIRST, page.isBackward)} limit ${page.limit + 1}`,
  );
  return makePage(
    page,
    rows.map((row) => ({ ...row, entry })),
    (row) => encodeCursor(NEWEST_FIRST, [row.id]),
    async () => {
      const [counted] = await query<{ total: number }>(
        ctx.em,
        sql`select count(*) as total from attribute a join entry e on e.id = a.entry_id join attribute_value v on v.attribute_id = a.id where ${condition}`,
      );
      return counted?.total ?? 0;
    },
  );
}

const VERSION_COLUMNS = sql`v.id, v.attribute_id as "attributeId", a.entity_attr_id as "entityAttrId", v.value,
  v.created_time as time, v.created_user_id as "userId",
  v.id = (select max(n.id) from attribute_value n where n.attribute_id = v.attribute_id) as "isLatest"`;

/** The same of many entries at once, by their ids. */
export async function listVersionsOfAll(
  ctx: Context,
  entries: readonly EntryRow[],
  args: VersionListArgs,
): Promise<ReadonlyMap<number, Page<VersionRow> | Error>> {
  const page = parsePage(args, ctx.host.settings.maxPageSize);
  const refused = new Map<number, Error>();
  const attrIds = new Set<number>();
  for (const entry of entries) {
    try {
      for (const id of attrIdsOf(ctx, entry, args)) attrIds.add(id);
    } catch (error) {
      if (!(error instanceof BadRequest)) throw error;
      refused.set(entry.id, error);
    }
  }
  const byId = new Map(entries.filter(({ id }) => !refused.has(id)).map((entry) => [entry.id, entry]));
  const list = {
    parentIds: [...byId.keys()],
    columns: VERSION_COLUMNS,
    source: (
      id: Sql,
    ) => sql`from attribute a join entry e on e.id = a.entry_id join attribute_value v on v.attribute_id = a.id
      where a.entry_id = ${id} and a.entity_attr_id = any(${[...attrIds]}::int[])
        and ${readableAttributes(ctx, 'a.entity_attr_id')}`,
    keys: NEWEST_FIRST,
  };
  const pages = await readNestedPages<Omit<VersionRow, 'entry'>>(ctx.em, byId.size > 0 ? [list] : [], page);
  return new Map<number, Page<VersionRow> | Error>([
    ...refused,
    ...[...pages].map(([id, own]) => {
      const entry = byId.get(id);
      if (!entry) throw new Error(`Versions of entry ${id} were not asked for`);
      return [id, { ...own, rows: own.rows.map((row) => ({ ...row, entry })) }] as const;
    }),
  ]);
}

/** What a version says, if the caller may see it, whatever became of its entry. */
export interface OldVersion {
  readonly entryId: number;
  readonly entityAttrId: number;
  readonly value: StoredValue;
}

export async function findVersion(tx: Context, id: string): Promise<OldVersion | null> {
  const number = /^[1-9]\d{0,14}$/.test(id) ? Number(id) : 0;
  const [row] = await query<OldVersion>(
    tx.em,
    sql`select a.entry_id as "entryId", a.entity_attr_id as "entityAttrId", v.value
      from attribute_value v join attribute a on a.id = v.attribute_id join entry e on e.id = a.entry_id
      where v.id = ${number}::bigint and ${readableEntries(tx)} and ${readableAttributes(tx, 'a.entity_attr_id')}`,
  );
  // A column that is newer than what this request knows of the schema is none yet.
  const attr = row && tx.catalog.findAttr(row.entityAttrId);
  return attr && canReadAttr(tx, attr) ? row : null;
}
