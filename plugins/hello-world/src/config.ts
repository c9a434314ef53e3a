import { PluginTaskConfig } from 'pagoda-plugin-sdk/tasks';
import { helloWorldTask } from './tasks.ts';

export const about = { id: 'hello-world-plugin', name: 'Hello World Plugin', version: '1.0.0' } as const;

/** What PLUGIN_OPERATION_ID_CONFIG calls the plugin, and what the task is called. */
export const TASKS_OF = 'hello-world';
export const TASK = 'hello_world_task';

/** The number of a task is the first number of the plugin's range plus the offset: with 5000 to 5099 it is 5000. */
export const taskConfig = new PluginTaskConfig({
  pluginId: TASKS_OF,
  tasks: { [TASK]: { offset: 0, run: helloWorldTask } },
  cancelableOperations: [TASK],
});
