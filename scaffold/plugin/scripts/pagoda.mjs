// Runs the `pagoda` command of a server, for example: node scripts/pagoda.mjs plugins doctor
//
// PAGODA_SERVER says which: a folder that a server is in, or what `npm install` takes (a version, tarballs with commas
// between). Without it: the package pagoda-server that is installed here, else the newest one. What has to be installed
// goes to .pagoda/server.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const asked = process.env.PAGODA_SERVER;
// The server would take it for a setting that is misspelt.
delete process.env.PAGODA_SERVER;

// A server that runs already needs no other: what stands behind `--` asks that one.
const [program, ...args] = process.argv.includes('--') ? process.argv.slice(process.argv.indexOf('--') + 1) : [];
if (program && process.env.PAGODA_URL) process.exit(run(program, args));

await import(pathToFileURL(path.join(findServer(), 'server/bin/pagoda.js')).href);

function findServer() {
  const places = asked ? [path.resolve(asked)] : [path.join(root, 'node_modules/pagoda-server')];
  return places.find((place) => existsSync(path.join(place, 'server/bin/pagoda.js'))) ?? installServer();
}

function installServer() {
  const home = path.join(root, '.pagoda/server');
  const wanted = (asked ?? 'pagoda-server').split(',').map((spec) => (existsSync(spec) ? path.resolve(spec) : spec));
  const note = path.join(home, 'wanted.json');
  if (!existsSync(note) || readFileSync(note, 'utf8') !== JSON.stringify(wanted)) {
    console.error(`Installing ${wanted.join(' and ')} in .pagoda/server (once)`);
    rmSync(home, { recursive: true, force: true });
    mkdirSync(home, { recursive: true });
    writeFileSync(path.join(home, 'package.json'), '{ "private": true }');
    const code = run('npm', ['install', '--prefix', home, '--no-audit', '--no-fund', '--loglevel=error', ...wanted]);
    if (code !== 0) {
      console.error('No server could be installed. PAGODA_SERVER says where one is: a folder, or tarballs.');
      process.exit(1);
    }
    writeFileSync(note, JSON.stringify(wanted));
  }
  return path.join(home, 'node_modules/pagoda-server');
}

function run(command, rest) {
  const { status } = spawnSync(command, rest, { stdio: 'inherit', shell: process.platform === 'win32' });
  return status ?? 1;
}
