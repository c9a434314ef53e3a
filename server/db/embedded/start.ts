import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import pg from 'pg';
import { findErrorCode } from '../../error-code.ts';
import { findAccount } from './account.ts';
import { attachOrStart } from './attach.ts';
import { findBinaries } from './binaries.ts';
import { ensureCluster, SUPERUSER } from './cluster.ts';
import { findFreePort } from './free-port.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import type { ServerProcessOptions } from './server-process.ts';
import { supervise } from './supervise.ts';

export interface EmbeddedPostgresOptions {
  readonly dataDir: string;
  /** Made if it is not there. */
  readonly database?: string;
  /** Where to listen, if nobody else does there; else any free port. */
  readonly port?: number;
  /** Removes the data directory at the end. */
  readonly ephemeral?: boolean;
  /** Whether data survives a crash of the machine, which costs speed. Unless ephemeral, it does. */
  readonly durable?: boolean;
  /** The npm package with the programs, for another major version than ours. */
  readonly package?: string;
  /** Further settings of PostgreSQL, such as `work_mem=64MB`. */
  readonly settings?: readonly string[];
  /** What PostgreSQL says. */
  readonly log?: (text: string) => void;
}

export interface EmbeddedPostgres {
  readonly url: string;
  readonly port: number;
  /** Of the postmaster; it changes when a crashed one is replaced. */
  readonly pid: number;
  /** Another process started it, so another process stops it. */
  readonly adopted: boolean;
  readonly stop: () => Promise<void>;
}

/** Starts the PostgreSQL that comes with the package, or attaches to the one that already serves the data directory. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { database = 'pagoda', ephemeral = false, durable = !ephemeral } = options;
  const { settings = [], log = () => undefined } = options;
  const dataDir = resolve(options.dataDir);
  const account = findAccount();
  const binaries = await findBinaries(account, options.package);
  const password = await ensureCluster(dataDir, binaries, account, durable);
  // The port of a crashed server again, so that whoever knew it finds the new one.
  const port = await findFreePort(options.port ?? readPostmasterFile(dataDir)?.port);
  const processOptions: ServerProcessOptions = { dataDir, port, binaries, account, durable, settings, log };
  const { server, file } = await attachOrStart(processOptions);
  const urlOf = (name: string) => `postgresql://${SUPERUSER}:${password}@127.0.0.1:${file.port}/${name}`;
  try {
    await ensureDatabase(urlOf('postgres'), database);
  } catch (error) {
    await server?.stop();
    throw error;
  }
  server?.unref();
  const supervised = supervise(processOptions, { server, file });
  return {
    url: urlOf(database),
    port: file.port,
    get pid() {
      return supervised.pid();
    },
    adopted: !server,
    stop: async () => {
      await supervised.stop();
      if (server && ephemeral) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function ensureDatabase(url: string, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } catch (error) {
    const isMadeByAnother = ['42P04', '23505'].includes(findErrorCode(error) ?? '');
    if (!isMadeByAnother) throw error;
  } finally {
    await client.end();
  }
}
