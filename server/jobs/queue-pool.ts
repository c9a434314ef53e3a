import pg from 'pg';
import type { QueueLog } from './queue-logger.ts';

export interface QueuePoolOptions {
  readonly size: number;
  readonly applicationName: string;
  readonly log?: QueueLog;
}

/**
 * Connections for graphile-worker alone. Not those of the entity managers: a pooler may stand before them, which LISTEN cannot pass,
 * and a worker that waits behind requests, or they behind it, would slow down both.
 */
export function makeQueuePool(url: string, { size, applicationName, log }: QueuePoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    application_name: applicationName,
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
