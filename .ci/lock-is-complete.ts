// npm can leave packages of other platforms out of the lock without a word; `npm ci` then refuses on a clean machine.
// Usage: node .ci/lock-is-complete.ts [FOLDER]
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const Lock = z.object({ packages: z.record(z.string(), z.object({ resolved: z.string().optional() })) });

const folder = path.resolve(process.argv[2] ?? '.');
const problems = [...whatNpmRefuses(folder), ...addressesInLock(folder)];
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

function whatNpmRefuses(cwd: string): readonly string[] {
  const { status, stdout, stderr } = spawnSync('npm', ['ci', '--dry-run', '--ignore-scripts', '--loglevel=error'], {
    cwd,
    encoding: 'utf8',
  });
  const output = `${stdout}${stderr}`;
  const missing = output.split('\n').filter((line) => /Missing|Invalid/.test(line));
  if (status === 0 && missing.length === 0) return [];
  const said = missing.length > 0 ? missing.join('\n') : output;
  return [
    `\`npm ci\` refuses package-lock.json:\n${said}\nRun \`npm install\`; if it stays, pin a version whose packages for all platforms exist.`,
  ];
}

function addressesInLock(cwd: string): readonly string[] {
  const lock = Lock.parse(JSON.parse(readFileSync(path.join(cwd, 'package-lock.json'), 'utf8')));
  return Object.entries(lock.packages)
    .filter(([, entry]) => entry.resolved !== undefined && /^[a-z+]+:/.test(entry.resolved))
    .map(
      ([name, entry]) =>
        `package-lock.json binds ${name} to ${entry.resolved}. Install with omit-lockfile-registry-resolved=true, as .npmrc says.`,
    );
}
