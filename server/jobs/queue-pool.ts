import pg from 'pg';
import type { QueueLog } from './queue-logger.ts';

export interface QueuePoolOptions {
  readonly size: number;
  readonly applicationName: string;
  readonly log?: QueueLog;
  /**
   * Whether a commit may come back before it is on the disk. After a crash of PostgreSQL what was taken or done in its last moments is in
   * the queue again, as what was running is: whoever reads it expects that. Adding goes over other connections.
   */
  readonly isLazy?: boolean;
}

/**
 * Connections for graphile-worker alone. Not those of the entity managers: a pooler may stand before them, which LISTEN cannot pass,
 * and a worker that waits behind requests, or they behind it, would slow down both.
 */
export function makeQueuePool(url: string, { size, applicationName, log, isLazy = false }: QueuePoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    application_name: applicationName,
    ...(isLazy ? { options: '-c synchronous_commit=off' } : {}),
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    // What a task that never ends leaves open does not hold the process.
    allowExitOnIdle: true,
  });
  const report = (error: Error): void => log?.debug({ err: error }, 'A connection of the queue was lost');
  pool.on('error', report);
  pool.on('connect', (client) => void client.on('error', report));
  return pool;
}
