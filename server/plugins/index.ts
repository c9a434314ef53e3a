export type { Lend, Loan, HandlerCall, Operation } from './hook-call.ts';
export { makeHookBus } from './hook-bus.ts';
export type { AfterCall, BeforeResult, HookBus, HookBusOptions, HookStatistics, UnboundHandler } from './hook-bus.ts';
export type { FindEntityId } from './handler-table.ts';
export { withAllHooks, withHooksInPlace } from './hooks-in-place.ts';
export { causeOf, EndlessHooks, HandlerTimedOut } from './hook-failure.ts';
export type { HookOwner } from './hook-handler.ts';
export { extensionsOf, type CheckAttrInfo } from './attr-infos.ts';
export type { PathOf } from './hook-run.ts';
export { isPromise, whenReady, type MaybePromise } from './maybe-promise.ts';
export { register, RegistrationRefused, withRegistration } from './register.ts';
export type { OwnedRoute, Registry, SchemaModule } from './register.ts';
export { makeAfterCommit, type AfterCommit, type AfterCommitOptions } from './after-commit.ts';
export { makeHookTasks, makeQueueHooks, type HookTasksOptions, type QueueHooksOptions } from './durable/index.ts';
export type { ChangedLoaders, ChangedObjects } from './changed-objects.ts';
export { findEntries, type Discovery, type FoundEntry, type Places } from './discovery/index.ts';
export { examinePlugins, type Finding } from './host/examine-plugins.ts';
export {
  keepEntityName,
  readRenamedEntities,
  releaseEntityNames,
  type RenamedEntity,
} from './host/entity-name.store.ts';
export { FollowDisabled } from './host/follow-disabled.ts';
export { readDisabled, type Disabled } from './host/disabled.store.ts';
export { PluginHost, type PluginChange, type PluginList } from './host/plugin-host.ts';
export { purgePlugin, refuseEnabled, type Purge } from './host/purge-plugin.ts';
export { PluginsRefused } from './host/tell-refused.ts';
export { togglePlugin } from './host/toggle-plugin.ts';
export { UncaughtErrors } from './host/uncaught-errors.ts';
export { pluginRegistration } from './host/plugin.registration.ts';
export { listPlugins, type PluginInfo } from './host/list-plugins.ts';
export {
  findOverride,
  runOverride,
  OverrideConflict,
  OverrideTable,
  type Override,
  type OverrideCall,
} from './overrides/index.ts';
export type { Nouns } from './host/nouns.ts';
export { guard } from './host/guard.ts';
export type { HostedPlugin } from './host/hosted-plugin.ts';
export { makeHookContext, type Identity, type PluginServices } from './host/plugin-context.ts';
export { maskOptions } from './host/plugin-options.ts';
export {
  describeTasks,
  makeRanges,
  numberTasks,
  type NumberedTask,
  type OperationRanges,
  type TaskInfo,
} from './tasks/index.ts';
export { examineStorage, listStored, type ExaminedMigration, type StoredPlugin } from './storage/index.ts';
export { Topics } from './topics/index.ts';
