import type { Context } from '../../context.ts';
import { connectionResolvers, edgeResolvers, mutation } from '../../graphql/index.ts';
import type { Resolvers } from '../../graphql/generated/resolvers.ts';
import { setPassword } from './set-password.ts';
import { createToken, revokeToken, type CreateTokenInput } from './token.service.ts';
import { createUserAsCaller } from './user.create.ts';
import { deleteUser } from './user.delete.ts';
import { coUsers, detailsOfUser, seesPrivate, userTokens, type TokenRow } from './user-details.loader.ts';
import { findUserBy, listUsers, type UserListArgs } from './user.list.ts';
import { findUser, type UserRow } from './user.loader.ts';
import { updateUser } from './user.update.ts';

const create = mutation(createToken);

export const userResolvers = {
  Query: {
    me: (_: unknown, __: unknown, ctx: Context) => findUser(ctx, ctx.actor?.id ?? null),
    user: (_: unknown, by: { id?: string | null; username?: string | null }, ctx: Context) => findUserBy(ctx, by),
    users: (_: unknown, args: UserListArgs, ctx: Context) => listUsers(ctx, args),
  },
  Mutation: {
    createUser: mutation('user', createUserAsCaller),
    updateUser: mutation('user', updateUser),
    deleteUser: mutation('user', deleteUser),
    setPassword: mutation('user', setPassword),
    createToken: async (parent: unknown, args: { input: CreateTokenInput }, ctx: Context) => {
      const { token = null, secret = null, errors } = await create(parent, args, ctx);
      return { token, secret, errors };
    },
    revokeToken: mutation('token', revokeToken),
  },
  User: {
    email: async ({ id }: UserRow, _: unknown, ctx: Context) =>
      (await seesPrivate(ctx, id)) ? (await detailsOfUser(ctx, id)).email : null,
    createdTime: async ({ id }: UserRow, _: unknown, ctx: Context) =>
      new Date((await detailsOfUser(ctx, id)).createdTime),
    tokenLifetime: async ({ id }: UserRow, _: unknown, ctx: Context) =>
      (await seesPrivate(ctx, id)) ? (await detailsOfUser(ctx, id)).tokenLifetime : null,
    parentUser: async ({ id }: UserRow, _: unknown, ctx: Context) =>
      findUser(ctx, (await detailsOfUser(ctx, id)).parentUserId),
    coUsers: ({ id }: UserRow, _: unknown, ctx: Context) =>
      ctx.actor?.isSuperuser || ctx.actor?.id === id ? coUsers(ctx).load(id) : null,
    tokens: async ({ id }: UserRow, _: unknown, ctx: Context) =>
      (await seesPrivate(ctx, id)) ? userTokens(ctx).load(id) : null,
  },
  Token: {
    createdTime: ({ createdTime }: TokenRow) => new Date(createdTime),
    expiresTime: ({ expiresTime }: TokenRow) => expiresTime && new Date(expiresTime),
  },
  UserConnection: connectionResolvers,
  UserEdge: edgeResolvers,
} satisfies Resolvers;
