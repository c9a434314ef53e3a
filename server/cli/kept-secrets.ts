import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withStored, type Settings } from '../config.ts';
import { findErrorCode } from '../error-code.ts';

const FILES = { adminToken: 'admin-token' } as const;

type Kept = keyof typeof FILES;

/** Settings with the secrets that the server made for itself in earlier runs, where the environment gives none. */
export function withKeptSecrets(settings: Settings, names: readonly Kept[] = ['adminToken']): Settings {
  const found = names.flatMap((name) => {
    const value = settings[name] === null ? readKept(settings, name) : null;
    return value === null ? [] : [[name, value] as const];
  });
  return withStored(settings, Object.fromEntries(found));
}

/** The same, and what is missing is made now. */
export function withMadeSecrets(settings: Settings, names: readonly Kept[]): Settings {
  for (const name of names) if (settings[name] === null && readKept(settings, name) === null) makeKept(settings, name);
  return withKeptSecrets(settings, names);
}

function fileOf(settings: Settings, name: Kept): string {
  return path.join(settings.dataDir, FILES[name]);
}

function readKept(settings: Settings, name: Kept): string | null {
  try {
    return readFileSync(fileOf(settings, name), 'utf8').trim() || null;
  } catch (error) {
    if (findErrorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Written beside its place and linked: whole or not at all, and of two servers that start at once the first one wins. */
function makeKept(settings: Settings, name: Kept): void {
  mkdirSync(settings.dataDir, { recursive: true });
  const file = fileOf(settings, name);
  const draft = `${file}.${process.pid}`;
  // An empty file is what a full disk left.
  if (statSync(file, { throwIfNoEntry: false })?.size === 0) rmSync(file, { force: true });
  writeFileSync(draft, `${randomBytes(20).toString('hex')}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (findErrorCode(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
