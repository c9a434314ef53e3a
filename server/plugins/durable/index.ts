export { makeHookTasks, type HookTasksOptions } from './hook-tasks.ts';
export { makeQueueHooks, type QueueHooksOptions } from './queue-hooks.ts';
