import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../terminal.ts';

/** Puts the packed SDK into a folder and gives the name of its file: the one that came with the server, in a checkout a new one. */
export function placeSdk(scaffold: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const carried = readdirSync(scaffold).find(isSdk);
  if (carried === undefined) return packNow(scaffold, folder);
  copyFileSync(path.join(scaffold, carried), path.join(folder, carried));
  return carried;
}

function packNow(scaffold: string, folder: string): string {
  const packer = path.join(scaffold, '../.ci/pack-sdk.ts');
  if (!existsSync(packer)) throw new Failure('This installation of the server lacks the SDK. Install it again.');
  const { status, stderr } = spawnSync(process.execPath, [packer, folder], { encoding: 'utf8' });
  const packed = status === 0 ? readdirSync(folder).find(isSdk) : undefined;
  if (packed !== undefined) return packed;
  rmSync(folder, { recursive: true });
  throw new Failure(`The SDK could not be packed: ${stderr.trim()}`);
}

function isSdk(file: string): boolean {
  return /^pagoda-plugin-sdk-.*\.tgz$/.test(file);
}
