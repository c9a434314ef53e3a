import type { Context } from '../context.ts';
import { withTransaction } from '../db/index.ts';
import { Rejected } from '../errors.ts';
import { toUserError, type UserError } from './user-error.ts';

/** What a mutation takes from its caller; `dryRun` is seen to before the resolver is called. */
interface MutationArgs<Input> {
  readonly input: Input;
}

type Work<Input, Result> = (ctx: Context, input: Input) => Promise<Result>;
/** What was done, or nothing of it and why not. */
type Payload<Result> = Partial<Result> & { readonly errors: readonly UserError[] };
type MutationResolver<Input, Result> = (
  parent: unknown,
  args: MutationArgs<Input>,
  ctx: Context,
) => Promise<Payload<Result>>;

/**
 * The resolver of a mutation. What the work gives becomes `key` of the payload, or the payload itself when there is no key; what it
 * rejects becomes `errors`. The work opens its own transaction; the payload is read with the same context after the commit.
 *
 * @example Mutation: { createEntry: mutation('entry', createEntry) }
 */
export function mutation<Input, Key extends string, Result>(
  key: Key,
  work: Work<Input, Result>,
): MutationResolver<Input, { readonly [K in Key]: Result }>;
export function mutation<Input, Result extends object>(work: Work<Input, Result>): MutationResolver<Input, Result>;
export function mutation<Input>(
  ...[first, second]: [string, Work<Input, unknown>] | [Work<Input, object>]
): MutationResolver<Input, object> {
  const work: Work<Input, object> =
    typeof first === 'string' ? async (ctx, input) => ({ [first]: await second?.(ctx, input) }) : first;
  return async (_parent, { input }, ctx) => {
    try {
      return { ...(await undoneAlone(ctx, (own) => work(own, input))), errors: [] };
    } catch (error) {
      if (error instanceof Rejected) return { errors: error.problems.map(toUserError) };
      throw error;
    }
  };
}

/**
 * In a dry run all mutations share one transaction: each is a savepoint of it, so that what one did before it was rejected is
 * gone and the transaction goes on. What the work left in its context, such as a newer catalog, is for the payload too.
 */
async function undoneAlone<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  if (!ctx.em.isInTransaction()) return work(ctx);
  return withTransaction(ctx, async (inner) => {
    const result = await work(inner);
    Object.assign(ctx, { ...inner, em: ctx.em });
    return result;
  });
}
