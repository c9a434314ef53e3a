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

/** Each gate with something that it must refuse. The real tree, in the same run, is the proof that it also lets through. */
const BREACHES: Record<(typeof GATES)[number], { plant: (tree: string) => void; isTold: RegExp }> = {
  typecheck: {
    plant: source('server/planted.ts', `export const height: number = 'tall';\n`),
    isTold: /server\/planted\.ts.*TS2322/,
  },
  lint: {
    plant: source(
      'server/planted.ts',
      `async function work(): Promise<void> {}\nexport function start(): void {\n  work();\n}\n`,
    ),
    isTold: /no-floating-promises/,
  },
  'format:check': {
    plant: source('server/planted.ts', `export const  height = "42"\n`),
    isTold: /server\/planted\.ts/,
  },
  knip: { plant: source('server/planted.ts', `export const height = 42;\n`), isTold: /server\/planted\.ts/ },
  depcruise: {
    plant(tree) {
      source('sdk/planted.ts', `export type { Height } from '../server/planted.ts';\n`)(tree);
      source('server/planted.ts', `export type Height = number;\n`)(tree);
    },
    isTold: /sdk-stands-alone: sdk\/planted\.ts/,
  },
  'codegen:check': {
    plant: (tree) => appendFileSync(path.join(tree, 'schema/root.graphql'), '\ntype Planted {\n  height: Int\n}\n'),
    isTold: /stale|changes/i,
  },
  'lock:check': { plant: forgetInLock('node_modules/graphql'), isTold: /Missing: graphql@/ },
};

describe('every gate can fail', () => {
  test.each(GATES)(
    '%s refuses what was planted for it',
    (gate) => {
      const tree = makeTree(gate);
      BREACHES[gate].plant(tree);
      const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', gate], { cwd: tree, encoding: 'utf8' });
      expect(`${stdout}${stderr}`).toMatch(BREACHES[gate].isTold);
      expect(status).not.toBe(0);
    },
    60_000,
  );
});

/** A tree with the project's settings and next to no code. */
function makeTree(name: string): string {
  const tree = path.join(folder, name.replace(':', '-'));
  for (const workspace of ['sdk', 'server', 'bench', 'plugins']) {
    mkdirSync(path.join(tree, workspace), { recursive: true });
    copy(`${workspace}/package.json`, tree);
  }
  const settings = ['package.json', 'package-lock.json', '.npmrc', 'tsconfig.json', 'jest.config.ts', 'codegen.yml'];
  const tools = ['.oxlintrc.json', '.prettierrc.json', '.prettierignore', '.dependency-cruiser.ts', 'knip.json'];
  for (const file of [...settings, ...tools, '.ci', 'schema', 'server/generated']) copy(file, tree);
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
