// Makes the two publishable packages in dist/: JavaScript, the SDL and a package.json that speaks of nothing else.
// Files keep their place relative to each other, so that what finds a file from its own address finds it in both.
import { spawnSync } from 'node:child_process';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { publishedSdk, publishedServer, type Manifest } from './published-manifest.ts';

const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');
const compiled = path.join(dist, '.js');
const sdk = path.join(dist, 'pagoda-plugin-sdk');
const server = path.join(dist, 'pagoda-server');

await rm(dist, { recursive: true, force: true });
compile('.ci/tsconfig.build.json');
compile('.ci/tsconfig.build-sdk.json');
// Authors read the comments in the types; saying them twice would double the package.
compile('.ci/tsconfig.build-sdk.json', '--declaration', 'false', '--emitDeclarationOnly', 'false', '--removeComments');
await buildSdk();
await buildServer();
await rm(compiled, { recursive: true });

async function buildSdk(): Promise<void> {
  await rename(path.join(compiled, 'sdk'), sdk);
  await writeManifest(sdk, publishedSdk(await readManifest('sdk')));
  await copyPapers('sdk', sdk);
}

async function buildServer(): Promise<void> {
  await mkdir(server);
  await rename(path.join(compiled, 'server'), path.join(server, 'server'));
  await cp(path.join(root, 'server'), path.join(server, 'server'), { recursive: true, filter: isShippedAsItIs });
  await cp(path.join(root, 'schema'), path.join(server, 'schema'), { recursive: true });
  await writeManifest(server, publishedServer(await readManifest('server'), await readManifest('.')));
  await copyPapers('server', server);
}

function compile(project: string, ...options: readonly string[]): void {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '--project', project, ...options], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`The build stopped: tsc refused ${project}; what it said stands above.`);
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

async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await writeFile(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

async function copyPapers(from: string, to: string): Promise<void> {
  await cp(path.join(root, 'LICENSE'), path.join(to, 'LICENSE'));
  for (const paper of ['README.md', 'CHANGELOG.md']) await cp(path.join(root, from, paper), path.join(to, paper));
}
