import type { PluginContext } from './plugin-context.ts';

const mark = Symbol.for('pagoda-plugin-sdk/1/batchResolver');

/**
 * Loads one field for many parents at once: the results in the order of the parents, an `Error` for one that failed.
 * Parents whose field has the same arguments come together.
 */
export type BatchLoad<Parent, Args, Result> = (
  parents: readonly Parent[],
  args: Args,
  ctx: PluginContext,
) => readonly (Result | Error)[] | Promise<readonly (Result | Error)[]>;

/** A resolver that the host calls once for all parents of a list. */
export type BatchResolver<Parent, Args, Result> = (parent: Parent, args: Args, ctx: PluginContext) => Promise<Result>;

/**
 * Makes a resolver that loads for many parents at once, so that a list costs one call instead of one per element.
 *
 * @param load Throws when all fail.
 * @example
 * resolvers: {
 *   Entry: { rackUnits: batchResolver((entries: readonly { id: number }[]) => countUnits(entries.map(({ id }) => id))) },
 * }
 */
export function batchResolver<Parent, Args = Readonly<Record<string, never>>, Result = unknown>(
  load: BatchLoad<Parent, Args, Result>,
): BatchResolver<Parent, Args, Result> {
  const single: BatchResolver<Parent, Args, Result> = async (parent, args, ctx) => {
    const [result] = await loadBatch(load, [parent], args, ctx);
    if (result instanceof Error) throw result;
    // Exactly one was loaded, and it is no error.
    return result as Result;
  };
  return Object.defineProperty(single, mark, { value: load });
}

/**
 * For the host: what a resolver made by `batchResolver`, also that of another copy of the SDK, loads with; null for others.
 *
 * @example const load = findBatchLoad(resolver);
 */
export function findBatchLoad(resolver: unknown): BatchLoad<unknown, unknown, unknown> | null {
  return (typeof resolver === 'function' && Reflect.get(resolver, mark)) || null;
}

/**
 * For the host: calls the function and checks that it gave one result for each parent.
 *
 * @throws TypeError when it did not; and what the function throws.
 */
export async function loadBatch<Parent, Args, Result>(
  load: BatchLoad<Parent, Args, Result>,
  parents: readonly Parent[],
  args: Args,
  ctx: PluginContext,
): Promise<readonly (Result | Error)[]> {
  const results: unknown = await load(parents, args, ctx);
  if (Array.isArray(results) && results.length === parents.length) return results;
  const got = Array.isArray(results) ? `${results.length} results` : typeof results;
  throw new TypeError(
    `A batch resolver must return a list of ${parents.length} results, one for each parent; got ${got}`,
  );
}
