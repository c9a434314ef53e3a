import type { EntityManager } from '@mikro-orm/postgresql';
import { query, sql } from '../../db/index.ts';

/**
 * A job of nobody that keeps another one from being started: it has not ended, or was made for this time. Until the transaction ends
 * nobody else asks for the operation.
 */
export async function findRecurrence(tx: EntityManager, operation: number, due: Date): Promise<number | null> {
  // No target has that number.
  await query(tx, 'select pg_advisory_xact_lock($1, 0)', [operation]);
  const [row] = await query<{ id: number }>(
    tx,
    sql`select id from job where user_id is null and operation = ${operation}
      and (status in ('PREPARING', 'PROCESSING') or created_time >= ${due.toISOString()}::timestamptz) limit 1`,
  );
  return row?.id ?? null;
}
