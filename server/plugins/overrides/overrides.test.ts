import { describe, expect, test } from '@jest/globals';
import {
  definePlugin,
  overrideOperation,
  type OverrideOperation,
  type OverrideRegistration,
  type Plugin,
} from 'pagoda-plugin-sdk';
import { startApp, type App } from '../../app.ts';
import { parseSettings } from '../../config.ts';
import { createEntity } from '../../domains/entity/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { makeLogLines, type LogLine } from '../test/log-lines.ts';
import { OverrideConflict } from './index.ts';

const overriding = (id: string, ...operations: OverrideOperation[]) =>
  definePlugin({
    id,
    name: id,
    version: '1.0.0',
    params: ({ size = 1 }) => {
      if (typeof size !== 'number') throw new Error('size is a number');
      return { size };
    },
    overrides: operations.map((operation) => overrideOperation(operation, () => null)),
  });
const plugins = [overriding('first', 'create', 'list'), overriding('second', 'create', 'delete')];

const world = await makeTestApp();
const { admin, databaseUrl } = world;

/** Another server on the same database; `use` looks at it. */
async function start(setting: object, use: (app: App, lines: readonly LogLine[]) => unknown, more: Start = {}) {
  const { log, lines } = makeLogLines();
  const settings = parseSettings({
    NODE_ENV: 'test',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    PLUGINS_STRICT: more.isStrict ? '1' : '0',
    BACKEND_PLUGIN_ENTITY_OVERRIDES: JSON.stringify(setting),
  });
  await using app = await startApp(settings, { plugins: more.plugins ?? plugins, log }).then(disposable);
  await use(
    app,
    lines.filter(({ msg }) => msg.startsWith('In BACKEND_PLUGIN_ENTITY_OVERRIDES')),
  );
}

interface Start {
  readonly isStrict?: boolean;
  readonly plugins?: readonly Plugin[];
}

function disposable(app: App): App & AsyncDisposable {
  return Object.assign(app, { [Symbol.asyncDispose]: () => app.close() });
}

const MISTAKES = {
  A: { operations: ['create'] },
  B: { plugin: 'third', operations: ['create'] },
  C: { plugin: 'first' },
  D: { plugin: 'first', operations: ['create', 'patch', 7] },
  E: { plugin: 'first', operations: ['DELETE'] },
  F: { plugin: 'first', operations: ['create'], params: { size: 'x' } },
  G: { plugin: 'first', operations: ['create'], params: [] },
  H: [
    { plugin: 'first', operations: ['create', 'list'] },
    { plugin: 'second', operations: ['delete', 'Create'] },
  ],
};
const CAUSES = [
  'entity "A": "plugin" is missing',
  'entity "B": there is no plugin "third" among the enabled ones: first, second',
  'entity "C": "operations" is missing',
  'entity "D": "patch" is no operation; they are create, retrieve, update, delete, list',
  'entity "D": 7 is no operation',
  'entity "E": the plugin "first" has no override of delete',
  'entity "F": the plugin "first" refuses its params: size is a number',
  'entity "G": "params" is no object',
  'entity "H": create is overridden by the plugin "first" already, so "second" cannot override it too',
];

describe('what is wrong with the setting', () => {
  test('is told in one line, and the rest holds', () =>
    start(MISTAKES, (app, said) => {
      expect(said).toHaveLength(1);
      expect(said[0]?.level).toBe(40);
      for (const cause of CAUSES) expect(said[0]?.msg).toContain(cause);
      const { overrides } = app.host.plugins.current;
      const ids: Readonly<Record<string, number>> = { D: 1, H: 2 };
      const entities = {
        findEntityOf: (_plugin: string, name: string) => (ids[name] === undefined ? null : { id: ids[name] }),
      };
      const pluginOf = (id: number, operation: OverrideOperation) =>
        overrides.find(entities, id, operation)?.hosted.identity.id ?? null;
      expect(pluginOf(1, 'create')).toBe('first');
      expect([pluginOf(2, 'create'), pluginOf(2, 'delete'), pluginOf(2, 'update')]).toEqual(['first', 'second', null]);
    }));

  test('stops the start under PLUGINS_STRICT, all of it in one message', async () => {
    const error: unknown = await start(MISTAKES, () => undefined, { isStrict: true }).catch((thrown) => thrown);
    for (const cause of CAUSES) expect(String(error)).toContain(cause);
  });

  test('is told where no plugin is enabled at all', () => {
    const use = (_app: App, said: readonly LogLine[]) =>
      expect(said[0]?.msg).toContain('there is no plugin "first" among the enabled ones: none is enabled');
    return start({ A: overrideOf('first') }, use, { plugins: [] });
  });
});

describe('an entity that is named by its id and by its name', () => {
  const conflict = 'create is overridden by the plugin "first" already, so "second" cannot override it too';

  test('is a conflict, found when it is there', () =>
    start({ 7: overrideOf('first'), Server: overrideOf('second', 'create', 'delete') }, (app, said) => {
      expect(said).toEqual([]);
      const { overrides } = app.host.plugins.current;
      const entities = { findEntityOf: () => ({ id: 7 }) };
      const conflicts = overrides.newConflicts(entities);
      expect(conflicts).toEqual([expect.any(OverrideConflict)]);
      expect(conflicts[0]).toMatchObject({
        entity: '"7", which is "Server"',
        operation: 'create',
        existingPlugin: 'first',
        newPlugin: 'second',
        message: `entity "7", which is "Server": ${conflict}`,
      });
      expect(overrides.find(entities, 7, 'create')?.hosted.identity.id).toBe('first');
      expect(overrides.find(entities, 7, 'delete')?.hosted.identity.id).toBe('second');
    }));

  test('is told at the next start, which PLUGINS_STRICT stops', async () => {
    const { app } = world;
    const { id } = await createEntity(await app.contextFor(admin), { name: 'Server' });
    const setting = { [id]: overrideOf('first'), SERVER: overrideOf('second') };
    await start(setting, (_app, said) =>
      expect(said.map(({ msg }) => msg)).toEqual([expect.stringContaining(conflict)]),
    );
    await expect(start(setting, () => undefined, { isStrict: true })).rejects.toThrow(conflict);
  });
});

function overrideOf(plugin: string, ...operations: OverrideOperation[]): object {
  return { plugin, operations: operations.length > 0 ? operations : ['create'] };
}

test('a plugin that declares no operation or no handler is refused', () => {
  const declaring = (id: string, ...overrides: object[]) =>
    definePlugin({ id, name: id, version: '1.0.0', overrides: overrides as OverrideRegistration[] });
  const made = [
    declaring('wrong', { operation: 'create', handler: 7 }),
    declaring('odd', { operation: 'patch', handler: () => null }),
  ];
  const use = (app: App) =>
    expect(app.host.plugins.current.refused.map(({ reason }) => reason)).toEqual([
      'its override of create has no handler',
      'it overrides "patch", which is none of create, retrieve, update, delete, list',
    ]);
  return start({}, use, { plugins: made });
});
