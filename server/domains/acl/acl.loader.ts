/** The lists of objects and what the caller may do with them: of all that are asked for in the same turn with one statement each. */
import type { Context } from '../../context.ts';
import { idList, query, RowLoader, sql } from '../../db/index.ts';
import { perContext } from '../../per-context.ts';
import {
  attributeLevel,
  entityAttrLevel,
  entityLevel,
  entryLevel,
  FULL,
  NOTHING,
  OPEN_ACL,
  readAcls,
  type Acl,
  type Level,
  type EntryAcls,
  type StoredAcl,
} from '../access/index.ts';
import type { AclObject } from './acl-object.ts';

type Maybe<T> = T | Promise<T>;

/** The lists of an entry and of its attributes. */
export interface EntryRights extends EntryAcls {
  readonly id: number;
}

/** Columns of `entry e`. */
export const RIGHTS_COLUMNS = sql`e.acl, e.attr_acls as "attrAcls"`;

export const entryRights = perContext(
  (ctx) =>
    new RowLoader<EntryRights>((ids) =>
      query(ctx.em, sql`select e.id, ${RIGHTS_COLUMNS} from entry e where e.id = any(${idList(ids)}::int[])`),
    ),
);

const storedAcls = perContext((ctx) => new RowLoader<StoredAcl>((ids) => readAcls(ctx.em, ids)));

/** To be called when lists were written. */
export function forgetAcls(ctx: Context): void {
  storedAcls.forget(ctx);
  entryRights.forget(ctx);
}

/** The object's own list, whatever the caller may do. */
export function aclOf(ctx: Context, { kind, id }: AclObject): Maybe<Acl> {
  if (kind === 'ENTITY') return ctx.catalog.getEntity(id).acl;
  if (kind === 'ENTITY_ATTR') return ctx.catalog.getAttr(id).acl;
  return whenFound(storedAcls(ctx).find(id), (acl) => acl ?? OPEN_ACL);
}

/** What the caller may do with the object, everything that it belongs to considered. */
export function levelOn(ctx: Context, { kind, id, entityId, attrId, entry }: AclObject): Maybe<Level> {
  if (ctx.actor?.isSuperuser) return FULL;
  const entity = ctx.catalog.getEntity(entityId);
  if (kind === 'ENTITY') return entityLevel(ctx, entity);
  if (kind === 'ENTITY_ATTR') return entityAttrLevel(ctx, entity, ctx.catalog.getAttr(id));
  return whenFound(entryRights(ctx).find(entry?.id ?? id), (held) => {
    if (!held) return NOTHING;
    if (attrId === null) return entryLevel(ctx, entity, held.acl);
    return attributeLevel(ctx, entity, ctx.catalog.getAttr(attrId), held);
  });
}

export function whenFound<T, U>(value: Maybe<T>, use: (value: T) => U): Maybe<U> {
  return value instanceof Promise ? value.then(use) : use(value);
}
