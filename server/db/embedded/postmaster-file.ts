import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findErrorCode } from '../../error-code.ts';

/** What a running server says about itself in its data directory. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  readonly isReady: boolean;
}

export function postmasterFilePath(dataDir: string): string {
  return join(dataDir, 'postmaster.pid');
}

export function readPostmasterFile(dataDir: string): PostmasterFile | null {
  let text: string;
  try {
    text = readFileSync(postmasterFilePath(dataDir), 'utf8');
  } catch {
    return null;
  }
  const lines = text.split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' };
}

/** In a container the pid of a killed server may be a zombie or somebody else by now, so a signal alone proves nothing. */
export function isPostmasterAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    if (process.platform !== 'linux') return process.kill(pid, 0);
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.includes('(postgres)') && stat[stat.lastIndexOf(')') + 2] !== 'Z';
  } catch (error) {
    return findErrorCode(error) === 'EPERM';
  }
}
