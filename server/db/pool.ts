import type { Connection, EntityManager } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';

interface PoolOwner extends Connection {
  getNativeClient(): Promise<Pool>;
}

const pools = new WeakMap<Connection, Pool>();

/** The connections that MikroORM itself uses. */
export async function getPool(em: EntityManager): Promise<Pool> {
  const connection = em.getConnection() as PoolOwner;
  const known = pools.get(connection);
  if (known && !known.ending) return known;
  const pool = await connection.getNativeClient();
  pools.set(connection, pool);
  return pool;
}
