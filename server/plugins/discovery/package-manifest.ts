import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** One module, or what was built with its source, which is taken where Node runs TypeScript. */
export type EntryModule = string | { readonly source: string; readonly default: string };

/** What a package.json tells about plugins. */
export interface PackageManifest {
  readonly name: string;
  readonly version: string;
  /** Entry names with the modules behind them, as they are written. */
  readonly plugins: Readonly<Record<string, EntryModule>>;
  /** Why somebody who wanted to offer a plugin did not, in a sentence. */
  readonly mistake: string | null;
}

const manifest = z.looseObject({ name: z.string().optional(), version: z.string().optional() });
const module = z.string().min(1);
const declared = z.looseObject({
  pagoda: z.object({
    plugins: z.record(
      z.string().regex(/^[@\w./-]{1,214}$/),
      z.union([module, z.strictObject({ source: module, default: module })]),
    ),
  }),
});
const dependent = z.union([
  z.looseObject({ dependencies: z.looseObject({ 'pagoda-plugin-sdk': z.string() }) }),
  z.looseObject({ peerDependencies: z.looseObject({ 'pagoda-plugin-sdk': z.string() }) }),
]);

/** These know the SDK and are no plugins. */
const OURS: ReadonlySet<string> = new Set(['pagoda-server', 'pagoda-plugin-conformance']);

const FORM = '"pagoda": { "plugins": { "my-plugin": "./src/plugin.ts" } }';

/** Null for a folder that is no package, and for the many packages that have nothing to do with plugins. */
export function readManifest(folder: string): PackageManifest | null {
  const text = readText(path.join(folder, 'package.json'));
  // Most of thousands need no parser.
  if (text === null || !text.includes('pagoda')) return null;
  try {
    return manifestOf(JSON.parse(text), path.basename(folder));
  } catch {
    return { name: path.basename(folder), version: '', plugins: {}, mistake: 'its package.json is no JSON' };
  }
}

function manifestOf(content: unknown, folder: string): PackageManifest | null {
  const named = manifest.safeParse(content);
  if (!named.success) return null;
  const { version = '' } = named.data;
  const name = named.data.name || folder;
  const found = declared.safeParse(content);
  if (found.success) return { name, version, plugins: found.data.pagoda.plugins, mistake: null };
  const mistake = mistakeOf(content, name);
  return mistake === null ? null : { name, version, plugins: {}, mistake };
}

function mistakeOf(content: unknown, name: string): string | null {
  if (typeof content === 'object' && content !== null && 'pagoda' in content) {
    return `the field "pagoda" of its package.json is not of the form ${FORM}`;
  }
  if (OURS.has(name) || !dependent.safeParse(content).success) return null;
  return `it depends on pagoda-plugin-sdk, but its package.json has no ${FORM}`;
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
