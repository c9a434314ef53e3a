import { InterfaceError, type Permission, type UserRef } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { query, sql } from '../../db/index.ts';
import { entryLevel, LEVELS, readableEntries, type RowAcl } from '../access/index.ts';
import { findActor } from '../user/index.ts';
import { currentScope } from './scope.ts';

/** Whether a user may do so much with an entry that the actor may see. */
export async function mayOnEntry(ctx: Context, id: number, user: UserRef, permission: Permission): Promise<boolean> {
  if (!Object.hasOwn(LEVELS, permission)) {
    throw new InterfaceError(`There is no permission ${permission}. There are ${Object.keys(LEVELS).join(', ')}`);
  }
  const [row] = await query<{ entityId: number; acl: RowAcl | null }>(
    ctx.em,
    sql`select e.entity_id as "entityId", e.acl from entry e where e.id = ${id} and ${readableEntries(ctx)}`,
  );
  if (!row) return false;
  const isActor = user.id === ctx.actor?.id && !currentScope().isElevated;
  const actor = isActor ? ctx.actor : await findActor(ctx.em, user.id);
  return entryLevel({ ...ctx, actor }, ctx.catalog.getEntity(row.entityId), row.acl) >= LEVELS[permission];
}
