import type { Context } from '../../context.ts';
import type { Resolvers } from '../../graphql/generated/resolvers.ts';
import { connectionResolvers, edgeResolvers, mutation } from '../../graphql/index.ts';
import type { UserRow } from '../user/index.ts';
import { findGroupBy, listGroups, type GroupListArgs } from './group.list.ts';
import {
  childGroups,
  groupDetails,
  groupLoader,
  groupMembers,
  userGroups,
  type GroupDetails,
  type GroupRow,
  type UserGroupRow,
} from './group.loader.ts';
import { createGroup, deleteGroup, updateGroup } from './group.service.ts';

async function detailsOf(ctx: Context, { id }: GroupRow): Promise<GroupDetails> {
  const details = await groupDetails(ctx).find(id);
  if (!details) throw new Error(`Group ${id} is gone`);
  return details;
}

export const groupResolvers = {
  Query: {
    group: (_: unknown, by: { id?: string | null; name?: string | null }, ctx: Context) => findGroupBy(ctx, by),
    groups: (_: unknown, args: GroupListArgs, ctx: Context) => listGroups(ctx, args),
  },
  Mutation: {
    createGroup: mutation('group', createGroup),
    updateGroup: mutation('group', updateGroup),
    deleteGroup: mutation('group', deleteGroup),
  },
  User: {
    groups: ({ id }: UserRow, _: unknown, ctx: Context) => userGroups(ctx).load(id),
  },
  UserGroup: {
    group: ({ id, name }: UserGroupRow): GroupRow => ({ id, name }),
  },
  Group: {
    isActive: async (group: GroupRow, _: unknown, ctx: Context) => (await detailsOf(ctx, group)).isActive,
    createdTime: async (group: GroupRow, _: unknown, ctx: Context) =>
      new Date((await detailsOf(ctx, group)).createdTime),
    updatedTime: async (group: GroupRow, _: unknown, ctx: Context) =>
      new Date((await detailsOf(ctx, group)).updatedTime),
    parentGroup: async (group: GroupRow, _: unknown, ctx: Context) => {
      const { parentId } = await detailsOf(ctx, group);
      return parentId === null ? null : groupLoader(ctx).find(parentId);
    },
    children: ({ id }: GroupRow, _: unknown, ctx: Context) => childGroups(ctx).load(id),
    members: ({ id }: GroupRow, _: unknown, ctx: Context) => groupMembers(ctx).load(id),
  },
  GroupConnection: connectionResolvers,
  GroupEdge: edgeResolvers,
} satisfies Resolvers;
