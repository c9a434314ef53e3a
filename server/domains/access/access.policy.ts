/** Who may do what, for every door. Services ask here and nowhere else; the rule itself is in `rule.ts`. */
import type { Actor, Context } from '../../context.ts';
import { idList, rawSql, sql, type Sql } from '../../db/index.ts';
import { rejected, Unauthenticated } from '../../errors.ts';
import type { Entity, EntityAttr } from '../entity/index.ts';
import { isOpen, type Acl } from './acl.ts';
import { FULL, levelName, NOTHING, READABLE, WRITABLE, type Level } from './level.ts';
import { allowedRows, decidedLink, isAllowed, linkOfRow, type Link } from './rule.ts';

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
export function levelOf(actor: Actor | null, chain: readonly Acl[]): Level {
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
  return entriesAt(ctx, READABLE, entry);
}

function entriesAt(ctx: Context, level: Level, entry: string): Sql {
  return allowedRows(ctx.actor, level, [entitiesAt(ctx, level, entry), ownLink(entry)]);
}

/** The entities are in memory, so those that are closed to the caller are known by their ids. */
function entitiesAt({ actor, catalog }: Context, level: Level, entry: string): Link<Sql> {
  const closed = catalog.restrictedEntities.filter(({ acl }) => !isAllowed(actor, level, [acl])).map(({ id }) => id);
  return decidedLink(closed.length === 0 || sql`${rawSql(entry)}.entity_id <> all(${idList(closed)}::int[])`);
}

function ownLink(entry: string): Link<Sql> {
  return linkOfRow(rawSql(`${entry}.id`), rawSql(`${entry}.open_level`));
}

/** The level that the caller has on each row, as an expression in SQL. */
export function entryLevels(ctx: Context, entry = 'e'): Sql {
  return levels((level) => entriesAt(ctx, level, entry));
}

function levels(allowedAt: (level: Level) => Sql): Sql {
  return sql`case when ${allowedAt(FULL)} then 8 when ${allowedAt(WRITABLE)} then 4 when ${allowedAt(READABLE)} then 2 else 1 end`;
}

const OWN_OF_ATTRIBUTE = linkOfRow(rawSql('c.object_id'), rawSql('c.open_level'));

/** The attributes of the row that have a list of their own, `attribute h` with `acl c`. */
function restrictedAttributes(entry: string): Sql {
  return rawSql(`from attribute h join acl c on c.object_id = h.id where h.entry_id = ${entry}.id`);
}

/**
 * The condition that the caller may see the attribute of this column in a row that he may see. What he may not see is empty to
 * filters, orders, search and referrals.
 */
export function readableAttribute(ctx: Context, attr: EntityAttr, entry = 'e'): Sql {
  if (!canReadAttr(ctx, attr)) return sql`false`;
  return unlessRestricted(ctx, entry, sql`${attr.id}`);
}

/** The same for rows of `entry_reference r` of any column. */
export function readableReference(ctx: Context, entry = 'e'): Sql {
  const { actor, catalog } = ctx;
  const closed = catalog.restrictedAttrs.filter(({ acl }) => !isAllowed(actor, READABLE, [acl])).map(({ id }) => id);
  const isOpen = closed.length === 0 ? sql`true` : sql`r.entity_attr_id <> all(${idList(closed)}::int[])`;
  return sql`${isOpen} and ${unlessRestricted(ctx, entry, sql`r.entity_attr_id`)}`;
}

function unlessRestricted({ actor }: Context, entry: string, attrId: Sql): Sql {
  if (actor?.isSuperuser) return sql`true`;
  return sql`(${rawSql(entry)}.restricted_attrs is null or not exists (select ${restrictedAttributes(entry)}
    and h.entity_attr_id = ${attrId} and not ${allowedRows(actor, READABLE, [OWN_OF_ATTRIBUTE])}))`;
}

/** The condition that the caller may see a row of `attribute a` of an entry and a column that he may see. */
export function readableAttributeRow({ actor }: Context): Sql {
  if (actor?.isSuperuser) return sql`true`;
  return sql`not exists (select from acl c where c.object_id = a.id and not ${allowedRows(actor, READABLE, [OWN_OF_ATTRIBUTE])})`;
}

/** The ids of the columns whose attribute in this row the caller may not see, null for none: a column of a select. */
export function hiddenAttributes({ actor }: Context, entry = 'e'): Sql {
  if (actor?.isSuperuser) return sql`null::int[]`;
  return sql`case when ${rawSql(entry)}.restricted_attrs is not null then array(select h.entity_attr_id
    ${restrictedAttributes(entry)} and not ${allowedRows(actor, READABLE, [OWN_OF_ATTRIBUTE])}) end`;
}

/** The level that the caller has on attributes with a list of their own, by the id of the column: a column of a select. */
export function attributeLevels({ actor }: Context, entry = 'e'): Sql {
  if (actor?.isSuperuser) return sql`null::json`;
  const own = levels((level) => allowedRows(actor, level, [OWN_OF_ATTRIBUTE]));
  return sql`case when ${rawSql(entry)}.restricted_attrs is not null then (select json_object_agg(h.entity_attr_id, ${own})
    ${restrictedAttributes(entry)}) end`;
}

/** The level on an attribute of an entry: no higher than on its column and on the entry. */
export function attributeLevel(
  ctx: Context,
  entity: Entity,
  attr: EntityAttr,
  held: { readonly entry: Level; readonly attributes: Readonly<Record<string, Level>> | null },
): Level {
  const own = held.attributes?.[attr.id] ?? FULL;
  return Math.min(entityAttrLevel(ctx, entity, attr), held.entry, own) as Level;
}
