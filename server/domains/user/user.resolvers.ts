import type { Context } from '../../context.ts';
import { mutation } from '../../graphql/index.ts';
import { findUser } from './user.loader.ts';
import { createToken, revokeToken } from './user.service.ts';

export const userResolvers = {
  Query: {
    me: (_: unknown, __: unknown, ctx: Context) => findUser(ctx, ctx.actor?.id ?? null),
  },
  Mutation: {
    createToken: mutation(createToken),
    revokeToken: mutation('token', revokeToken),
  },
};
