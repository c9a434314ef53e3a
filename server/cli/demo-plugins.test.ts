import { expect, test } from '@jest/globals';
import { parseSettings } from '../config.ts';
import { withDemoPlugins } from './demo-plugins.ts';

test('the demo runs the examples', () => {
  expect(withDemoPlugins(parseSettings({})).enabledPlugins).toEqual(['hello-world']);
});

test('the demo runs what ENABLED_PLUGINS says instead', () => {
  const settings = parseSettings({ ENABLED_PLUGINS: 'mine,yours' });
  expect(withDemoPlugins(settings)).toBe(settings);
});
