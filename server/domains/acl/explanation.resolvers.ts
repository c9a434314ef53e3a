import type { Context } from '../../context.ts';
import type { Resolvers } from '../../graphql/generated/resolvers.ts';
import { levelName } from '../access/index.ts';
import { groupLoader } from '../group/index.ts';
import { roleLoader } from '../role/index.ts';
import { userLoader } from '../user/index.ts';
import { explainAccess, type AccessExplanation, type AccessStep } from './explain-access.ts';

async function userOf(ctx: Context, id: number) {
  const user = await userLoader(ctx).load(id);
  if (!user) throw new Error(`User ${id} was found and is not there`);
  return user;
}

export const explanationResolvers = {
  Query: {
    explainAccess: (_: unknown, args: { user: string; id: string }, ctx: Context) => explainAccess(ctx, args),
  },
  AccessExplanation: {
    user: ({ userId }: AccessExplanation, _: unknown, ctx: Context) => userOf(ctx, userId),
    permission: ({ level }: AccessExplanation) => levelName(level),
  },
  AccessStep: {
    id: ({ object }: AccessStep) => object.id,
    name: ({ object }: AccessStep) => object.name,
    kind: ({ object }: AccessStep) => object.kind,
    permission: ({ level }: AccessStep) => levelName(level),
    role: ({ way }: AccessStep, _: unknown, ctx: Context) => way && roleLoader(ctx).find(way.roleId),
    isAdmin: ({ way }: AccessStep) => way?.isAdmin ?? null,
    via: ({ way }: AccessStep, _: unknown, ctx: Context) => groupLoader(ctx).findMany(way?.groupIds ?? []),
  },
} satisfies Resolvers;
