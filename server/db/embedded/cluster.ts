import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { findErrorCode } from '../../error-code.ts';
import { isReachableByOthers, type Account } from './account.ts';
import { PROGRAM_ENV, type Binaries } from './binaries.ts';

export const SUPERUSER = 'pagoda';
const PASSWORD_FILE = 'pagoda.password';

/** Makes the data directory unless it is there, and returns the superuser's password. */
export async function ensureCluster(
  dataDir: string,
  binaries: Binaries,
  account: Account,
  durable: boolean,
): Promise<string> {
  if (!existsSync(join(dataDir, 'PG_VERSION'))) {
    refuseForeignFiles(dataDir);
    await makeCluster(dataDir, binaries, account, durable);
  }
  const major = Number.parseInt(readFileSync(join(dataDir, 'PG_VERSION'), 'utf8'), 10);
  if (major !== binaries.major) {
    throw new Error(
      `The data directory ${dataDir} was made by PostgreSQL ${major}, but this Pagoda brings PostgreSQL ${binaries.major}. ` +
        'Run "pagoda dump FILE" with the Pagoda that made it, move the directory away, then run "pagoda load FILE" with this one.',
    );
  }
  return readPassword(dataDir);
}

function readPassword(dataDir: string): string {
  const path = join(dataDir, PASSWORD_FILE);
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    throw new Error(
      `Cannot read ${path}, the password of the embedded PostgreSQL. Start as the user that made the data directory, ` +
        'or move the directory away to begin with an empty database.',
      { cause },
    );
  }
}

function refuseForeignFiles(dataDir: string): void {
  const [found] = existsSync(dataDir) ? readdirSync(dataDir) : [];
  if (found === undefined) return;
  throw new Error(
    `The directory ${dataDir} holds files (${found} among them) but no PostgreSQL data. ` +
      'Move it away to begin with an empty database, or set PAGODA_DATA_DIR to another directory.',
  );
}

/** Built beside its place and renamed, so that a kill in the middle leaves no half-made data directory. */
async function makeCluster(dataDir: string, binaries: Binaries, account: Account, durable: boolean): Promise<void> {
  const parent = dirname(dataDir);
  mkdirSync(parent, { recursive: true });
  if (account && !isReachableByOthers(parent)) {
    throw new Error(
      `PostgreSQL does not run as root, and the account it is lent (uid ${account.uid}) cannot reach ${dataDir} ` +
        'because a directory above is private. Set PAGODA_DATA_DIR to another place, such as /var/lib/pagoda.',
    );
  }
  await removeAbandoned(dataDir);
  const half = mkdtempSync(`${dataDir}.${process.pid}-`);
  try {
    const password = randomBytes(18).toString('base64url');
    const data = join(half, 'data');
    mkdirSync(data, { mode: 0o700 });
    const passwordFile = join(half, PASSWORD_FILE);
    writeFileSync(passwordFile, password, { mode: 0o600 });
    for (const path of account ? [half, data, passwordFile] : []) chownSync(path, account?.uid ?? 0, account?.gid ?? 0);
    await runInitdb(data, passwordFile, binaries, account, durable);
    renameSync(passwordFile, join(data, PASSWORD_FILE));
    moveIntoPlace(data, dataDir);
  } finally {
    await remove(half);
  }
}

/** An initdb that outlived its Node may still be busy there; `rmSync` gives up in silence when a file vanishes under it. */
function remove(directory: string): Promise<void> {
  return rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

function moveIntoPlace(data: string, dataDir: string): void {
  try {
    renameSync(data, dataDir);
  } catch (error) {
    // Another process was faster: its cluster is as good as ours.
    if (!existsSync(join(dataDir, 'PG_VERSION'))) throw error;
  }
}

/** What processes that were killed in the middle of initdb left beside the place. */
async function removeAbandoned(dataDir: string): Promise<void> {
  const prefix = `${basename(dataDir)}.`;
  for (const name of readdirSync(dirname(dataDir))) {
    const owner = name.startsWith(prefix) ? /^(\d+)-\w{6}$/.exec(name.slice(prefix.length))?.[1] : undefined;
    if (owner && !isProcessAlive(Number(owner))) await remove(join(dirname(dataDir), name));
  }
}

function isProcessAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return findErrorCode(error) === 'EPERM';
  }
}

async function runInitdb(
  data: string,
  passwordFile: string,
  binaries: Binaries,
  account: Account,
  durable: boolean,
): Promise<void> {
  const args = [
    ...['-D', data, '-U', SUPERUSER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`],
    // Sorting is the same on every machine; under a plain C ctype pg_trgm would drop every letter beyond ASCII.
    ...['--encoding=UTF8', '--locale=C', '--lc-ctype=C.UTF-8'],
    ...(binaries.major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : []),
    ...(durable ? [] : ['--no-sync']),
  ];
  try {
    await promisify(execFile)(binaries.initdb, args, { ...account, env: PROGRAM_ENV, cwd: '/' });
  } catch (cause) {
    const said = typeof cause === 'object' && cause && 'stderr' in cause ? String(cause.stderr).trim() : '';
    throw new Error(`The embedded PostgreSQL could not make its data directory: ${said || String(cause)}`, { cause });
  }
}
