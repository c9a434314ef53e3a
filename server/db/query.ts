import type { EntityManager } from '@mikro-orm/postgresql';
import { CompiledQuery, type ControlledTransaction } from 'kysely';
import { getPool } from './orm.ts';
import type { Sql } from './sql.ts';

/** Runs SQL with $1 parameters: in the transaction of the entity manager if it is in one, else on any connection. */
export async function query<Row>(
  em: EntityManager,
  statement: string | Sql,
  values?: readonly unknown[],
): Promise<Row[]> {
  const text = typeof statement === 'string' ? statement : statement.text;
  const parameters = values ?? (typeof statement === 'string' ? [] : statement.values);
  const transaction = em.getTransactionContext<ControlledTransaction<unknown>>();
  if (transaction) return (await transaction.executeQuery<Row>(CompiledQuery.raw(text, [...parameters]))).rows;
  // Not pool.query: it throws a good connection away when PostgreSQL refuses a statement.
  const client = await getPool(em).connect();
  try {
    return (await client.query(text, [...parameters])).rows as Row[];
  } finally {
    client.release();
  }
}
