import { InterfaceError, type GraphQLAnswer } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';

/** An operation that a plugin asks for, in the form in which clients get its answer. */
export async function runGraphQL(
  ctx: Context,
  isInTransaction: boolean,
  source: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<GraphQLAnswer<unknown>> {
  // A dry run is undone with the transaction that it makes, and here there is one already.
  if (isInTransaction && /\bdryRun\b/.test(source)) {
    throw new InterfaceError(
      'Inside of a transaction dryRun would undo nothing. Ask outside of it, or throw in ctx.transaction to undo what you did',
    );
  }
  const { data = null, errors = [] } = await ctx.host.graphql(ctx, { query: source, variables: { ...variables } });
  return { data, errors: errors.map((error) => error.toJSON()) };
}
