/** Every way in which a plugin can be wrong before it runs: it is refused with a line that says why, and everything else runs. */
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import pino from 'pino';
import { startApp } from '../../app.ts';
import { parseSettings } from '../../config.ts';
import { makeTestApp } from '../../test/app.ts';
import { makeLogLines } from '../test/log-lines.ts';
import { pluginPackage, pluginSource, writePackages } from '../test/write-packages.ts';

const sdl = (typeDefs: string, more = ''): string => `typeDefs: ${JSON.stringify(typeDefs)}, ${more}`;
const route = (where: string): string => `{ method: 'GET', path: '${where}', handler: () => 1 }`;

/** The declaration or, after a `!`, the whole module; and what is said of it. */
const FAULTS: Readonly<Record<string, readonly [source: string, reason: string | RegExp]>> = {
  'syntax-error': [sdl('extend type Query { a: '), /^its SDL cannot be read\. Syntax Error: .* \(line 1\)$/],
  'known-field': [sdl('extend type Entry { name: String! }'), 'it declares the field Entry.name, as core.entry does.'],
  'known-type': [
    sdl('type Entity { id: ID! }'),
    'it declares the type Entity, as core.entity does. Choose another name. To add fields to it, write `extend type Entity { … }`.',
  ],
  'own-schema': [sdl('schema { query: Mine } type Mine { a: Int }'), /^it defines the schema, .* `extend type Query/],
  'own-query': [
    sdl('type Query { a: Int }'),
    'it declares the type Query, as the core does. To add fields to it, write `extend type Query { … }`.',
  ],
  'own-skip': [
    sdl('directive @skip(if: Int) on FIELD'),
    'it declares the directive @skip, as GraphQL itself does. Choose another name.',
  ],
  'requires-input': [
    sdl('extend input CreateEntryInput { mine: Int! }'),
    /^it adds CreateEntryInput\.mine to an input that belongs to core\.entry, and requires it/,
  ],
  'field-of-other': [sdl('extend type Query { good: Int }'), 'it declares the field Query.good, as good-plugin does.'],
  'unknown-type': [sdl('extend type Query { rack: Rack }'), /Unknown type.*Rack/],
  'no-such-field': [
    sdl('extend type Query { b: Int }', 'resolvers: { Query: { c: () => 1 } }'),
    'it resolves Query.c, which its SDL does not declare.',
  ],
  'foreign-resolver': [
    'resolvers: { Query: { entries: () => null } }',
    'it resolves Query.entries, as core.entry does.',
  ],
  'wraps-nothing': [
    "wrap: { 'Query.nothing': (next) => next() }",
    'it wraps Query.nothing, which no part before it declares. If a plugin does, add that to its dependencies',
  ],
  'wraps-events': [
    "wrap: { 'Subscription.entryChanged': (next) => next() }",
    'it wraps Subscription.entryChanged, and subscriptions cannot be wrapped',
  ],
  'same-route': [
    `routes: [${route('x/:a/')}, ${route('x/:b/')}]`,
    'its route GET /api/v2/plugins/same-route-plugin/x/:b/ collides with another of its own, GET /api/v2/plugins/same-route-plugin/x/:a/. Change the path',
  ],
  'bad-route': [
    "routes: [{ method: 'GET', path: 'x/' }]",
    'its route GET /api/v2/plugins/bad-route-plugin/x/ has no handler',
  ],
  ...Object.fromEntries(
    [
      '../other/',
      './x/',
      'a/../b/',
      'a\\\\..\\\\b/',
      '%2e%2e/x/',
      'a/%2Fb/',
      'a//b/',
      '//a/',
      'a/?x=1',
      'a/#x',
      'a b/',
    ].map(
      (where, index) =>
        [
          `odd-path-${index}`,
          [
            `routes: [${route(where)}]`,
            /^its route GET .* has a path that .*\. Write parts such as "racks\/" and ":name\/"$/,
          ],
        ] as const,
    ),
  ),
  'odd-time': [
    "routes: [{ method: 'GET', path: 'x/', timeout: 0, handler: () => 1 }]",
    'its route GET /api/v2/plugins/odd-time-plugin/x/ has a timeout that is no number of milliseconds from 1 to 2147483647',
  ],
  'unknown-hook': [
    "hooks: [{ hook: 'entry.after_creat', handler: () => {} }]",
    'there is no hook "entry.after_creat". See hookNames of pagoda-plugin-sdk',
  ],
  'wrong-sdk': ["sdk: '^9.0.0'", /^it needs pagoda-plugin-sdk \^9\.0\.0, and this server has \d+\.\d+\.\d+\. Install/],
  'odd-sdk': [
    "sdk: 'newest'",
    'its range of SDK versions "newest" cannot be read. Write it as npm does, for example "^1.0.0"',
  ],
  lonely: [
    "dependencies: ['gone']",
    'it depends on the plugin "gone", which is not enabled. Add it to ENABLED_PLUGINS',
  ],
  'circle-a': [
    "dependencies: ['circle-b-plugin']",
    'circular dependency circle-a-plugin -> circle-b-plugin -> circle-a-plugin',
  ],
  'circle-b': [
    "dependencies: ['circle-a-plugin']",
    'circular dependency circle-b-plugin -> circle-a-plugin -> circle-b-plugin',
  ],
  'of-broken': [
    "dependencies: ['known-type-plugin']",
    'it depends on the plugin "known-type-plugin", which was refused',
  ],
  'bad-options': [
    "options: () => { throw new Error('size is no number') }",
    'its options do not parse: size is no number',
  ],
  'twin-id': [
    `!${pluginSource('good-plugin')}`,
    /^its id "good-plugin" is already registered by "good" of the package pagoda-good \(.*\/good\/plugin\.js\), and two plugins cannot share one\. Leave one of them out, or give "twin-id" of the package pagoda-twin-id \(.*\/twin-id\/plugin\.js\) another id$/,
  ],
  'odd-id': [
    `!${pluginSource('core.entry')}`,
    'Plugin ID must contain only alphanumeric characters, hyphens, and underscores',
  ],
  throws: ["!throw new Error('no licence');", 'no licence'],
  hangs: ['!await new Promise(() => {});', 'its import did not end within 3000 ms'],
  'no-plugin': ['!export const x = 1;', /^its module exports no plugin\. /],
  two: [
    `!${pluginSource('one-of-two').replace('export default', 'export const a =')} export const b = definePlugin({ id: 'b', name: 'b', version: '1' });`,
    /^its module exports several plugins/,
  ],
  'js-syntax': ['!export const = 1;', /^a syntax error: /],
  'decorated-line': [
    `!import { entryHook } from 'pagoda-plugin-sdk/decorators'; export class A { @entryHook('after_create') run() {} }`,
    /^its source has decorators, which Node cannot run\. Build it first, /,
  ],
  'comment-line': [
    '!/**\n * Adds.\n@returns nothing\n */\n// @internal\nconst text = "@text";\nconst more = `\n@more()\n`;\nexport const = 1;',
    /^a syntax error: /,
  ],
  decorated: [
    '!class A {\n  @entryHook("after_create")\n  run() {}\n}',
    /^its source has decorators, which Node cannot run\. Build it first, /,
  ],
};

const faulty = Object.entries(FAULTS).map(([entry, [source]]) => [
  entry,
  pluginPackage(entry, source.startsWith('!') ? source.slice(1) : pluginSource(`${entry}-plugin`, source)),
]);
const folder = writePackages({
  ...Object.fromEntries(faulty),
  gone: { 'package.json': { name: 'pagoda-gone', pagoda: { plugins: { 'no-module': './lib/plugin.js' } } } },
  good: pluginPackage(
    'good',
    pluginSource('good-plugin', sdl('extend type Query { good: Int }', 'resolvers: { Query: { good: () => 42 } }')),
  ),
});
const env = {
  ENABLED_PLUGINS: ['good', ...Object.keys(FAULTS), 'no-module', 'not-there'].join(','),
  PAGODA_PLUGINS_DIR: path.join(folder, 'plugins'),
  PAGODA_PLUGIN_LOAD_TIMEOUT: '3000',
};
const { log, lines } = makeLogLines();
const { data } = await makeTestApp(env, [], { log });

const told = lines.filter(({ msg }) => msg.startsWith('Failed to load external plugin '));

describe('a plugin that is wrong', () => {
  test.each(Object.entries(FAULTS))('is refused with one line: %s', (entry, [, reason]) => {
    const start = `Failed to load external plugin ${entry}: `;
    const [line, ...more] = told.filter(({ msg }) => msg.startsWith(start));
    expect(more).toEqual([]);
    expect(line?.level).toBe(50);
    const cause = line?.msg.slice(start.length) ?? '';
    if (typeof reason === 'string') expect(cause).toBe(reason);
    else expect(cause).toMatch(reason);
  });

  test('is blamed, and not who has the same id', () => {
    expect(told.map(({ plugin }) => plugin)).not.toContain('good-plugin');
    expect(told.map(({ plugin }) => plugin)).toContain('twin-id');
  });

  test('may have no module at all, or not be installed', () => {
    const causes = told.map(({ msg }) => msg);
    expect(causes).toContainEqual(
      expect.stringMatching(
        /plugin no-module: its package\.json names the module .+\/gone\/lib\/plugin\.js, and there is no such file\. Correct the path$/,
      ),
    );
    expect(causes).toContainEqual(
      expect.stringMatching(
        /plugin not-there: no installed package offers a plugin of this name\. Found: .*bad-options, .*good, /,
      ),
    );
    expect(told).toHaveLength(Object.keys(FAULTS).length + 2);
  });

  test('takes no other along, and not the server', async () => {
    expect(await data('{ good me { username } }')).toEqual({ good: 42, me: { username: 'admin' } });
    const { plugins } = await data('{ plugins { id state reason version } }');
    expect(plugins[0]).toEqual({ id: 'good-plugin', state: 'ENABLED', reason: null, version: '1.0.0' });
    expect(plugins).toHaveLength(Object.keys(FAULTS).length + 3);
    expect(plugins.filter(({ id }: { id: string }) => id === 'good-plugin')).toHaveLength(1);
    expect(plugins).toContainEqual(expect.objectContaining({ id: 'twin-id', state: 'REFUSED' }));
    expect(plugins).toContainEqual({ id: 'throws', state: 'REFUSED', reason: 'no licence', version: '1.2.3' });
    expect(plugins).toContainEqual(expect.objectContaining({ id: 'known-type-plugin', state: 'REFUSED' }));
  });

  test('stops the start when PLUGINS_STRICT is on', async () => {
    const settings = parseSettings({ ...env, ENABLED_PLUGINS: 'good,throws', PLUGINS_STRICT: '1' });
    await expect(startApp(settings, { log: pino({ level: 'silent' }) })).rejects.toThrow(
      'Failed to load external plugin throws: no licence\nThe server does not start, because PLUGINS_STRICT is on.',
    );
  });
});
