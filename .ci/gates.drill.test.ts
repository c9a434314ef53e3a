import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GATES } from './gates.ts';

const root = path.resolve(import.meta.dirname, '..');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'pagoda-gates-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Breach {
  readonly gate: (typeof GATES)[number];
  readonly what: string;
  readonly plant: (tree: string) => void;
  readonly isTold: RegExp;
}

/** Something that each gate must refuse. The real tree, which passes, is the proof that the gates also let through. */
const BREACHES: readonly Breach[] = [
  {
    gate: 'typecheck',
    what: 'a wrong type',
    plant: source('server/planted.ts', `export const height: number = 'tall';\n`),
    isTold: /server\/planted\.ts.*TS2322/,
  },
  {
    gate: 'lint',
    what: 'a promise that nobody awaits',
    plant: source(
      'server/planted.ts',
      `async function work(): Promise<void> {}\nexport function start(): void {\n  work();\n}\n`,
    ),
    isTold: /no-floating-promises/,
  },
  {
    gate: 'lint',
    what: 'SQL at a door',
    plant: source('server/app.ts', `import { query } from './db/index.ts';\nexport const app = query;\n`),
    isTold: /Rules and doors hold no SQL/,
  },
  {
    gate: 'format:check',
    what: 'careless spaces',
    plant: source('server/planted.ts', `export const  height = "42"\n`),
    isTold: /server\/planted\.ts/,
  },
  {
    gate: 'knip',
    what: 'a file that nobody imports',
    plant: source('server/planted.ts', `export const height = 42;\n`),
    isTold: /server\/planted\.ts/,
  },
  {
    gate: 'depcruise',
    what: 'the SDK reaching into the host',
    plant(tree) {
      source('sdk/planted.ts', `export type { Height } from '../server/planted.ts';\n`)(tree);
      source('server/planted.ts', `export type Height = number;\n`)(tree);
    },
    isTold: /sdk-stands-alone: sdk\/planted\.ts/,
  },
  {
    gate: 'codegen:check',
    what: 'SDL that changed after the types were made',
    plant: (tree) => appendFileSync(path.join(tree, 'schema/root.graphql'), '\ntype Planted {\n  height: Int\n}\n'),
    isTold: /stale files/,
  },
  {
    gate: 'lock:check',
    what: 'a package that the lock forgot',
    plant: forgetInLock('node_modules/graphql'),
    isTold: /Missing: graphql@/,
  },
];

describe('every gate can fail', () => {
  test.each(BREACHES)(
    '$gate refuses $what',
    ({ gate, what, plant, isTold }) => {
      const tree = makeTree(what);
      plant(tree);
      const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', gate], { cwd: tree, encoding: 'utf8' });
      expect(`${stdout}${stderr}`).toMatch(isTold);
      expect(status).not.toBe(0);
    },
    60_000,
  );

  test('and none is left out', () => {
    expect(new Set(BREACHES.map((breach) => breach.gate))).toEqual(new Set(GATES));
  });
});

/** A tree with the project's settings and next to no code. */
function makeTree(name: string): string {
  const tree = path.join(folder, name.replaceAll(' ', '-'));
  for (const workspace of ['sdk', 'server', 'bench', 'plugins']) {
    mkdirSync(path.join(tree, workspace), { recursive: true });
    copy(`${workspace}/package.json`, tree);
  }
  const settings = ['package.json', 'package-lock.json', '.npmrc', 'tsconfig.json', 'jest.config.ts', 'codegen.yml'];
  const tools = ['.oxlintrc.json', '.prettierrc.json', '.prettierignore', '.dependency-cruiser.ts', 'knip.json'];
  for (const file of [...settings, ...tools, '.ci', 'schema', 'server/graphql/generated']) copy(file, tree);
  symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'));
  return tree;
}

function copy(file: string, tree: string): void {
  if (existsSync(path.join(root, file))) cpSync(path.join(root, file), path.join(tree, file), { recursive: true });
}

function source(file: string, text: string): (tree: string) => void {
  return (tree) => writeFileSync(path.join(tree, file), text);
}

function forgetInLock(name: string): (tree: string) => void {
  return (tree) => {
    const file = path.join(tree, 'package-lock.json');
    const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, unknown> };
    delete lock.packages[name];
    writeFileSync(file, JSON.stringify(lock));
  };
}
