import type { Context } from '../../context.ts';
import { idList, query, sql } from '../../db/index.ts';
import { canReadAttribute, readableEntries, type AttributeAcls } from '../access/index.ts';
import type { StoredValue } from '../attribute/index.ts';

interface DocumentRow {
  readonly id: number;
  readonly entityId: number;
  readonly doc: Readonly<Record<string, readonly [attributeId: number, value: StoredValue]>>;
  readonly attrAcls: AttributeAcls;
}

type Documents = ReadonlyMap<number, DocumentRow>;

/** The values of entries that were read together: the first that is asked for its own brings those of the others. */
export class EntryDocuments {
  readonly #ctx: Context;
  readonly #ids: readonly number[];
  #documents: Promise<Documents> | null = null;

  constructor(ctx: Context, ids: readonly number[]) {
    this.#ctx = ctx;
    this.#ids = ids;
  }

  /** Null when whoever asks may not see the entry, or no longer. Another operation than the one that read them reads for itself. */
  async valuesOf(ctx: Context, id: number): Promise<Readonly<Record<string, unknown>> | null> {
    const documents = await (ctx === this.#ctx
      ? (this.#documents ??= readDocuments(ctx, this.#ids))
      : readDocuments(ctx, [id]));
    const row = documents.get(id);
    return row ? readableValues(ctx, row) : null;
  }
}

async function readDocuments(ctx: Context, ids: readonly number[]): Promise<Documents> {
  const rows = await query<DocumentRow>(
    ctx.em,
    sql`select e.id, e.entity_id as "entityId", e.doc, e.attr_acls as "attrAcls" from entry e
      where e.id = any(${idList(ids)}::int[]) and ${readableEntries(ctx)}`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** By the names of the attributes; those that the actor may not read are left out. */
function readableValues(ctx: Context, { entityId, doc, attrAcls }: DocumentRow): Record<string, unknown> {
  const readable = ctx.catalog.getEntity(entityId).attrs.filter((attr) => canReadAttribute(ctx, attr, attrAcls));
  return Object.fromEntries(
    readable.map(({ id, name, type }) => {
      const held = doc[id];
      return [name, structuredClone(held ? held[1] : type.emptyValue)];
    }),
  );
}
