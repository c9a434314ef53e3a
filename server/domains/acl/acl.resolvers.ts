import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from '../../context.ts';
import type { PageArgs } from '../../db/index.ts';
import { connectionResolvers, edgeResolvers, mutation } from '../../graphql/index.ts';
import type { Resolvers } from '../../graphql/generated/resolvers.ts';
import {
  entityAttrLevel,
  entityLevel,
  FULL,
  levelName,
  NOTHING,
  READABLE,
  type Acl,
  type AclChangeItem,
  type Level,
} from '../access/index.ts';
import type { Entity, EntityAttr } from '../entity/index.ts';
import { nestedPage, type AttributeView, type EntryRow } from '../entry/index.ts';
import { roleLoader, type RoleRow } from '../role/index.ts';
import { findUser } from '../user/index.ts';
import { attributeObject, attrObject, entityObject, entryObject, parentOf, type AclObject } from './acl-object.ts';
import { aclOf, levelOn, whenFound } from './acl.loader.ts';
import { findAcl, setAcl } from './acl.service.ts';
import { explanationResolvers } from './explanation.resolvers.ts';
import { listAclChanges, noAclChanges, type AclChangeRow } from './history.store.ts';

/** A role and what it may do with an object. */
export interface AclRoleView {
  readonly role: RoleRow;
  readonly level: Level;
}

/** The attribute that a view shows; null for one without a list: not stored yet, not readable, or added by a hook. */
function objectOfView({ id, attr, entry, isReadable }: AttributeView): AclObject | null {
  return isReadable && attr && id !== null ? attributeObject(id, attr, entry) : null;
}

function attributeLevelOf(ctx: Context, view: AttributeView): Level | Promise<Level> {
  if (!view.isReadable) return NOTHING;
  if (!view.attr) return READABLE;
  return levelOn(ctx, attributeObject(view.id ?? 0, view.attr, view.entry));
}

async function rolesOf(ctx: Context, object: AclObject): Promise<AclRoleView[]> {
  const [{ roles }, held] = await Promise.all([aclOf(ctx, object), levelOn(ctx, object)]);
  const shown = [...roles.keys()].filter((id) => held === FULL || ctx.actor?.roleIds.includes(id));
  const rows = await roleLoader(ctx).findMany(shown);
  return rows.map((role) => ({ role, level: roles.get(role.id) ?? NOTHING }));
}

async function historyOf(ctx: Context, object: AclObject, args: PageArgs, info: GraphQLResolveInfo) {
  if ((await levelOn(ctx, object)) !== FULL) return noAclChanges(ctx, args);
  const pagesOf = (objects: readonly AclObject[]) => listAclChanges(ctx, objects, args);
  return nestedPage<AclObject, AclChangeRow>(ctx, info, object, {
    one: async (only) => (await pagesOf([only])).get(only.id) ?? noAclChanges(ctx, args),
    many: pagesOf,
  });
}

const own =
  <T>(read: (acl: Acl) => T) =>
  (object: AclObject, _: unknown, ctx: Context) =>
    whenFound(aclOf(ctx, object), read);

const TARGETS = { isPublic: 'IS_PUBLIC', defaultPermission: 'DEFAULT_PERMISSION', role: 'ROLE' } as const;

const shownAs = (value: boolean | Level): unknown => (typeof value === 'boolean' ? value : levelName(value));

export const aclResolvers = {
  ...explanationResolvers,
  Query: {
    ...explanationResolvers.Query,
    acl: (_: unknown, { id }: { id: string }, ctx: Context) => findAcl(ctx, id),
  },
  Mutation: { setAcl: mutation('acl', setAcl) },
  Entity: {
    permission: (entity: Entity, _: unknown, ctx: Context) => levelName(entityLevel(ctx, entity)),
    acl: (entity: Entity, _: unknown, ctx: Context) =>
      entityLevel(ctx, entity) >= READABLE ? entityObject(entity) : null,
  },
  EntityAttr: {
    permission: (attr: EntityAttr, _: unknown, ctx: Context) =>
      levelName(entityAttrLevel(ctx, ctx.catalog.getEntity(attr.entityId), attr)),
    acl: (attr: EntityAttr, _: unknown, ctx: Context) =>
      entityAttrLevel(ctx, ctx.catalog.getEntity(attr.entityId), attr) >= READABLE ? attrObject(attr) : null,
  },
  Entry: {
    permission: (row: EntryRow, _: unknown, ctx: Context) => whenFound(levelOn(ctx, entryObject(row)), levelName),
    acl: (row: EntryRow) => entryObject(row),
  },
  Attribute: {
    permission: (view: AttributeView, _: unknown, ctx: Context) => whenFound(attributeLevelOf(ctx, view), levelName),
    acl: (view: AttributeView) => objectOfView(view),
  },
  Acl: {
    isPublic: own(({ isPublic }) => isPublic),
    defaultPermission: own(({ defaultPermission }) => levelName(defaultPermission)),
    permission: (object: AclObject, _: unknown, ctx: Context) => whenFound(levelOn(ctx, object), levelName),
    roles: (object: AclObject, _: unknown, ctx: Context) => rolesOf(ctx, object),
    parent: (object: AclObject, _: unknown, ctx: Context) => parentOf(ctx, object),
    history: (object: AclObject, args: PageArgs, ctx: Context, info: GraphQLResolveInfo) =>
      historyOf(ctx, object, args, info),
  },
  AclRole: {
    permission: ({ level }: AclRoleView) => levelName(level),
  },
  AclChangeConnection: connectionResolvers,
  AclChangeEdge: edgeResolvers,
  AclChange: {
    time: ({ time }: AclChangeRow) => new Date(time),
    user: ({ userId }: AclChangeRow, _: unknown, ctx: Context) => findUser(ctx, userId),
  },
  AclChangeItem: {
    target: ({ target }: AclChangeItem) => TARGETS[target],
    role: (item: AclChangeItem, _: unknown, ctx: Context) =>
      item.target === 'role' ? roleLoader(ctx).find(item.role) : null,
    roleName: (item: AclChangeItem) => (item.target === 'role' ? item.name : null),
    before: ({ before }: AclChangeItem) => shownAs(before),
    after: ({ after }: AclChangeItem) => shownAs(after),
  },
} satisfies Resolvers;
