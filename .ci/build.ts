// Makes the publishable packages in dist/: JavaScript, the SDL and a package.json that speaks of nothing else.
// Files keep their place relative to each other, so that what finds a file from its own address finds it in both.
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildSdk, compile, pack } from './pack-sdk.ts';
import { publishedServer, type Manifest } from './published-manifest.ts';

const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');
const compiled = path.join(dist, '.js');
const sdk = path.join(dist, 'pagoda-plugin-sdk');
const server = path.join(dist, 'pagoda-server');

await rm(dist, { recursive: true, force: true });
compile('.ci/tsconfig.build.json');
buildSdk(sdk);
await buildServer();
await rm(compiled, { recursive: true });

async function buildServer(): Promise<void> {
  await mkdir(server);
  await rename(path.join(compiled, 'server'), path.join(server, 'server'));
  await cp(path.join(root, 'server'), path.join(server, 'server'), { recursive: true, filter: isShippedAsItIs });
  for (const asset of ['schema', 'scaffold']) {
    await cp(path.join(root, asset), path.join(server, asset), { recursive: true });
  }
  // What `pagoda create-plugin` gives to authors.
  for (const name of await readdir(dist)) {
    if (name.startsWith('pagoda-plugin-')) pack(path.join(dist, name), path.join(server, 'scaffold'));
  }
  const manifest = publishedServer(await readManifest('server'), await readManifest('.'));
  await writeFile(path.join(server, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await cp(path.join(root, 'LICENSE'), path.join(server, 'LICENSE'));
  for (const paper of ['README.md', 'CHANGELOG.md']) {
    await cp(path.join(root, 'server', paper), path.join(server, paper));
  }
}

/** Assets and plain JavaScript; sources were compiled, tests stay at home. */
function isShippedAsItIs(file: string): boolean {
  const inServer = path.relative(path.join(root, 'server'), file);
  return !/^(package\.json|README\.md|CHANGELOG\.md)$|(^|\/)(test|testing|dist|node_modules|__snapshots__)$|\.ts$/.test(
    inServer,
  );
}

async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(path.join(root, folder, 'package.json'), 'utf8')) as Manifest;
}
