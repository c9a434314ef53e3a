import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from '@jest/globals';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../db/index.ts';

/** A PostgreSQL of the test file's own, which can go away and come back at the same address. */
export interface Cluster {
  readonly url: string;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Statements of an administrator, each on a connection of its own. */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Holds what the statements lock until the work is done. */
  withLock<T>(statement: string, work: () => Promise<T>): Promise<T>;
  /** Ends every connection but the one that asks. Gives their number. */
  terminateConnections(): Promise<number>;
}

/** Called at the top of a test file with `await`; gone after its last test. */
export async function makeCluster(): Promise<Cluster> {
  const folder = mkdtempSync(path.join(tmpdir(), 'pagoda-cluster-'));
  // PostgreSQL may run under another account than ours.
  chmodSync(folder, 0o755);
  const options = { dataDir: path.join(folder, 'data'), package: process.env.TEST_PG_PACKAGE };
  let running = await startEmbeddedPostgres(options);
  const { url, port } = running;
  afterAll(async () => {
    await running.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });

  const withClient = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  const query: Cluster['query'] = <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
    withClient(async (client) => (await client.query<Row>(text, [...values])).rows);
  return {
    url,
    query,
    stop: () => running.stop(),
    start: async () => {
      running = await startEmbeddedPostgres({ ...options, port });
      if (running.port !== port) throw new Error(`Somebody took the port ${port} of the test's PostgreSQL.`);
    },
    withLock: (statement, work) =>
      withClient(async (client) => {
        await client.query('begin');
        await client.query(statement);
        return work();
      }),
    terminateConnections: async () => {
      const ended = await query(
        'select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname is not null and pid <> pg_backend_pid()',
      );
      return ended.length;
    },
  };
}
