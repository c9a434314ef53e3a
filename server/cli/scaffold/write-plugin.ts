import { cpSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../terminal.ts';
import type { PluginName } from './plugin-name.ts';
import { placeSdk } from './sdk-tarball.ts';

/** Has the template, which is a plugin called my-plugin. It lies beside the sources, and beside what is built of them. */
const SCAFFOLD = path.resolve(import.meta.dirname, '../../../scaffold');

/** What is no part of the template: what working on it leaves there. */
const LEFT_OVER = /(^|[\\/])(node_modules|dist|\.pagoda|package-lock\.json)$/;

/** Makes the package of a new plugin in a folder that is empty or not there yet. Gives its files, without those of `vendor`. */
export function writePlugin(name: PluginName, folder: string): readonly string[] {
  refuseOccupied(folder);
  const version = placeSdk(SCAFFOLD, path.join(folder, 'vendor'));
  const template = path.join(SCAFFOLD, 'plugin');
  cpSync(template, folder, {
    recursive: true,
    filter: (file) => !LEFT_OVER.test(path.relative(template, file)),
  });
  // npm leaves out of a package what has this name.
  renameSync(path.join(folder, 'gitignore'), path.join(folder, '.gitignore'));
  const files = filesOf(folder).filter((file) => path.dirname(file) !== 'vendor');
  for (const file of files) {
    const whole = path.join(folder, file);
    writeFileSync(whole, renamed(readFileSync(whole, 'utf8'), name, version));
  }
  return files;
}

function refuseOccupied(folder: string): void {
  if (!existsSync(folder)) return;
  const [first] = readdirSync(folder);
  if (first === undefined) return;
  throw new Failure(`${folder} is not empty (there is ${first} in it). Give another folder with --dir.`);
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .toSorted();
}

/** In the template the SDK is of version 1.0.0. */
function renamed(text: string, { id, title, camel }: PluginName, version: string): string {
  return text
    .replaceAll(/(?<=vendor\/[a-z-]+)1\.0\.0(?=\.tgz)/g, version)
    .replaceAll('^1.0.0', `^${version}`)
    .replaceAll('My Plugin', title)
    .replaceAll('my-plugin', id)
    .replaceAll('myPlugin', camel);
}
