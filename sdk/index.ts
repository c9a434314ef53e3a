// The door 'pagoda-plugin-sdk': everything. The other doors are parts of it, and 'pagoda-plugin-sdk/testing' is for tests alone.
export * from './api-view.ts';
export * from './batch-resolver.ts';
export * from './datetime.ts';
export * from './decorators.ts';
export * from './errors.ts';
export * from './exceptions.ts';
export * from './hook-batches.ts';
export type * from './hook-builders.ts';
export * from './hook-names.ts';
export * from './hook-payloads.ts';
export * from './hooks.ts';
export * from './job-status.ts';
export * from './legacy-hooks.ts';
export * from './model-errors.ts';
export * from './models.ts';
export * as models from './models.ts';
export * from './override.ts';
export * from './override-responses.ts';
export * from './pagination.ts';
export * from './parser.ts';
export * from './plugin.ts';
export * from './plugin-context.ts';
export * from './plugin-data.ts';
export * from './plugin-declaration.ts';
export type * from './plugin-info.ts';
export * from './plugin-key.ts';
export type * from './protocols.ts';
export type * from './plugin-storage.ts';
export type * from './plugin-timer.ts';
export * from './registration.ts';
export * from './route.ts';
export {
  del,
  get,
  patch,
  post,
  put,
  type PathParams,
  type PathRequest,
  type PluginRouteHandler,
  type PluginRouteOptions,
  type RouteCheck,
} from './route-helpers.ts';
export * from './route-parameters.ts';
export * from './sdk-range.ts';
export type * from './services.ts';
export * from './task-config.ts';
export type * from './task-job.ts';
export * from './task-ranges.ts';
export * from './task-registry.ts';
export * from './topic.ts';
export * from './version.ts';
export * from './view-permissions.ts';
export * from './views.ts';
