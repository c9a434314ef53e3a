import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSdk, pack } from './pack-sdk.ts';
import { run } from './test/programs.ts';

const root = path.resolve(import.meta.dirname, '..');
const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
const MOST_BYTES = 60_000;
let folder: string;
let tarball: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'pagoda-sdk-'));
  const built = path.join(folder, '.built');
  mkdirSync(built);
  buildSdk(path.join(built, 'pagoda-plugin-sdk'));
  tarball = pack(path.join(built, 'pagoda-plugin-sdk'), folder);
  const suite = pack(path.join(built, 'pagoda-plugin-conformance'), folder);
  writeFileSync(path.join(folder, 'package.json'), '{ "name": "my-plugin", "private": true, "type": "module" }');
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--loglevel=error', tarball, suite], folder);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the packed SDK', () => {
  test('is small', () => {
    expect(statSync(tarball).size).toBeLessThanOrEqual(MOST_BYTES);
  });

  test('depends on nothing, and its doors lead to JavaScript with types', () => {
    const manifest = JSON.parse(readFileSync(path.join(folder, 'node_modules/pagoda-plugin-sdk/package.json'), 'utf8'));
    expect(Object.keys(manifest).filter((field) => /^(optional|dev)?dependencies|scripts/i.test(field))).toEqual([]);
    // Only those who test look for it.
    expect(manifest.peerDependenciesMeta).toEqual({ 'pagoda-plugin-conformance': { optional: true } });
    expect(Object.keys(manifest.peerDependencies)).toEqual(['pagoda-plugin-conformance']);
    const doors = ['index', 'decorators', 'models', 'protocols', 'tasks', 'testing'];
    expect(manifest.exports).toEqual(
      Object.fromEntries(
        doors.map((door) => [
          door === 'index' ? '.' : `./${door}`,
          { types: `./${door}.d.ts`, default: `./${door}.js` },
        ]),
      ),
    );
  });

  test('compiles a plugin in an empty folder, which a host with another copy reads', () => {
    writeFileSync(path.join(folder, 'plugin.ts'), PLUGIN);
    const strict = ['--strict', '--module', 'nodenext', '--target', 'es2022'];
    const strictest = ['--noEmit', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false'];
    expect(run(process.execPath, [tsc, ...strict, ...strictest, 'plugin.ts'], folder)).toBe('');
    expect(run(process.execPath, [tsc, ...strict, 'plugin.ts'], folder)).toBe('');
    writeFileSync(path.join(folder, 'host.mjs'), HOST);
    const own = pathToFileURL(path.join(root, 'sdk/index.ts')).href;
    const printed = JSON.parse(run(process.execPath, ['host.mjs', own], folder));
    expect(printed).toEqual({
      sameCopy: false,
      plugins: ['My Plugin v1.0.0 (my-plugin)', 'Decorated v1.0.0 (decorated)'],
      hooks: ['entry.after_create', 'entry.validate', 'entry.after_create'],
      refusal: 'ValidationError',
      greeting: 'Hello, Ada!',
      decorated: 'decorated: web1',
      overridden: 'decorated',
      missing: true,
      models: ['Entry'],
    });
  });

  test('does not compile a misspelt hook', () => {
    writeFileSync(path.join(folder, 'wrong.ts'), WRONG);
    const args = [tsc, '--noEmit', '--strict', '--module', 'nodenext', 'wrong.ts'];
    expect(run(process.execPath, args, folder)).toBe('');
  });
});

describe('the packed conformance suite', () => {
  test('runs with the runner of Node, and says that SDL needs graphql', () => {
    writeFileSync(path.join(folder, 'suite.test.mjs'), SUITE);
    const printed = spawnSync(process.execPath, ['--test', '--test-reporter=tap', 'suite.test.mjs'], {
      cwd: folder,
      encoding: 'utf8',
    }).stdout;
    expect(printed).toMatch(/# tests 10\n/);
    expect(printed).toMatch(/# pass 8\n# fail 1\n# cancelled 0\n# skipped 1\n/);
    expect(printed).toContain('SKIP install "graphql" as a development dependency');
    expect(printed).toContain(
      "routes[0] (GET racks): its path does not end with a slash. Write 'racks/': clients send it.",
    );
  });

  test('is missed with a sentence', () => {
    rmSync(path.join(folder, 'node_modules/pagoda-plugin-conformance'), { recursive: true });
    const script =
      "import('pagoda-plugin-sdk/testing').then((kit) => kit.checkConformance({})).catch((error) => console.log(error.message))";
    expect(run(process.execPath, ['--eval', script], folder)).toContain(
      'npm install --save-dev pagoda-plugin-conformance',
    );
  });
});

const SUITE = `
import { test } from 'node:test';
import { definePlugin, get } from 'pagoda-plugin-sdk';
import { conformanceChecks } from 'pagoda-plugin-sdk/testing';
const plugin = definePlugin({
  id: 'my-plugin', name: 'My Plugin', version: '1.0.0',
  typeDefs: 'extend type Query { racks: Int }',
  resolvers: { Query: { racks: () => 1 } },
  routes: [get('racks', () => [])],
});
for (const { name, run } of conformanceChecks(plugin)) test(name, run);
`;

const PLUGIN = `
import { definePlugin, entryHook, get, overrideOperation, Plugin, successResponse, ValidationError, validationHook } from 'pagoda-plugin-sdk';
import type { HookPayloads, PluginHookContext } from 'pagoda-plugin-sdk';
import { entryHook as sameHook } from 'pagoda-plugin-sdk/decorators';
import { Entry, isInitialized, getAvailableModels } from 'pagoda-plugin-sdk/models';
import type { EntryProtocol } from 'pagoda-plugin-sdk/protocols';
import { PluginTaskConfig } from 'pagoda-plugin-sdk/tasks';
import { makeHarness } from 'pagoda-plugin-sdk/testing';

export const copy: unknown = definePlugin;
export const isMissing = (error: unknown): boolean => error instanceof Entry.DoesNotExist;
export const available = (): readonly string[] => (isInitialized() ? getAvailableModels() : []);
export const nameOf = (entry: EntryProtocol): string => entry.schema.name;

export default definePlugin({
  id: 'my-plugin',
  name: 'My Plugin',
  version: '1.0.0',
  routes: [get('greet/:name/', { auth: 'public' }, ({ params }) => ({ greeting: \`Hello, \${params.name}!\` }))],
  hooks: [
    sameHook('after_create', ({ entry }, ctx) => ctx.log.info(entry.name)),
    validationHook(({ name }) => { if (name === '') throw new ValidationError('no name'); }),
  ],
  tasks: new PluginTaskConfig({ pluginId: 'my-plugin', tasks: { task_a: { offset: 0, run: (job) => job.params } } }),
});

export class Decorated extends Plugin {
  override id = 'decorated';
  override name = 'Decorated';
  said = '';
  @entryHook('after_create')
  log({ entry }: HookPayloads['entry.after_create'], ctx: PluginHookContext): void {
    this.said = \`\${ctx.pluginId}: \${entry.name}\`;
  }
  @overrideOperation('retrieve')
  read() {
    return successResponse({ id: this.id });
  }
}

export const greet = async () => (await makeHarness((await import('./plugin.js')).default).request('GET', 'greet/Ada/')).body;
`;

const HOST = `
import * as plugin from './plugin.js';
const sdk = await import(process.argv[2]);
const [mine, decorated] = [sdk.readPlugin(plugin.default), sdk.readPlugin(plugin.Decorated)];
const hooks = [...mine.hooks, ...decorated.hooks];
const withdraw = sdk.injectModels({ Entry: { objects: {} } });
const models = plugin.available();
withdraw();
let refusal;
try { hooks[1].handler({ name: '' }); } catch (error) { refusal = sdk.isValidationError(error) && error.name; }
hooks[2].handler({ entry: { name: 'web1' } }, { pluginId: decorated.id });
console.log(JSON.stringify({
  sameCopy: plugin.copy === sdk.definePlugin,
  plugins: [String(mine), String(decorated)],
  hooks: hooks.map(({ hook }) => hook),
  refusal,
  greeting: (await plugin.greet()).greeting,
  decorated: decorated.said,
  overridden: decorated.getHandler('retrieve')({}).body.id,
  missing: plugin.isMissing(new sdk.DoesNotExist('Entry')),
  models,
}));
`;

const WRONG = `
import { definePlugin, entryHook } from 'pagoda-plugin-sdk';
// @ts-expect-error there is no such hook
entryHook('after_lunch', () => {});
// @ts-expect-error an after hook returns nothing
entryHook('after_create', () => 'x');
// @ts-expect-error the key is misspelt
definePlugin({ id: 'x', name: 'X', version: '1.0.0', rotues: [] });
`;
