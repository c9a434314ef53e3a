/** A new plugin on a machine with the published packages: everything that is downloaded is downloaded here. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pack } from './pack-sdk.ts';
import { run } from './test/programs.ts';

const MINUTE = 60_000;
const MOST_SECONDS = 60;
const root = path.resolve(import.meta.dirname, '..');
let home: string;
let site: string;
let plugin: string;
let tarballs: readonly string[];

beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), 'pagoda-author-'));
  // PostgreSQL may run under another account than ours.
  chmodSync(home, 0o755);
  run('npm', ['run', '--silent', 'build'], root);
  tarballs = ['pagoda-server', 'pagoda-plugin-sdk'].map((name) => pack(path.join(root, 'dist', name), home));
  site = path.join(home, 'site');
  plugin = path.join(home, 'my-plugin');
  mkdirSync(site);
  writeFileSync(path.join(site, 'package.json'), '{ "name": "site", "private": true }');
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...tarballs], site);
}, 10 * MINUTE);

afterAll(() => rmSync(home, { recursive: true, force: true }));

test(
  `is made, set up and tested green within ${MOST_SECONDS} seconds`,
  () => {
    const begin = performance.now();
    const steps: [string, number][] = [];
    const step = (name: string, work: () => string): string => {
      const start = performance.now();
      const printed = work();
      steps.push([name, (performance.now() - start) / 1000]);
      return printed;
    };
    step('create-plugin', () =>
      run('npx', ['--no-install', 'pagoda', 'create-plugin', 'my-plugin', '--dir', plugin], site),
    );
    step('npm run setup', () => run('npm', ['run', '--silent', 'setup'], plugin));
    expect(step('npm test', () => run('npm', ['test', '--silent'], plugin))).toMatch(/^# fail 0$/m);
    const seconds = (performance.now() - begin) / 1000;
    const detail = steps.map(([name, took]) => `${name} ${took.toFixed(1)} s`).join(', ');
    process.stdout.write(`From nothing to the first green test: ${seconds.toFixed(1)} s (${detail})\n`);
    expect(seconds).toBeLessThanOrEqual(MOST_SECONDS);
  },
  3 * MINUTE,
);

test(
  'passes its integration tests in a server that comes as tarballs',
  () => {
    process.env.PAGODA_SERVER = tarballs.join(',');
    try {
      const integration = (): string => run('npm', ['run', '--silent', 'test:integration'], plugin);
      expect(integration()).toMatch(/^. pass 3$/m);
      // The second time nothing is installed.
      const begin = performance.now();
      expect(integration()).toMatch(/^. pass 3$/m);
      process.stdout.write(`Integration tests: ${((performance.now() - begin) / 1000).toFixed(1)} s\n`);
    } finally {
      delete process.env.PAGODA_SERVER;
    }
  },
  10 * MINUTE,
);

test(
  'is installed beside the server as a tarball, and the server takes it',
  () => {
    const [tarball = ''] = run('npm', ['pack', '--silent'], plugin).trim().split('\n').slice(-1);
    run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', path.join(plugin, tarball)], site);
    expect(run('npx', ['--no-install', 'pagoda', 'plugins', 'doctor'], site)).toMatch(/my-plugin .*not enabled/);
  },
  5 * MINUTE,
);
