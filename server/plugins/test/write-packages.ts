import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from '@jest/globals';

/** The files of a package by their paths; `package.json` may be an object. */
export type PackageFiles = Readonly<Record<string, string | object>>;

const SDK = path.resolve(import.meta.dirname, '../../../sdk');

/**
 * A folder of its own with these packages below `plugins/`, each of which finds the SDK. It goes after the last test. Called at the
 * top of a test file.
 */
export function writePackages(packages: Readonly<Record<string, PackageFiles>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'pagoda-plugins-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, files] of Object.entries(packages)) {
    writePackage(path.join(folder, 'plugins', name), files);
  }
  mkdirSync(path.join(folder, 'node_modules'));
  symlinkSync(SDK, path.join(folder, 'node_modules/pagoda-plugin-sdk'));
  return folder;
}

export function writePackage(folder: string, files: PackageFiles): void {
  for (const [file, content] of Object.entries(files)) {
    const whole = path.join(folder, file);
    mkdirSync(path.dirname(whole), { recursive: true });
    writeFileSync(whole, typeof content === 'string' ? content : JSON.stringify(content));
  }
}

/** A package with one plugin under this entry name, in `plugin.js` unless told. */
export function pluginPackage(entry: string, source: string, module = 'plugin.js'): PackageFiles {
  return {
    'package.json': {
      name: `pagoda-${entry}`,
      version: '1.2.3',
      type: 'module',
      pagoda: { plugins: { [entry]: `./${module}` } },
    },
    [module]: source,
  };
}

/** The source of a module whose plugin has this id and what else is given as source. */
export function pluginSource(id: string, more = ''): string {
  return `import { definePlugin } from 'pagoda-plugin-sdk';
export default definePlugin({ id: '${id}', name: 'The ${id}', version: '1.0.0', ${more} });`;
}
