import type { Context } from '../../context.ts';
import type { Resolvers } from '../../graphql/generated/resolvers.ts';
import { connectionResolvers, edgeResolvers, mutation } from '../../graphql/index.ts';
import { groupLoader, type GroupRow } from '../group/index.ts';
import { seesPrivate, type UserRow } from '../user/index.ts';
import { findRoleBy, listRoles, type RoleListArgs } from './role.list.ts';
import {
  roleDetails,
  roleGroups,
  roleStandings,
  roleUsers,
  userRoles,
  type RoleDetails,
  type RoleRow,
  type Standing,
  type UserRoleRow,
} from './role.loader.ts';
import { canEditRole, canSeeRole } from './role.policy.ts';
import { createRole, deleteRole, updateRole } from './role.service.ts';

async function detailsOf(ctx: Context, { id }: RoleRow): Promise<RoleDetails> {
  const details = await roleDetails(ctx).find(id);
  if (!details) throw new Error(`Role ${id} is gone`);
  return details;
}

/** Nobody has to ask how a superuser stands to a role. */
function standingOf(ctx: Context, { id }: RoleRow): Standing | null | Promise<Standing | null> {
  return ctx.actor?.isSuperuser ? null : roleStandings(ctx).find(id);
}

async function isVisible(ctx: Context, role: RoleRow): Promise<boolean> {
  return canSeeRole(ctx.actor, await standingOf(ctx, role));
}

async function usersOf(ctx: Context, role: RoleRow, isAdmin: boolean): Promise<readonly UserRow[]> {
  if (!(await isVisible(ctx, role))) return [];
  return (await roleUsers(ctx).load(role.id)).filter((user) => user.isAdmin === isAdmin);
}

async function groupsOf(ctx: Context, role: RoleRow, isAdmin: boolean): Promise<readonly GroupRow[]> {
  if (!(await isVisible(ctx, role))) return [];
  return (await roleGroups(ctx).load(role.id)).filter((group) => group.isAdmin === isAdmin);
}

async function rolesOf(ctx: Context, user: UserRow): Promise<readonly UserRoleRow[]> {
  const [roles, seesAll] = await Promise.all([userRoles(ctx).load(user.id), seesPrivate(ctx, user.id)]);
  return seesAll ? roles : roles.filter(({ id }) => ctx.actor?.roleIds.includes(id));
}

export const roleResolvers = {
  Query: {
    role: (_: unknown, by: { id?: string | null; name?: string | null }, ctx: Context) => findRoleBy(ctx, by),
    roles: (_: unknown, args: RoleListArgs, ctx: Context) => listRoles(ctx, args),
  },
  Mutation: {
    createRole: mutation('role', createRole),
    updateRole: mutation('role', updateRole),
    deleteRole: mutation('role', deleteRole),
  },
  User: {
    roles: (user: UserRow, _: unknown, ctx: Context) => rolesOf(ctx, user),
  },
  UserRole: {
    role: ({ id, name }: UserRoleRow): RoleRow => ({ id, name }),
    viaGroups: ({ groupIds }: UserRoleRow, _: unknown, ctx: Context) => groupLoader(ctx).findMany(groupIds),
  },
  Role: {
    description: async (role: RoleRow, _: unknown, ctx: Context) =>
      (await isVisible(ctx, role)) ? (await detailsOf(ctx, role)).description : '',
    isActive: async (role: RoleRow, _: unknown, ctx: Context) => (await detailsOf(ctx, role)).isActive,
    createdTime: async (role: RoleRow, _: unknown, ctx: Context) => new Date((await detailsOf(ctx, role)).createdTime),
    updatedTime: async (role: RoleRow, _: unknown, ctx: Context) => new Date((await detailsOf(ctx, role)).updatedTime),
    users: (role: RoleRow, _: unknown, ctx: Context) => usersOf(ctx, role, false),
    adminUsers: (role: RoleRow, _: unknown, ctx: Context) => usersOf(ctx, role, true),
    groups: (role: RoleRow, _: unknown, ctx: Context) => groupsOf(ctx, role, false),
    adminGroups: (role: RoleRow, _: unknown, ctx: Context) => groupsOf(ctx, role, true),
    isEditable: async (role: RoleRow, _: unknown, ctx: Context) => canEditRole(ctx.actor, await standingOf(ctx, role)),
  },
  RoleConnection: connectionResolvers,
  RoleEdge: edgeResolvers,
} satisfies Resolvers;
