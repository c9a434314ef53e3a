import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { run, startServer, type RunningServer } from './test/programs.ts';

const root = path.resolve(import.meta.dirname, '..');
const MINUTE = 60_000;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'pagoda-build-'));
  // PostgreSQL may run under another account than ours.
  chmodSync(folder, 0o755);
  run('npm', ['run', '--silent', 'build'], root);
  const tarballs = ['pagoda-plugin-sdk', 'pagoda-server'].map(pack);
  writeFileSync(path.join(folder, 'package.json'), '{ "name": "somebody", "private": true, "type": "module" }');
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...tarballs], folder);
}, 10 * MINUTE);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the published SDK', () => {
  test('leads to JavaScript and types, never to a source', () => {
    expect(filesOf('pagoda-plugin-sdk').filter(isSource)).toEqual([]);
    const manifest = readFileSync(path.join(folder, 'node_modules/pagoda-plugin-sdk/package.json'), 'utf8');
    expect(JSON.parse(manifest)).toMatchObject({
      exports: { '.': { types: './index.d.ts', default: './index.js' } },
    });
  });

  test('gives a plugin its values', () => {
    const script = `import { ValidationError } from 'pagoda-plugin-sdk'; console.log(new ValidationError('full').name);`;
    expect(run(process.execPath, ['--input-type=module', '--eval', script], folder)).toBe('ValidationError\n');
  });

  test(
    'gives a plugin its types',
    () => {
      const plugin = [
        `import type { EntryView, HookName } from 'pagoda-plugin-sdk';`,
        `export const hook: HookName = 'entry.after_create';`,
        `// @ts-expect-error: there is no such hook`,
        `export const wrong: HookName = 'entry.after_lunch';`,
        `export const nameOf = (entry: EntryView): string => entry.name;`,
      ];
      writeFileSync(path.join(folder, 'plugin.ts'), plugin.join('\n'));
      const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
      const args = [tsc, '--noEmit', '--strict', '--module', 'nodenext', 'plugin.ts'];
      expect(run(process.execPath, args, folder)).toBe('');
    },
    MINUTE,
  );
});

describe('the published server', () => {
  test('is JavaScript with the SDL, without tests', () => {
    const files = filesOf('pagoda-server');
    expect(files.filter((file) => isSource(file) || /\.test\.|(^|\/)test\//.test(file))).toEqual([]);
    expect(files).toEqual(
      expect.arrayContaining([
        'schema/entry.graphql',
        'server/main.js',
        'server/domains/job/page/assets/page.html',
        'server/domains/job/page/assets/main.js',
        'README.md',
        'CHANGELOG.md',
        'LICENSE',
      ]),
    );
  });

  test(
    'starts by its command on whatever Node the machine has, answers and stops',
    async () => {
      const server = await startServer(path.join(folder, 'node_modules/.bin/pagoda'), ['serve'], ownData('command'));
      expect(await answerOf(server)).toEqual({ data: { __typename: 'Query' } });
      expect(await server.stop()).toBe(0);
    },
    2 * MINUTE,
  );

  test(
    'starts by plain node, answers and stops',
    async () => {
      const main = path.join(folder, 'node_modules/pagoda-server/server/main.js');
      const server = await startServer(process.execPath, [main], ownData('node'));
      expect(await answerOf(server)).toEqual({ data: { __typename: 'Query' } });
      expect(await server.stop()).toBe(0);
    },
    2 * MINUTE,
  );

  test('tells what it can do', () => {
    expect(run('npx', ['--no-install', 'pagoda', '--help'], folder)).toMatch(
      /^Usage: pagoda .*\n[^]*\bserve\b[^]*\bload\b/,
    );
  });

  test('prints the schema that the sources print', () => {
    expect(pagodaIn(folder, 'schema', 'print')).toBe(readFileSync(path.join(root, 'docs/schema.graphql'), 'utf8'));
  });

  test(
    'seeds the demo data, and what it dumps loads elsewhere to the byte',
    () => {
      const [here, there] = ['here', 'there'].map((name) => {
        const home = path.join(folder, name);
        mkdirSync(home);
        return home;
      });
      expect(pagodaIn(here, 'demo', 'seed')).toMatch(/^Seeded 2000 entries in /);
      pagodaIn(here, 'dump', '../here.gz');
      pagodaIn(there, 'load', '../here.gz');
      pagodaIn(there, 'dump', '../there.gz');
      expect(pagodaIn(there, 'check')).toBe('Checked 2000 entries: no differences.\n');
      const [before, after] = ['here.gz', 'there.gz'].map((file) => gunzipSync(readFileSync(path.join(folder, file))));
      expect(after?.equals(before ?? Buffer.of())).toBe(true);
    },
    3 * MINUTE,
  );
});

/** Runs the command where its data is to be; the database is made there. */
function pagodaIn(home: string | undefined, ...args: readonly string[]): string {
  return run(path.join(folder, 'node_modules/.bin/pagoda'), args, home ?? folder);
}

function ownData(name: string): Readonly<Record<string, string>> {
  return { PAGODA_DATA_DIR: path.join(folder, `data-${name}`) };
}

async function answerOf(server: RunningServer): Promise<unknown> {
  try {
    await server.ready();
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ query: '{ __typename }' });
    return await (await fetch(`${server.url}/graphql`, { method: 'POST', headers, body })).json();
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Packs one of the built packages and gives the tarball's address as npm takes it. */
function pack(name: string): string {
  const args = ['pack', '--silent', '--pack-destination', folder, path.join(root, 'dist', name)];
  return `./${run('npm', args, folder).trim()}`;
}

function filesOf(name: string): readonly string[] {
  const home = path.join(folder, 'node_modules', name);
  return readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((file) => !file.includes('node_modules'));
}

function isSource(file: string): boolean {
  return file.endsWith('.ts') && !file.endsWith('.d.ts');
}
