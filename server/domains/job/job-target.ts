import type { Context } from '../../context.ts';
import { query, sql } from '../../db/index.ts';
import { rejected } from '../../errors.ts';
import { canReadEntity, entityLevel, entryLevel, readableEntries, requireLevel, type RowAcl } from '../access/index.ts';
import type { JobOperation } from './job-operation.ts';

interface TargetRow {
  readonly entityId: number;
  readonly acl: RowAcl | null;
}

/** Refuses a target that the caller does not see, or may not do enough with. A target is an entity or an entry. */
export async function requireTarget(
  ctx: Context,
  id: number,
  { targetLevel }: Pick<JobOperation, 'targetLevel'>,
): Promise<void> {
  const entity = ctx.catalog.findEntity(id);
  if (entity) {
    if (!entity.isActive || !canReadEntity(ctx, entity)) throw notFound(id);
    return requireLevel(targetLevel, entityLevel(ctx, entity), `entity "${entity.name}"`, ['target']);
  }
  const [row] = await query<TargetRow>(
    ctx.em,
    sql`select e.entity_id as "entityId", e.acl from entry e where e.id = ${id} and ${readableEntries(ctx)}`,
  );
  if (!row) throw notFound(id);
  requireLevel(targetLevel, entryLevel(ctx, ctx.catalog.getEntity(row.entityId), row.acl), `entry ${id}`, ['target']);
}

function notFound(id: number) {
  return rejected('NOT_FOUND', `There is no entity or entry with id ${id}`, ['target']);
}
