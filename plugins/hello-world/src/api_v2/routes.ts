import { get, post, type PluginRoute } from 'pagoda-plugin-sdk';
import * as views from './views.ts';

/** Below `/api/v2/plugins/hello-world-plugin/`. Whoever calls one must be logged in unless it is `public`. */
export const routes: readonly PluginRoute[] = [
  get('test/', { auth: 'public' }, views.test),
  get('hello/', views.hello),
  post('hello/', views.sayHello),
  get('greet/:name/', views.greet),
  get('status/', views.status),
  post('task/', views.startTask),
  get('entities/', views.listEntities),
  get('entities/:id/', views.readEntity),
  get('entries/', views.listEntries),
  get('entries/:id/', views.readEntry),
];
