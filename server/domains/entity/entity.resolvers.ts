import type { Context } from '../../context.ts';
import { connectionResolvers, edgeResolvers, mutation } from '../../graphql/index.ts';
import type { Resolvers } from '../../graphql/generated/resolvers.ts';
import { findUser } from '../user/index.ts';
import { canReadAttr, canReadEntity, requireActor } from '../access/index.ts';
import type { Entity, EntityAttr } from './catalog.ts';
import { findEntityBy } from './find-entity.ts';
import { listEntities, type EntityListArgs } from './entity.list.ts';
import { hookedAttrs, type HookedAttr } from './entity.hooks.ts';
import { createEntity, deleteEntity, updateEntity } from './entity.service.ts';

export const entityResolvers = {
  Query: {
    entity: (_: unknown, by: { id?: string | null; name?: string | null }, ctx: Context) => {
      requireActor(ctx);
      return findEntityBy(ctx, by);
    },
    entities: (_: unknown, args: EntityListArgs, ctx: Context) => listEntities(ctx, args),
  },
  Mutation: {
    createEntity: mutation('entity', createEntity),
    updateEntity: mutation('entity', updateEntity),
    deleteEntity: mutation('entity', deleteEntity),
  },
  Entity: {
    attrs: (entity: Entity, _: unknown, ctx: Context) => hookedAttrs(ctx, entity),
    createdUser: ({ createdUserId }: Entity, _: unknown, ctx: Context) => findUser(ctx, createdUserId),
  },
  EntityAttr: {
    type: ({ type }: EntityAttr) => type.name,
    referral: ({ referral }: EntityAttr, _: unknown, ctx: Context) =>
      referral.map((id) => ctx.catalog.getEntity(id)).filter((entity) => canReadEntity(ctx, entity)),
    // It is a value of entries, and not every one may be seen.
    defaultValue: (attr: EntityAttr, _: unknown, ctx: Context) => (canReadAttr(ctx, attr) ? attr.defaultValue : null),
    extensions: (attr: EntityAttr | HookedAttr) => ('extensions' in attr ? attr.extensions : null),
  },
  EntityConnection: connectionResolvers,
  EntityEdge: edgeResolvers,
} satisfies Resolvers;
