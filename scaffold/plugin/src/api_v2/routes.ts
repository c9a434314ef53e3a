import { get, post, type PluginRoute } from 'pagoda-plugin-sdk';
import { startTask } from './start-task.ts';
import * as views from './views.ts';

/** Below `/api/v2/plugins/my-plugin/`. Whoever calls one must be logged in unless it is `public`. */
export const routes: readonly PluginRoute[] = [
  get('test/', { auth: 'public' }, views.test),
  get('greet/:name/', views.greet),
  post('task/', startTask),
];
