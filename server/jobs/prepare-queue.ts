import { runMigrations } from 'graphile-worker';
import { makeQueueLogger, type QueueLog } from './queue-logger.ts';
import { makeQueuePool } from './queue-pool.ts';

/** Any number, as long as every version of this server uses the same. */
const MIGRATION_LOCK = 7_246_041;

/** Makes the tables of the queue, or brings them up to date. Whoever starts at the same time waits and finds them done. */
export async function prepareQueue(url: string, log?: QueueLog): Promise<void> {
  // One connection: the lock that is taken over it is held by whatever goes over it next.
  const pool = makeQueuePool(url, { size: 1, applicationName: 'pagoda migration', log });
  try {
    await pool.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await runMigrations({ pgPool: pool, logger: makeQueueLogger(log) });
  } finally {
    await pool.end();
  }
}
