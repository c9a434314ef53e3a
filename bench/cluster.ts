import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { startEmbeddedPostgres } from '../server/db/index.ts';

export interface Cluster {
  /** The database of the servers. */
  readonly url: string;
  /** Another database of the same PostgreSQL, so that looking does not count as being looked at. */
  readonly observer: pg.Client;
  readonly directory: string;
  readonly postmaster: number;
  readonly stop: () => Promise<void>;
}

const DATABASE = 'pagoda_bench';
// Everything else as users get it: durable, with the default sizes of PostgreSQL.
const SETTINGS = ['shared_preload_libraries=pg_stat_statements', 'pg_stat_statements.track=top'];

/** Starts a PostgreSQL of its own; in a directory that is removed at the end, unless one is given. */
export async function startCluster(kept: string | null): Promise<Cluster> {
  const directory = kept ? path.resolve(kept) : mkdtempSync(path.join(tmpdir(), 'pagoda-bench-'));
  // PostgreSQL may run as another user than this.
  if (!kept) chmodSync(directory, 0o755);
  const remove = () => (kept ? undefined : rmSync(directory, { recursive: true, force: true }));
  try {
    const dataDir = path.join(directory, 'postgres');
    const embedded = await startEmbeddedPostgres({ dataDir, database: DATABASE, settings: SETTINGS });
    const address = new URL(embedded.url);
    address.pathname = '/postgres';
    const observer = new pg.Client({ connectionString: address.href });
    await observer.connect();
    await observer.query('create extension if not exists pg_stat_statements');
    const stop = async () => {
      await observer.end();
      await embedded.stop();
      remove();
    };
    return { url: embedded.url, observer, directory, postmaster: embedded.pid, stop };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Counts the statements that the servers' database gets: everything that is sent, BEGIN and COMMIT among them. */
export async function countStatements(cluster: Cluster, work: () => Promise<void>): Promise<number> {
  const before = await callsWhenQuiet(cluster);
  await work();
  return (await callsWhenQuiet(cluster)) - before;
}

const QUIET_MS = 250;

/** Requests whose clients are gone already go on for a while. */
async function callsWhenQuiet({ observer }: Cluster): Promise<number> {
  for (let before = -1; ; await delay(QUIET_MS)) {
    const { rows } = await observer.query<{ calls: number }>(
      'select sum(s.calls)::int as calls from pg_stat_statements s join pg_database d on d.oid = s.dbid where d.datname = $1',
      [DATABASE],
    );
    const calls = rows[0]?.calls ?? 0;
    if (calls === before) return calls;
    before = calls;
  }
}
