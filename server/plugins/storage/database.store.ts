import type { EntityManager } from '@mikro-orm/postgresql';
import { query } from '../../db/index.ts';

/** The number that PostgreSQL gave this database. */
export async function readDatabaseOid(em: EntityManager): Promise<number> {
  const [row] = await query<{ oid: number }>(em, 'select oid from pg_database where datname = current_database()');
  return row?.oid ?? 0;
}
