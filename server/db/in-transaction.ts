import type { Context } from '../context.ts';
import { withTransaction } from './transaction.ts';

/** Joins the transaction that the operation is in, or makes one: an operation has one transaction, whoever opens it. */
export function inTransaction<T>(ctx: Context, work: (tx: Context) => Promise<T>): Promise<T> {
  return ctx.em.isInTransaction() ? work(ctx) : withTransaction(ctx, work);
}
