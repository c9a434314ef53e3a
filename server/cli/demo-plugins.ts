import { pluginPlaces } from '../app.parts.ts';
import type { Settings } from '../config.ts';
import { findEntries } from '../plugins/index.ts';
import { DEMO_CONFIGURATION, DEMO_SERVICE } from './demo-overrides.ts';

/** The entries of the examples, with what an operator sets for each; the demo gives tasks their numbers. */
const EXAMPLES: Readonly<Record<string, Partial<Pick<Settings, 'entityOverrides'>>>> = {
  'hello-world': {},
  'cross-entity-sample': {
    entityOverrides: {
      [DEMO_SERVICE]: [
        {
          plugin: 'cross-entity-sample',
          operations: ['create', 'retrieve', 'update', 'delete'],
          params: { configuration_entity_id: DEMO_CONFIGURATION, cascade_delete: true },
        },
      ],
    },
  },
  'audit-trail': {},
};

/** The examples that are there run in the demo, unless ENABLED_PLUGINS says what runs. An installed server has none. */
export function withDemoPlugins(settings: Settings): Settings {
  const { sources, pluginsDir } = settings;
  if (sources.enabledPlugins !== 'default') return settings;
  const { entries } = findEntries(pluginPlaces({ pluginsDir }));
  const enabledPlugins = Object.keys(EXAMPLES).filter((name) => entries.some((entry) => entry.name === name));
  const overrides = Object.assign({}, ...enabledPlugins.map((entry) => EXAMPLES[entry]?.entityOverrides));
  return Object.freeze({
    ...settings,
    enabledPlugins,
    ...(sources.entityOverrides === 'default' ? { entityOverrides: overrides } : {}),
  });
}
