import type { EntityManager } from '@mikro-orm/postgresql';
import type { Context } from '../context.ts';

/** The part of a context that a transaction is about. */
type Scope = Pick<Context, 'em' | 'dryRun' | 'guard'>;

/**
 * Runs the work in a transaction: all of it is kept, or none if it throws. Inside another transaction it is a
 * savepoint of that. The outermost transaction of a dry run is undone whatever happens.
 */
export function withTransaction<C extends Scope, T>(ctx: C, work: (tx: C) => Promise<T>): Promise<T> {
  const isInside = ctx.em.isInTransaction();
  const run = async (em: EntityManager): Promise<T> => {
    if (!isInside) await ctx.guard?.(em);
    return work({ ...ctx, em });
  };
  return ctx.dryRun && !isInside ? undoAfter(ctx.em, run) : ctx.em.transactional(run);
}

async function undoAfter<T>(em: EntityManager, work: (em: EntityManager) => Promise<T>): Promise<T> {
  const undo = new Error('A dry run ends here.');
  let result: { readonly value: T } | undefined;
  try {
    return await em.transactional(async (inside) => {
      result = { value: await work(inside) };
      await inside.flush();
      // What would only be refused at COMMIT is refused here.
      await inside.execute('set constraints all immediate');
      throw undo;
    });
  } catch (error) {
    if (error !== undo || !result) throw error;
    return result.value;
  }
}
