import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { acceptsConnections } from './free-port.ts';
import { isPostmasterAlive, postmasterFilePath, readPostmasterFile, type PostmasterFile } from './postmaster-file.ts';
import { spawnServer, type ServerProcess, type ServerProcessOptions } from './server-process.ts';

export interface Running {
  /** Null when another process runs it. */
  readonly server: ServerProcess | null;
  readonly file: PostmasterFile;
}

const POLL_MS = 20;
/** A big database that was killed replays its log before it is ready. */
const START_LIMIT_MS = 300_000;

/** The server that already serves the data directory, else one of our own. */
export async function attachOrStart(options: ServerProcessOptions): Promise<Running> {
  const { dataDir, port } = options;
  const running = await findRunning(dataDir);
  if (running) return { server: null, file: running };
  // PostgreSQL itself would refuse the file of a killed server when its pid is a zombie or belongs to somebody else now.
  rmSync(postmasterFilePath(dataDir), { force: true });
  const server = spawnServer(options);
  const file = await waitUntilReady(dataDir, () => server.hasEnded(), port);
  if (file) return { server, file };
  // Two processes started at once and the other one won.
  const winner = await findRunning(dataDir);
  if (winner) return { server: null, file: winner };
  throw new Error(`The embedded PostgreSQL of ${dataDir} did not start: ${await server.ended}`);
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
