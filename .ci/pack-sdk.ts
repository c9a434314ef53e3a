// The publishable form of the SDK. As a program it packs that: `node .ci/pack-sdk.ts FOLDER` prints the tarballs in it.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { publishedConformance, publishedSdk, type Manifest } from './published-manifest.ts';

const root = path.resolve(import.meta.dirname, '..');
const PROJECT = '.ci/tsconfig.build-sdk.json';

if (import.meta.main) console.log(packSdk(path.resolve(process.argv[2] ?? '.')).join('\n'));

/**
 * Makes the package in a folder that does not exist yet: JavaScript, types, papers and a package.json. The conformance suite, which
 * is a package of its own, comes to lie beside it.
 */
export function buildSdk(target: string): void {
  const compiled = `${target}.js`;
  compile(PROJECT, '--outDir', compiled);
  // Authors read the comments in the types; saying them twice would double the package.
  const plain = ['--declaration', 'false', '--emitDeclarationOnly', 'false', '--removeComments'];
  compile(PROJECT, '--outDir', compiled, ...plain);
  renameSync(path.join(compiled, 'sdk'), target);
  rmSync(compiled, { recursive: true });
  const source = JSON.parse(readFileSync(path.join(root, 'sdk/package.json'), 'utf8')) as Manifest;
  const suite = path.join(path.dirname(target), 'pagoda-plugin-conformance');
  renameSync(path.join(target, 'conformance'), suite);
  writeManifest(target, publishedSdk(source));
  writeManifest(suite, publishedConformance(source));
  cpSync(path.join(root, 'LICENSE'), path.join(suite, 'LICENSE'));
  for (const paper of ['README.md', 'CHANGELOG.md']) cpSync(path.join(root, 'sdk', paper), path.join(target, paper));
  cpSync(path.join(root, 'LICENSE'), path.join(target, 'LICENSE'));
}

function writeManifest(folder: string, manifest: Manifest): void {
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Builds the packages for authors and packs them into a folder; gives the tarballs. */
function packSdk(folder: string): readonly string[] {
  const home = mkdtempSync(path.join(tmpdir(), 'pagoda-sdk-'));
  try {
    buildSdk(path.join(home, 'pagoda-plugin-sdk'));
    return readdirSync(home).map((built) => pack(path.join(home, built), folder));
  } finally {
    rmSync(home, { recursive: true });
  }
}

/** Packs a package into a folder as publishing would; gives the tarball. */
export function pack(built: string, folder: string): string {
  const args = ['pack', '--silent', '--pack-destination', folder, built];
  const { status, stdout, stderr } = spawnSync('npm', args, { encoding: 'utf8', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`npm pack of ${built} ended with ${status}: ${stderr}`);
  return path.join(folder, stdout.trim());
}

/** Runs the compiler as the build does. */
export function compile(project: string, ...options: readonly string[]): void {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  // What it says goes where it does not mix with what a program prints.
  const { status } = spawnSync(process.execPath, [tsc, '--project', project, ...options], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error(`The build stopped: tsc refused ${project}; what it said stands above.`);
}
