import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const FOLDER = path.join(import.meta.dirname, 'assets');
const PAGE = 'page.html';
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

export interface Asset {
  readonly type: string;
  readonly content: Buffer;
  /** Another one for another content. */
  readonly etag: string;
}

/** The page, and the files that it loads by their names. */
export async function readAssets(): Promise<{ readonly page: Asset; readonly files: ReadonlyMap<string, Asset> }> {
  const names = (await readdir(FOLDER)).filter((name) => name !== PAGE);
  const entries = names.map(async (name) => [name, await readAsset(name)] as const);
  return { page: await readAsset(PAGE), files: new Map(await Promise.all(entries)) };
}

async function readAsset(name: string): Promise<Asset> {
  const content = await readFile(path.join(FOLDER, name));
  const hash = createHash('sha256').update(content).digest('base64url');
  return { type: TYPES[path.extname(name)] ?? 'application/octet-stream', content, etag: `"${hash.slice(0, 22)}"` };
}
