import { expect, test } from '@jest/globals';
import { parseSettings } from '../config.ts';
import { demoBanner } from './banner.ts';
import { withDemoPlugins } from './demo-plugins.ts';

test('the demo runs the examples', () => {
  expect(withDemoPlugins(parseSettings({}))).toMatchObject({
    enabledPlugins: ['hello-world', 'cross-entity-sample', 'audit-trail'],
    entityOverrides: { Application: [{ plugin: 'cross-entity-sample' }] },
  });
});

test('what is set for plugins stays in the demo', () => {
  const own = { PLUGIN_OPERATION_ID_CONFIG: '{"hello-world": [7000, 7009]}', BACKEND_PLUGIN_ENTITY_OVERRIDES: '{}' };
  expect(withDemoPlugins(parseSettings(own))).toMatchObject({
    operationRanges: { 'hello-world': [7000, 7009] },
    entityOverrides: {},
  });
});

test('the demo runs what ENABLED_PLUGINS says instead', () => {
  const settings = parseSettings({ ENABLED_PLUGINS: 'mine,yours' });
  expect(withDemoPlugins(settings)).toBe(settings);
});

function bannerOf(env: Record<string, string>): string {
  const settings = withDemoPlugins(parseSettings(env));
  const administrator = { id: 1, username: 'admin', isSuperuser: true, isReadonly: false, roleIds: [] };
  const examples = {
    plugins: settings.enabledPlugins,
    ranges: { 'hello-world-plugin': [5000, 5099] },
    serviceEntity: null,
    command: 'npx pagoda',
  } as const;
  return demoBanner('http://127.0.0.1:1', settings, administrator, { isNew: true, entries: 2000 }, examples).join('\n');
}

test('what the demo chose can be exported for commands beside it', () => {
  const lines = [...bannerOf({}).matchAll(/^ {2}export (\w+)=(?:'(.*)'|(.*))$/gm)];
  const exported = Object.fromEntries(lines.map(([, name, quoted, plain]) => [name, quoted ?? plain]));
  expect(Object.keys(exported)).toEqual([
    'ENABLED_PLUGINS',
    'PLUGIN_OPERATION_ID_CONFIG',
    'BACKEND_PLUGIN_ENTITY_OVERRIDES',
  ]);
  const { enabledPlugins, entityOverrides } = withDemoPlugins(parseSettings({}));
  expect(parseSettings(exported)).toMatchObject({
    enabledPlugins,
    entityOverrides,
    operationRanges: { 'hello-world-plugin': [5000, 5099] },
  });
});

test('what is set already is not exported', () => {
  const own = {
    ENABLED_PLUGINS: 'mine',
    PLUGIN_OPERATION_ID_CONFIG: '{"mine": [5000, 5009]}',
    BACKEND_PLUGIN_ENTITY_OVERRIDES: '{}',
  };
  expect(bannerOf(own)).not.toContain('export ');
});
