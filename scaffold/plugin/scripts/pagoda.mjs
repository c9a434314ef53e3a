// Runs the `pagoda` command of a server, for example: node scripts/pagoda.mjs plugins doctor
//
// It works with this plugin, and the data of `npm run dev`, unless the environment says otherwise.
//
// PAGODA_SERVER says which: a folder that a server is in, or what `npm install` takes (a version, tarballs with commas
// between). Without it: the package pagoda-server that is installed here, else what was installed in .pagoda/server, else
// the newest one. What has to be installed goes there.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const home = path.join(root, '.pagoda/server');
const note = path.join(home, 'wanted.json');
const asked = process.env.PAGODA_SERVER;
// The server would take it for a setting that is misspelt.
delete process.env.PAGODA_SERVER;

// A server that runs already needs no other: what stands behind `--` asks that one.
const [program, ...args] = process.argv.includes('--') ? process.argv.slice(process.argv.indexOf('--') + 1) : [];
if (program && process.env.PAGODA_URL) process.exit(run(program, args));

const server = findServer();
// `dev-plugin` does that itself.
if (process.argv[2] !== 'dev-plugin') showPlugin(process.env);
await import(pathToFileURL(path.join(server, 'server/bin/pagoda.js')).href);

function findServer() {
  const installed = existsSync(note) ? [path.join(home, 'node_modules/pagoda-server')] : [];
  const places = asked ? [path.resolve(asked)] : [path.join(root, 'node_modules/pagoda-server'), ...installed];
  return places.find((place) => existsSync(path.join(place, 'server/bin/pagoda.js'))) ?? installServer();
}

/** Lets the server see this plugin alone, in a folder that is gone afterwards, and what `npm run dev` stored. */
function showPlugin(env) {
  env.PAGODA_DATA_DIR ??= path.join(root, '.pagoda/data');
  if (env.PAGODA_PLUGINS_DIR === undefined) {
    const folder = mkdtempSync(path.join(tmpdir(), 'pagoda-plugin-'));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    symlinkSync(root, path.join(folder, 'plugin'), 'junction');
    env.PAGODA_PLUGINS_DIR = folder;
  }
  const { pagoda } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  env.ENABLED_PLUGINS ??= Object.keys(pagoda.plugins).join(',');
}

function installServer() {
  const wanted = (asked ?? 'pagoda-server').split(',').map((spec) => (existsSync(spec) ? path.resolve(spec) : spec));
  if (!existsSync(note) || readFileSync(note, 'utf8') !== JSON.stringify(wanted)) {
    console.error(`Installing ${wanted.join(' and ')} in .pagoda/server (once)`);
    rmSync(home, { recursive: true, force: true });
    mkdirSync(home, { recursive: true });
    writeFileSync(path.join(home, 'package.json'), '{ "private": true }');
    const install = ['install', '--prefix', home, '--no-audit', '--no-fund', '--loglevel=error', ...wanted];
    // That npm has no such package is told in our words where nobody asked for it.
    const { status, stderr } = call('npm', install, ['inherit', 'inherit', asked ? 'inherit' : 'pipe']);
    if (status !== 0) {
      if (stderr && !stderr.includes('E404')) console.error(stderr.trimEnd());
      console.error(
        asked
          ? 'No server could be installed. PAGODA_SERVER says where one is: a folder, or tarballs.'
          : 'No server could be installed. Set PAGODA_SERVER to where one is, a folder or tarballs: PAGODA_SERVER=../pagoda',
      );
      process.exit(1);
    }
    writeFileSync(note, JSON.stringify(wanted));
  }
  return path.join(home, 'node_modules/pagoda-server');
}

function run(command, rest) {
  return call(command, rest, 'inherit').status ?? 1;
}

function call(command, rest, stdio) {
  return spawnSync(command, rest, { stdio, encoding: 'utf8', shell: process.platform === 'win32' });
}
