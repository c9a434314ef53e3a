import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { findAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import { ensureCluster, SUPERUSER } from './cluster.ts';
import { acceptsConnections, findFreePort } from './free-port.ts';
import { isPostmasterAlive, postmasterFilePath, readPostmasterFile, type PostmasterFile } from './postmaster-file.ts';
import { spawnServer, type ServerProcess, type ServerProcessOptions } from './server-process.ts';

export interface EmbeddedPostgresOptions {
  readonly dataDir: string;
  /** Made if it is not there. */
  readonly database?: string;
  /** Trades safety for speed and removes the data directory at the end. */
  readonly ephemeral?: boolean;
  /** The npm package with the programs, for another major version than ours. */
  readonly package?: string;
  /** What PostgreSQL says. */
  readonly log?: (line: string) => void;
}

export interface EmbeddedPostgres {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Another process started it, so another process stops it. */
  readonly adopted: boolean;
  readonly stop: () => Promise<void>;
}

const POLL_MS = 20;
/** A big database that was killed replays its log before it is ready. */
const START_LIMIT_MS = 300_000;

/** Starts the PostgreSQL that comes with the package, or attaches to the one that already serves the data directory. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { database = 'pagoda', ephemeral = false, log = () => undefined } = options;
  const dataDir = resolve(options.dataDir);
  const account = findAccount();
  const binaries = await findBinaries(account, options.package);
  const password = await ensureCluster(dataDir, binaries, account, ephemeral);
  const { server, file } = await attachOrStart({ dataDir, binaries, account, ephemeral, log });
  const urlOf = (name: string) => `postgresql://${SUPERUSER}:${password}@127.0.0.1:${file.port}/${name}`;
  try {
    await ensureDatabase(urlOf('postgres'), database);
  } catch (error) {
    await server?.stop();
    throw error;
  }
  server?.unref();
  return {
    url: urlOf(database),
    port: file.port,
    pid: file.pid,
    adopted: !server,
    stop: async () => {
      await server?.stop();
      if (server && ephemeral) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

interface Running {
  readonly server: ServerProcess | null;
  readonly file: PostmasterFile;
}

async function attachOrStart(options: Omit<ServerProcessOptions, 'port'>): Promise<Running> {
  const running = await findRunning(options.dataDir);
  if (running) return { server: null, file: running };
  // PostgreSQL itself would refuse the file of a killed server when its pid is a zombie or belongs to somebody else now.
  rmSync(postmasterFilePath(options.dataDir), { force: true });
  const port = await findFreePort();
  const server = spawnServer({ ...options, port });
  const file = await waitUntilReady(options.dataDir, () => server.hasEnded(), port);
  if (file) return { server, file };
  // Two processes started at once and the other one won.
  const winner = await findRunning(options.dataDir);
  if (winner) return { server: null, file: winner };
  throw new Error(`The embedded PostgreSQL of ${options.dataDir} did not start: ${await server.ended}`);
}

/** The server of another process; one that starts or stops just now is waited for. */
async function findRunning(dataDir: string): Promise<PostmasterFile | null> {
  const isGone = () => !isPostmasterAlive(readPostmasterFile(dataDir)?.pid ?? 0);
  return isGone() ? null : waitUntilReady(dataDir, isGone);
}

/** Null when the server goes away instead. */
async function waitUntilReady(dataDir: string, isGone: () => boolean, port?: number): Promise<PostmasterFile | null> {
  const limit = Date.now() + START_LIMIT_MS;
  for (; Date.now() < limit; await delay(POLL_MS)) {
    const file = readPostmasterFile(dataDir);
    const isOurs = port === undefined || file?.port === port;
    if (file?.isReady && isOurs && isPostmasterAlive(file.pid) && (await acceptsConnections(file.port))) return file;
    if (isGone()) return null;
  }
  throw new Error(`The embedded PostgreSQL of ${dataDir} was not ready within ${START_LIMIT_MS / 1000} s.`);
}

async function ensureDatabase(url: string, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } catch (error) {
    const isMadeByAnother = error instanceof pg.DatabaseError && (error.code === '42P04' || error.code === '23505');
    if (!isMadeByAnother) throw error;
  } finally {
    await client.end();
  }
}
