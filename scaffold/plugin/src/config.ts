import { PluginTaskConfig } from 'pagoda-plugin-sdk/tasks';
import { countEntries } from './tasks.ts';

/** What the plugin is called; the version is that of package.json. */
export const about = { id: 'my-plugin', name: 'My Plugin', version: '1.0.0' } as const;

/** The number of a task is the first number that PLUGIN_OPERATION_ID_CONFIG gives the plugin, plus the offset. */
export const tasks = new PluginTaskConfig({
  pluginId: about.id,
  tasks: { count_entries: { offset: 0, run: countEntries } },
  cancelableOperations: ['count_entries'],
  downloadableOperations: ['count_entries'],
});
