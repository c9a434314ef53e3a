import type { Context } from '../../context.ts';
import type { PageArgs } from '../../db/index.ts';
import { connectionResolvers, edgeResolvers, mutation } from '../../graphql/index.ts';
import type { Resolvers } from '../../graphql/generated/resolvers.ts';
import { findUserBy, listUsers } from './user.list.ts';
import { findUser } from './user.loader.ts';
import { createToken, revokeToken, type NewToken } from './user.service.ts';

const create = mutation(createToken);

export const userResolvers = {
  Query: {
    me: (_: unknown, __: unknown, ctx: Context) => findUser(ctx, ctx.actor?.id ?? null),
    user: (_: unknown, by: { id?: string | null; username?: string | null }, ctx: Context) => findUserBy(ctx, by),
    users: (_: unknown, args: PageArgs, ctx: Context) => listUsers(ctx, args),
  },
  Mutation: {
    createToken: async (parent: unknown, args: { input: NewToken }, ctx: Context) => {
      const { token = null, secret = null, errors } = await create(parent, args, ctx);
      return { token, secret, errors };
    },
    revokeToken: mutation('token', revokeToken),
  },
  UserConnection: connectionResolvers,
  UserEdge: edgeResolvers,
} satisfies Resolvers;
