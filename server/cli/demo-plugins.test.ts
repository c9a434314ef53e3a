import { expect, test } from '@jest/globals';
import { parseSettings } from '../config.ts';
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
