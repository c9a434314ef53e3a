#!/usr/bin/env node
// Runs the `pagoda` command on the Node that it needs: the one that was installed with it, else this one if it is new
// enough. Plain JavaScript that Node 20 understands.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const LEAST = 24;

const isNewEnough = Number(process.versions.node.split('.')[0]) >= LEAST;
const script = findScript();
const node = findPackagedNode() ?? (isNewEnough ? process.execPath : null);
if (node === null) complain();
else if (realpathSync(node) === realpathSync(process.execPath)) {
  await import(pathToFileURL(script).href);
} else run(node);

/** JavaScript in a built package, TypeScript in the source tree. */
function findScript() {
  const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'cli');
  const built = path.join(folder, 'main.js');
  return existsSync(built) ? built : path.join(folder, 'main.ts');
}

function findPackagedNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const file = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  try {
    const manifest = createRequire(import.meta.url).resolve(`node-${platform}-${process.arch}/package.json`);
    const found = path.join(path.dirname(manifest), file);
    return existsSync(found) ? found : null;
  } catch {
    return null;
  }
}

function complain() {
  console.error(
    `pagoda needs Node ${LEAST} or newer, and this is ${process.versions.node}. No Node for ` +
      `${process.platform}-${process.arch} came with the package: install Node 24 from nodejs.org and run it again.`,
  );
  process.exitCode = 1;
}

function run(node) {
  const flags = ['--disable-warning=ExperimentalWarning', script, ...process.argv.slice(2)];
  // The channel tells the child when this process is gone, whatever killed it.
  const child = spawn(node, flags, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  // A terminal sends Ctrl-C to both processes, and `kill` to this one alone: the child takes two at once for one.
  const pass = (signal) => child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, pass);
  child.on('error', (error) => {
    console.error(`pagoda cannot start ${node}: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    for (const each of signals) process.off(each, pass);
    if (signal) process.kill(process.pid, signal);
    else process.exitCode = code ?? 1;
  });
}
