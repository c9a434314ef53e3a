import pg from 'pg';

const LOCK_NOT_AVAILABLE = '55P03';

/**
 * In the transaction of the client: does the work, which waits no longer than this for each lock. Whether it was done; if not, nothing
 * of it was.
 */
export async function withLockPatience(
  client: pg.Client,
  milliseconds: number,
  work: () => Promise<unknown>,
): Promise<boolean> {
  await client.query('savepoint patience');
  // For PostgreSQL 0 is for ever.
  await client.query(`set local lock_timeout = ${Math.max(1, Math.ceil(milliseconds))}`);
  try {
    await work();
    await client.query('set local lock_timeout = 0');
    return true;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== LOCK_NOT_AVAILABLE) throw error;
    await client.query('rollback to savepoint patience');
    return false;
  }
}
