import type { Actor, Context } from '../../context.ts';
import { sql, type Sql } from '../../db/index.ts';
import { rejected, Unauthenticated } from '../../errors.ts';
import type { Entity } from '../entity/index.ts';

// Every service asks here. Today's rule: an active user may see everything and, unless read-only, change it;
// the anonymous may nothing. Finer rights replace the bodies of these functions and nothing else.

/** The user who acts; refuses the anonymous. */
export function requireActor(ctx: Context): Actor {
  if (!ctx.actor) {
    throw new Unauthenticated(
      'Authentication credentials were not provided. Send the header "Authorization: Token …", or `token` in the connection parameters of a WebSocket.',
    );
  }
  return ctx.actor;
}

/** The user who acts, where something is to be changed. */
export function requireWriter(ctx: Context): Actor {
  const actor = requireActor(ctx);
  if (actor.isReadonly) throw rejected('PERMISSION_DENIED', `User "${actor.username}" is read-only`);
  return actor;
}

/** Which rows of `entry e` the caller may see, as a condition in SQL. */
export function readableEntries(ctx: Context): Sql {
  return ctx.actor ? sql`true` : sql`false`;
}

export function canReadEntity(ctx: Context, _entity: Entity): boolean {
  return ctx.actor !== null;
}
