import { pluginPlaces } from '../app.parts.ts';
import type { Settings } from '../config.ts';
import { findEntries } from '../plugins/index.ts';

const EXAMPLES = ['hello-world'];

/** The examples that are there run in the demo, unless ENABLED_PLUGINS says what runs. An installed server has none. */
export function withDemoPlugins(settings: Settings): Settings {
  if (settings.sources.enabledPlugins !== 'default') return settings;
  const { entries } = findEntries(pluginPlaces(settings));
  const enabledPlugins = EXAMPLES.filter((name) => entries.some((entry) => entry.name === name));
  return Object.freeze({ ...settings, enabledPlugins });
}
