/** What a plugin declares may bite whoever reads it: it is refused, and the server starts without it. */
import { describe, expect, test } from '@jest/globals';
import { definePlugin, type Plugin } from 'pagoda-plugin-sdk';
import { makeTestApp } from '../../test/app.ts';
import { findEntries, loadNamed } from '../discovery/index.ts';
import { HOSTILE } from '../test/hostile-errors.ts';
import { makeLogLines } from '../test/log-lines.ts';
import { pluginPackage, writePackages } from '../test/write-packages.ts';
import { examinePlugins } from './examine-plugins.ts';

const PARTS = [
  ...['id', 'name', 'version', 'description', 'author', 'dependencies', 'sdk', 'typeDefs', 'resolvers', 'wrap'],
  ...['routes', 'hooks', 'overrides', 'params', 'tasks', 'migrations', 'options', 'elevated'],
];
const hostile = Object.values(HOSTILE);
const biting = (index: number) => (): never => {
  throw hostile[index % hostile.length]?.();
};
const plain = (id: string, more: object = {}): Plugin => definePlugin({ id, name: id, version: '1.0.0', ...more });

/** A plugin that can be read this many times. */
function turning(id: string, part: string, times: number, index: number): Plugin {
  const own: Record<string, unknown> = Object.fromEntries(Object.entries(plain(id, { routes: [], hooks: [] })));
  const { [part]: value, ...rest } = own;
  let reads = 0;
  const get = (): unknown => ((reads += 1) > times ? biting(index)() : value);
  const made = Object.create(plain(id), Object.getOwnPropertyDescriptors(rest)) as Plugin;
  return Object.freeze(Object.defineProperty(made, part, { get, enumerable: true }));
}

const deep = (part: string, value: object, key: string, index: number): Plugin =>
  plain(`deep-${part}`, { [part]: Object.defineProperty(value, key, { get: biting(index), enumerable: true }) });
const deeper = [
  deep('wrap', {}, 'Query.me', 0),
  deep('resolvers', {}, 'Query', 4),
  deep('tasks', {}, 'tasks', 15),
  deep('options', {}, 'parse', 16),
];

const optionPlugins = hostile.map((make, index) =>
  plain(`options-${index}`, {
    options: () => {
      throw make();
    },
  }),
);
const later = plain('options-late', { options: async () => Promise.reject(new Error('later')) });
const { proxy, revoke } = Proxy.revocable({}, {});
revoke();
const gone = plain('options-gone', { options: () => proxy });
const never = plain('options-never', { options: () => new Promise(() => undefined) });
const text = plain('options-text', { options: () => 'no' });

const { log, lines } = makeLogLines();
const good = plain('good', { typeDefs: 'extend type Query { good: Int }', resolvers: { Query: { good: () => 1 } } });
const unreadable = PARTS.filter((part) => part !== 'id').map((part, index) => turning(`no-${part}`, part, 0, index));
const once = PARTS.filter((part) => part !== 'id').map((part, index) => turning(`once-${part}`, part, 1, index));
const { app, data } = await makeTestApp({}, [], {
  plugins: [...unreadable, ...once, ...deeper, ...optionPlugins, later, gone, never, text, good],
  log,
});
const refusedIds = (): readonly string[] => app.plugins.current.refused.map(({ entry }) => entry);

describe('a declaration', () => {
  test('that throws when it is read is refused alone, and says why', async () => {
    expect(refusedIds()).toEqual(expect.arrayContaining(unreadable.map(({ id }) => id)));
    expect(await data('{ good }')).toEqual({ good: 1 });
    const told = lines.filter(({ level }) => level >= 50).map(({ msg }) => msg);
    expect(told).toContainEqual(
      'Failed to load external plugin no-name: its declaration cannot be read: it cannot be read',
    );
  });

  test('is read once', () => {
    const ids = app.plugins.current.enabled.map(({ plugin }) => plugin.id);
    expect(ids).toEqual([...once.map(({ id }) => id), 'good']);
  });

  test('with parts that throw is refused', () => {
    expect(refusedIds()).toEqual(expect.arrayContaining(deeper.map(({ id }) => id)));
  });

  test('that was refused can be listed', async () => {
    const { plugins } = await data('{ plugins { id name version state reason } }');
    const listed: readonly { id: string; state: string }[] = plugins;
    expect(listed.filter(({ state }) => state === 'REFUSED').map(({ id }) => id)).toEqual(refusedIds());
  });
});

describe('options', () => {
  test('whose parser throws anything refuse their plugin', () => {
    expect(refusedIds()).toEqual(expect.arrayContaining(optionPlugins.map(({ id }) => id)));
  });

  test('that are no object refuse their plugin, promises too', () => {
    expect(refusedIds()).toEqual(
      expect.arrayContaining(['options-late', 'options-gone', 'options-never', 'options-text']),
    );
    const { reason } = app.plugins.current.refused.find(({ entry }) => entry === 'options-never') ?? {};
    expect(reason).toBe('its options do not parse: the parser gave a promise, and options are read at once');
  });
});

const folder = writePackages({
  turning: pluginPackage(
    'turning',
    `import { Plugin } from 'pagoda-plugin-sdk';
export default class Turning extends Plugin {
  name = 'Turning';
  version = '1.0.0';
  constructor() {
    super();
    let reads = 0;
    Object.defineProperty(this, 'id', { configurable: true, get: () => {
      if ((reads += 1) > 20) throw new Error('read too often');
      return 'turning';
    } });
  }
  toString() { throw new Error('no words'); }
}`,
  ),
  broken: pluginPackage(
    'broken',
    `import { Plugin } from 'pagoda-plugin-sdk';
export default class Broken extends Plugin {
  constructor() { super(); Object.defineProperty(this, 'id', { get() { throw Object.create(null); } }); }
}`,
  ),
  gone: pluginPackage('gone', `const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); export default proxy;`),
});

test('a module whose plugin bites is refused, and examined', async () => {
  const { entries, odd } = findEntries({ pluginsDir: `${folder}/plugins`, near: [] });
  const choices = await loadNamed(['turning', 'broken', 'gone'], entries, 10_000);
  expect(choices.map((choice) => ('reason' in choice ? choice.entry : choice.plugin.id))).toEqual([
    'turning',
    'broken',
    'gone',
  ]);
  for (let read = 0; read < 50; read += 1) expect(choices[0]?.plugin?.id).toBe('turning');
  const plugins = { ...app.plugins.current, refused: [] };
  const findings = await examinePlugins(plugins, { entries, odd }, 10_000);
  expect(findings.map(({ entry, advice }) => [entry, advice])).toEqual([
    ['broken', expect.stringContaining('It cannot be loaded')],
    ['gone', expect.stringContaining('It cannot be loaded')],
    ['turning', 'Add turning to ENABLED_PLUGINS to run Turning v1.0.0 (turning)'],
  ]);
});
