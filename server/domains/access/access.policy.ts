/** Who may do what, for every door. Services ask here and nowhere else; the rule itself is in `rule.ts`. */
import type { Actor, Context } from '../../context.ts';
import { idList, rawSql, sql, type Sql } from '../../db/index.ts';
import { rejected, Unauthenticated } from '../../errors.ts';
import { perContext } from '../../per-context.ts';
import type { Entity, EntityAttr } from '../entity/index.ts';
import { isOpen, type Acl, type AttributeAcls, type RowAcl } from './acl.ts';
import { FULL, levelName, NOTHING, READABLE, WRITABLE, type Level } from './level.ts';
import { allowedRows, decidedLink, isAllowed, linkOfColumn, type Link } from './rule.ts';

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
  if (actor.isReadonly && !actor.isSuperuser) {
    throw rejected('PERMISSION_DENIED', `User "${actor.username}" is read-only`);
  }
  return actor;
}

/** The user who acts, where only superusers may. */
export function requireSuperuser(ctx: Context, what: string): Actor {
  const actor = requireActor(ctx);
  if (!actor.isSuperuser) throw rejected('PERMISSION_DENIED', `Only a superuser may ${what}`);
  return actor;
}

/** Refuses to change what the caller may see but not change so far. */
export function requireLevel(
  level: Level,
  held: Level,
  object: string,
  path: readonly (string | number)[] = ['id'],
): void {
  if (held >= level) return;
  throw rejected('PERMISSION_DENIED', whyDenied(level, held, object), path);
}

export function whyDenied(level: Level, held: Level, object: string): string {
  return `You have the permission ${levelName(held)} on ${object}; this needs ${levelName(level)}`;
}

/** The highest level that the actor has on the last object of a chain from its entity down. */
export function levelOf(actor: Actor | null, chain: readonly (Acl | RowAcl | null)[]): Level {
  for (const level of [FULL, WRITABLE, READABLE]) if (isAllowed(actor, level, chain)) return level;
  return NOTHING;
}

export function canReadEntity(ctx: Context, entity: Entity): boolean {
  return isAllowed(ctx.actor, READABLE, [entity.acl]);
}

export function entityLevel(ctx: Context, entity: Entity): Level {
  return levelOf(ctx.actor, [entity.acl]);
}

/** Whether the caller may see a column of an entity that he may see. */
export function canReadAttr(ctx: Context, attr: EntityAttr): boolean {
  return isOpen(attr.acl) ? ctx.actor !== null : isAllowed(ctx.actor, READABLE, [attr.acl]);
}

export function entityAttrLevel(ctx: Context, entity: Entity, attr: EntityAttr): Level {
  return levelOf(ctx.actor, [entity.acl, attr.acl]);
}

/** Which rows of an entry table, `entry e` unless it is called otherwise, the caller may see, as a condition in SQL. */
export function readableEntries(ctx: Context, entry = 'e'): Sql {
  const { catalog, conditions } = made(ctx);
  // An operation that changed who may see entities has another catalog from then on.
  if (catalog !== ctx.catalog) made.forget(ctx);
  const known = catalog === ctx.catalog ? conditions.get(entry) : undefined;
  if (known) return known;
  const condition = allowedRows(ctx.actor, READABLE, [readableEntities(ctx, entry), ownLink(entry)]);
  made(ctx).conditions.set(entry, condition);
  return condition;
}

/** Most operations ask for the same rows again and again. */
const made = perContext(({ catalog }) => ({ catalog, conditions: new Map<string, Sql>() }));

/** The entities are in memory, so those that are closed to the caller are known by their ids. */
function readableEntities({ actor, catalog }: Context, entry: string): Link<Sql> {
  const closed = catalog.restrictedEntities.filter(({ acl }) => !isAllowed(actor, READABLE, [acl])).map(({ id }) => id);
  return decidedLink(closed.length === 0 || sql`${rawSql(entry)}.entity_id <> all(${idList(closed)}::int[])`);
}

const ownLinks = new Map<string, Link<Sql>>();

function ownLink(entry: string): Link<Sql> {
  const known = ownLinks.get(entry);
  if (known) return known;
  const link = linkOfColumn(rawSql(`${entry}.acl`));
  ownLinks.set(entry, link);
  return link;
}

/** The level that the caller has on an entry, by the list in its row. */
export function entryLevel(ctx: Context, entity: Entity, acl: RowAcl | null): Level {
  return levelOf(ctx.actor, [entity.acl, acl]);
}

/** The level on an attribute of an entry: no higher than on its column and on the entry. */
export function attributeLevel(ctx: Context, entity: Entity, attr: EntityAttr, row: EntryAcls): Level {
  return levelOf(ctx.actor, [entity.acl, attr.acl, row.acl, row.attrAcls?.[attr.id] ?? null]);
}

/** What the row of an entry says of who may do what. */
export interface EntryAcls {
  readonly acl: RowAcl | null;
  readonly attrAcls: AttributeAcls;
}

/** Whether the caller may see an attribute of an entry that he may see. */
export function canReadAttribute(ctx: Context, attr: EntityAttr, attrAcls: AttributeAcls | undefined): boolean {
  if (!canReadAttr(ctx, attr)) return false;
  const own = attrAcls?.[attr.id];
  return own === undefined || isAllowed(ctx.actor, READABLE, [own]);
}

/**
 * The condition that the caller may see the attribute of this column in a row that he may see. What he may not see is empty to
 * filters, orders, search and referrals.
 */
export function readableAttribute(ctx: Context, attr: EntityAttr, entry = 'e'): Sql {
  if (!canReadAttr(ctx, attr)) return sql`false`;
  return allowedRows(ctx.actor, READABLE, [linkOfColumn(sql`(${rawSql(entry)}.attr_acls -> ${String(attr.id)})`)]);
}

/** The same where the id of the column comes from the row. */
export function readableAttributes(ctx: Context, attrId: string, entry = 'e'): Sql {
  const { actor, catalog } = ctx;
  const closed = catalog.restrictedAttrs.filter(({ acl }) => !isAllowed(actor, READABLE, [acl])).map(({ id }) => id);
  const columns = decidedLink(closed.length === 0 || sql`${rawSql(attrId)} <> all(${idList(closed)}::int[])`);
  return allowedRows(actor, READABLE, [columns, linkOfColumn(rawSql(`(${entry}.attr_acls -> ${attrId}::text)`))]);
}
