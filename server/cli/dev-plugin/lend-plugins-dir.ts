import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findEntries } from '../../plugins/index.ts';
import { Failure } from '../terminal.ts';

/** A package with plugins, in a place where a server finds it. */
export interface LentPlugins {
  /** For PAGODA_PLUGINS_DIR: holds this package alone. */
  readonly pluginsDir: string;
  /** Empty, and gone afterwards. */
  readonly dataDir: string;
  /** The names of the entries of the package. */
  readonly entries: readonly string[];
  /** The folders that the modules of the entries are in. */
  readonly sources: readonly string[];
}

/** Lends a place where a server finds the package in this folder, and nothing else. */
export async function withPluginsDir<T>(folder: string, work: (lent: LentPlugins) => Promise<T>): Promise<T> {
  const home = mkdtempSync(path.join(tmpdir(), 'pagoda-dev-'));
  try {
    // PostgreSQL may run under another account than ours.
    chmodSync(home, 0o755);
    const pluginsDir = path.join(home, 'plugins');
    mkdirSync(pluginsDir);
    symlinkSync(folder, path.join(pluginsDir, 'plugin'), 'junction');
    const { entries, odd } = findEntries({ pluginsDir, near: [] });
    if (entries.length === 0) throw new Failure(`There is no plugin in ${folder}: ${odd[0]?.mistake ?? NO_PACKAGE}.`);
    return await work({
      pluginsDir,
      dataDir: path.join(home, 'data'),
      entries: entries.map(({ name }) => name),
      sources: [...new Set(entries.map(({ module }) => path.dirname(module)))],
    });
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

const NO_PACKAGE = 'it has no package.json that names one';
