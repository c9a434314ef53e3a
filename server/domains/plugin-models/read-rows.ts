import type { Context } from '../../context.ts';
import { query, type Sql } from '../../db/index.ts';
import type { ModelRow } from './table.ts';

/**
 * The rows of a statement that asks who may see them. A row of an entity or column that is newer than what the operation knows of the
 * schema may be closed to the actor, so the schema is read anew and the statement once more.
 */
export async function readRows<Row extends ModelRow>(ctx: Context, statement: (ctx: Context) => Sql): Promise<Row[]> {
  const rows = await query<Row>(ctx.em, statement(ctx));
  if (rows.every((row) => isKnown(ctx, row))) return rows;
  const { catalogs } = ctx.host;
  ctx.catalog = await (ctx.em.isInTransaction() ? catalogs.load(ctx.em) : catalogs.newest(ctx.em));
  return (await query<Row>(ctx.em, statement(ctx))).filter((row) => isKnown(ctx, row));
}

function isKnown({ catalog }: Context, { entityId, entityAttrId }: ModelRow): boolean {
  if (typeof entityId === 'number' && !catalog.findEntity(entityId)) return false;
  return entityAttrId === undefined || catalog.findAttr(entityAttrId) !== null;
}
