import type { EntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery, type ControlledTransaction } from 'kysely';
import { FENCED, type Fence } from './fenced.ts';

/**
 * Runs one statement of somebody else in the transaction of the entity manager, with the rights of the fence. After an error the
 * savepoint or transaction must be undone.
 */
export async function queryFenced<Row>(
  em: EntityManager,
  fence: Fence,
  text: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  const transaction = em.getTransactionContext<ControlledTransaction<unknown>>();
  if (!transaction) throw new Error('A fence lasts as long as a transaction, and there is none');
  return (await transaction.executeQuery<Row>(CompiledQuery.raw(FENCED, [fence, text, values]))).rows;
}
