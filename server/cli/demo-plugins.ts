import { pluginPlaces } from '../app.parts.ts';
import type { Settings } from '../config.ts';
import { findEntries } from '../plugins/index.ts';
import { DEMO_CONFIGURATION, DEMO_SERVICE } from './demo-overrides.ts';

/** The entries of the examples, with what an operator sets for each. */
const EXAMPLES: Readonly<Record<string, Partial<Pick<Settings, 'entityOverrides' | 'operationRanges'>>>> = {
  'hello-world': { operationRanges: { 'hello-world': [5000, 5099] } },
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
  const sets = (name: 'entityOverrides' | 'operationRanges'): object => {
    const values = enabledPlugins.flatMap((entry) => EXAMPLES[entry]?.[name] ?? []);
    return sources[name] === 'default' && values.length > 0 ? { [name]: Object.assign({}, ...values) } : {};
  };
  return Object.freeze({ ...settings, enabledPlugins, ...sets('entityOverrides'), ...sets('operationRanges') });
}
