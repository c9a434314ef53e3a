import { existsSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { readManifest, type EntryModule } from './package-manifest.ts';

/** A plugin that a package offers, before anything of it is imported. */
export interface FoundEntry {
  /** What the package calls it: the name for ENABLED_PLUGINS. */
  readonly name: string;
  readonly package: string;
  readonly version: string;
  /** The module to import, as a path of this machine. */
  readonly module: string;
}

/** A package that was perhaps meant to offer a plugin and does not. */
export interface OddPackage {
  readonly package: string;
  readonly mistake: string;
}

export interface Discovery {
  /** By name. Two packages may offer the same one. */
  readonly entries: readonly FoundEntry[];
  readonly odd: readonly OddPackage[];
}

/** Where packages can lie. */
export interface Places {
  /** A folder whose folders are packages. */
  readonly pluginsDir: string;
  /** Their `node_modules`, and those of the folders around them, hold installed packages. */
  readonly near: readonly string[];
}

/** Looks at every package that could offer a plugin. Imports nothing. Of two copies of a package the first that is found counts. */
export function findEntries({ pluginsDir, near }: Places): Discovery {
  const entries: FoundEntry[] = [];
  const odd: OddPackage[] = [];
  const known = new Set<string>();
  for (const folder of [pluginsDir, ...nodeModulesNear(near)].flatMap(packageFolders)) {
    const manifest = readManifest(folder);
    if (!manifest || known.has(manifest.name)) continue;
    known.add(manifest.name);
    if (manifest.mistake !== null) odd.push({ package: manifest.name, mistake: manifest.mistake });
    const { name: owner, version } = manifest;
    for (const [name, module] of Object.entries(manifest.plugins)) {
      entries.push({ name, package: owner, version, module: chooseModule(realpathSync(folder), module) });
    }
  }
  return { entries: entries.toSorted(byName), odd };
}

/** Node runs TypeScript outside of node_modules alone; a linked package is where its link leads. A published one has no source. */
function chooseModule(folder: string, module: EntryModule): string {
  if (typeof module === 'string') return path.resolve(folder, module);
  const source = path.resolve(folder, module.source);
  const isInstalled = folder.split(path.sep).includes('node_modules');
  return !isInstalled && existsSync(source) ? source : path.resolve(folder, module.default);
}

function byName(left: FoundEntry, right: FoundEntry): number {
  return left.name < right.name ? -1 : Number(left.name > right.name);
}

function nodeModulesNear(folders: readonly string[]): readonly string[] {
  const around = folders.flatMap(foldersAround).filter((folder) => path.basename(folder) !== 'node_modules');
  return [...new Set(around)].map((folder) => path.join(folder, 'node_modules'));
}

function foldersAround(folder: string): readonly string[] {
  const above = path.dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersAround(above)];
}

function packageFolders(place: string): readonly string[] {
  return listFolders(place).flatMap((name) => {
    const folder = path.join(place, name);
    return name.startsWith('@') ? listFolders(folder).map((own) => path.join(folder, own)) : [folder];
  });
}

function listFolders(place: string): readonly string[] {
  try {
    return readdirSync(place)
      .filter((name) => !name.startsWith('.'))
      .toSorted();
  } catch {
    return [];
  }
}
