import type { Context } from '../../context.ts';
import {
  betweenCursors,
  encodeCursor,
  makePage,
  orderBy,
  parsePage,
  query,
  sql,
  type OrderKey,
  type Page,
  type PageArgs,
} from '../../db/index.ts';
import { BadRequest } from '../../errors.ts';
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

/** The versions of an entry's active attributes, newest first. */
export async function listVersions(
  ctx: Context,
  entry: EntryRow,
  args: PageArgs & { readonly attr?: string | null },
): Promise<Page<VersionRow>> {
  const page = parsePage(args, ctx.host.settings.maxPageSize);
  const entity = ctx.catalog.getEntity(entry.entityId);
  const attrs = args.attr ? [entity.attrsByName.get(nameKey(args.attr))] : entity.attrs;
  const attrIds = attrs.map((attr) => {
    if (!attr) throw new BadRequest(`Entity "${entity.name}" has no attribute "${args.attr}"`, ['attr']);
    return attr.id;
  });
  const condition = sql`a.entry_id = ${entry.id} and a.entity_attr_id = any(${attrIds}::int[])`;
  const rows = await query<Omit<VersionRow, 'entry'>>(
    ctx.em,
    sql`select v.id, v.attribute_id as "attributeId", a.entity_attr_id as "entityAttrId", v.value, v.created_time as time,
        v.created_user_id as "userId",
        v.id = (select max(n.id) from attribute_value n where n.attribute_id = v.attribute_id) as "isLatest"
      from attribute a join attribute_value v on v.attribute_id = a.id
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
        sql`select count(*) as total from attribute a join attribute_value v on v.attribute_id = a.id where ${condition}`,
      );
      return counted?.total ?? 0;
    },
  );
}

/** What a version says, whatever became of its entry. */
export interface OldVersion {
  readonly entryId: number;
  readonly entityAttrId: number;
  readonly value: StoredValue;
}

export async function findVersion(tx: Context, id: string): Promise<OldVersion | null> {
  if (!/^[1-9]\d{0,14}$/.test(id)) return null;
  const [row] = await query<OldVersion>(
    tx.em,
    sql`select a.entry_id as "entryId", a.entity_attr_id as "entityAttrId", v.value
      from attribute_value v join attribute a on a.id = v.attribute_id where v.id = ${Number(id)}::bigint`,
  );
  return row ?? null;
}
