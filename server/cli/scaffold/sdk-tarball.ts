import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../terminal.ts';

const SDK = /^pagoda-plugin-sdk-(.*)\.tgz$/;

/** Puts the packed SDK and its test suite into a folder: those that came with the server, in a checkout new ones. Gives their version. */
export function placeSdk(scaffold: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const carried = readdirSync(scaffold).filter((file) => file.endsWith('.tgz'));
  for (const file of carried) copyFileSync(path.join(scaffold, file), path.join(folder, file));
  return versionIn(folder) ?? packNow(scaffold, folder);
}

function packNow(scaffold: string, folder: string): string {
  const packer = path.join(scaffold, '../.ci/pack-sdk.ts');
  if (!existsSync(packer)) throw new Failure('This installation of the server lacks the SDK. Install it again.');
  const { stderr } = spawnSync(process.execPath, [packer, folder], { encoding: 'utf8' });
  const version = versionIn(folder);
  if (version !== null) return version;
  rmSync(folder, { recursive: true });
  throw new Failure(`The SDK could not be packed: ${stderr.trim()}`);
}

function versionIn(folder: string): string | null {
  const versions = readdirSync(folder).map((file) => SDK.exec(file)?.[1]);
  return versions.find((version) => version !== undefined) ?? null;
}
