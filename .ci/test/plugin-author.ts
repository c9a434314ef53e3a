import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './programs.ts';

const MODULES = path.resolve(import.meta.dirname, '../../node_modules');

/** What a plugin of the scaffold downloads. */
const DOWNLOADED = ['typescript', '@types/node'];

/** Sets a package of the scaffold up without a network: what it would download is ours, which is the same. */
export function setUpOffline(folder: string): void {
  const file = path.join(folder, 'package.json');
  const manifest = readFileSync(file, 'utf8');
  const { devDependencies, ...rest } = JSON.parse(manifest) as { devDependencies: Record<string, string> };
  const local = Object.entries(devDependencies).filter(([name]) => !DOWNLOADED.includes(name));
  writeFileSync(file, JSON.stringify({ ...rest, devDependencies: Object.fromEntries(local) }));
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--loglevel=error'], folder);
  writeFileSync(file, manifest);
  const modules = path.join(folder, 'node_modules');
  for (const place of ['@types', '.bin']) mkdirSync(path.join(modules, place), { recursive: true });
  for (const name of [...DOWNLOADED, 'undici-types']) symlinkSync(path.join(MODULES, name), path.join(modules, name));
  symlinkSync('../typescript/bin/tsc', path.join(modules, '.bin/tsc'));
}

/** Makes a folder with a package of its own that has installed these tarballs. */
export function installOffline(folder: string, tarballs: readonly string[]): void {
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'package.json'), '{ "name": "site", "private": true }');
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--loglevel=error', ...tarballs], folder);
}
