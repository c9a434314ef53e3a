/** Handlers under the names of custom views take part in everything that happens, as plugins do it with the models. */
import { beforeAll, expect, test } from '@jest/globals';
import {
  definePlugin,
  entryHook,
  get,
  hookLegacyNames,
  hookNames,
  legacyHooks,
  type LegacyHooks,
  type PluginHook,
} from 'pagoda-plugin-sdk';
import { Entity, Entry } from 'pagoda-plugin-sdk/models';
import { makeTestApp } from '../test/app.ts';

const calls: (readonly [name: string, ...values: unknown[]])[] = [];
const said: string[] = [];
const functions = Object.fromEntries(
  Object.keys(hookLegacyNames).map((name) => [name, (...values: unknown[]) => void calls.push([name, ...values])]),
) as LegacyHooks;

const custom = definePlugin({
  id: 'custom',
  name: 'Custom',
  version: '1.0.0',
  hooks: [
    ...legacyHooks(functions),
    entryHook('after_create_entry_v2', { entity: 'Rack', priority: 150 }, () => void said.push('builder')),
    { hook: 'after_create_entry_v2', entity: 'Rack', handler: () => void said.push('object') } satisfies PluginHook,
  ],
  routes: [
    get('live/', async () => {
      const entity = await Entity.objects.create({ name: 'Rack', note: 'made by a plugin' });
      entity.note = 'changed by it';
      await entity.save();
      const entry = await Entry.objects.create({ name: 'r1', schema: entity });
      entry.name = 'r2';
      await entry.save();
      entry.isActive = false;
      await entry.save();
      entry.isActive = true;
      await entry.save();
      await entry.delete();
      entity.isActive = false;
      await entity.save();
    }),
  ],
});
const { app, data, token } = await makeTestApp({}, [], { plugins: [custom] });

beforeAll(async () => {
  await app.fastify.inject({ url: '/api/v2/plugins/custom/live/', headers: { authorization: `Token ${token}` } });
  await data(
    'mutation { createEntity(input: { name: "Shown", attrs: [{ name: "a", type: STRING }] }) { entity { id } } }',
  );
  await data('mutation { createEntry(input: { entityName: "Shown", name: "s" }) { entry { id } } }');
  await data('{ entries(entityName: "Shown") { nodes { attrs { text } entity { attrs { name } } } } }');
  await app.settled();
});

test.each(Object.keys(hookLegacyNames))('%s', (name) => {
  expect(calls.map(([called]) => called)).toContain(name);
});

test('there is one for each of the seventeen hooks', () => {
  expect(new Set(Object.values(hookLegacyNames))).toEqual(new Set(hookNames));
  expect(hookNames).toHaveLength(17);
});

test('the arguments stand in the documented order, with the context behind them', () => {
  const first = (name: string) => calls.find(([called]) => called === name)?.slice(1);
  const user = expect.objectContaining({ username: 'admin' });
  const ctx = expect.objectContaining({ pluginId: 'custom' });
  expect(first('before_update_entry_v2')).toEqual([
    'Rack',
    user,
    { name: 'r2', attrs: [] },
    expect.objectContaining({ name: 'r1' }),
    ctx,
  ]);
  expect(first('validate_entry')).toEqual([user, 'Rack', 'r1', [], null, ctx]);
  const shown = [expect.objectContaining({ name: 'a' })];
  expect(first('get_entry_attr')).toEqual([expect.objectContaining({ name: 's' }), shown, false, ctx]);
});

test('they are taken wherever a hook is named, and wait for their entity', () => {
  expect(said).toEqual(['object', 'builder']);
});
