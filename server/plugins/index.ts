export type { Lend, Loan, HandlerCall, Operation } from './hook-call.ts';
export { makeHookBus } from './hook-bus.ts';
export type { AfterCall, BeforeResult, HookBus, HookBusOptions, HookStatistics, UnboundHandler } from './hook-bus.ts';
export type { FindEntityId } from './handler-table.ts';
export type { HookOwner } from './hook-handler.ts';
export type { CheckAttrInfo } from './hook-result.ts';
export type { PathOf } from './hook-run.ts';
export type { MaybePromise } from './maybe-promise.ts';
