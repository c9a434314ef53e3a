import type { EntityManager } from '@mikro-orm/postgresql';

/** What is the last to be done in each transaction so far. */
const last = new WeakMap<object, Promise<unknown>>();

/**
 * Savepoints of one transaction must end in the order in which they began, so what makes one waits until those before it are done.
 * Outside of a transaction nothing waits.
 */
export function inTurn<T>(em: EntityManager, work: () => Promise<T>): Promise<T> {
  const transaction = em.getTransactionContext<object>();
  if (!transaction) return work();
  const done = (last.get(transaction) ?? Promise.resolve()).then(work);
  last.set(
    transaction,
    done.catch(() => undefined),
  );
  return done;
}
