import type { HookBatch, HookBatchResult } from './hook-batches.ts';
import type { AfterHookName, BeforeHookName, HookName, LegacyHookName } from './hook-names.ts';
import type { HookPayloads, HookResult } from './hook-payloads.ts';

/** What a handler learns beside its payload. */
export interface HookContext {
  /** The plugin that registered the handler. */
  readonly pluginId: string;
  /** The operation will be undone after its answer is built: do nothing that cannot be. Always false in after hooks. */
  readonly dryRun: boolean;
  /** Aborted when the handler's time is over. Pass it on to what you wait for. */
  readonly signal: AbortSignal;
  /** The same for every call about one change, so that work can be done once. After hooks only. */
  readonly changeId?: string;
  /** The `changeId` of each element of a batch. After hooks with `batch: true` only. */
  readonly changeIds?: readonly string[];
  /** When the change was made, to the millisecond; a durable handler may be told of it much later. After hooks only. */
  readonly changeTime?: Date;
  /** The `changeTime` of each element of a batch. After hooks with `batch: true` only. */
  readonly changeTimes?: readonly Date[];
}

/**
 * A function that takes part in an operation. It gets its own copy of `data`, `attrs` or `attrinfo`: changing that in place
 * and returning it is fine, and returning nothing means unchanged, whatever was changed in place.
 */
export type HookHandler<N extends HookName, Context = HookContext> = (
  payload: HookPayloads[N],
  ctx: Context,
) => HookResult<N> | void | Promise<HookResult<N> | void>;

/** The form of a handler that is called once for many. */
export type BatchHookHandler<N extends HookName, Context = HookContext> = (
  batch: HookBatch<N>,
  ctx: Context,
) => HookBatchResult<N> | void | Promise<HookBatchResult<N> | void>;

/** How a handler is called. */
export interface HookOptions<N extends HookName> {
  /** The hook; its legacy name does too. */
  readonly hook: N | LegacyHookName<N>;
  /**
   * Only for this entity. It is named here and followed from then on: a rename does not matter. If there is no such entity
   * yet, the handler waits for it.
   */
  readonly entity?: string;
  /** Lower runs first; 100 unless told. Equal ones run in the order in which plugins are loaded. */
  readonly priority?: number;
  /** Milliseconds; 5,000 for before hooks and `entry.validate`, 1,000 for get_attrs, 30,000 for after hooks unless told. */
  readonly timeout?: number;
  /** What any throw but `ValidationError` does: `isolate` (unless told) goes on without the handler, `reject` refuses the operation. Before hooks only. */
  readonly onError?: N extends BeforeHookName ? 'isolate' | 'reject' : never;
  /**
   * The call is stored in the transaction of the change and survives the end of the process: at least once, by any process that runs
   * the plugin and a worker, again and later each time when it fails, 25 times at most. A change can come more than once, which
   * `ctx.changeId` tells, and in another order than it was made. After hooks only.
   */
  readonly durable?: N extends AfterHookName ? boolean : never;
  /**
   * Names of attributes that `attrinfo` has as well when the request did not select them, if the entity has them and the actor may
   * read them. Clients see those that they asked for. `entry.get_attrs` only.
   *
   * @example getAttrsHook('entry', { entity: 'Server', needs: ['owner'] }, ({ attrinfo }) => …)
   */
  readonly needs?: N extends 'entry.get_attrs' ? readonly string[] : never;
}

/** A handler that is called for each entry or entity. */
export interface SingleHookRegistration<N extends HookName, Context = HookContext> extends HookOptions<N> {
  readonly batch?: false;
  readonly handler: HookHandler<N, Context>;
}

/** A handler that is called once for a whole operation or page. */
export interface BatchHookRegistration<N extends HookName, Context = HookContext> extends HookOptions<N> {
  readonly batch: true;
  readonly handler: BatchHookHandler<N, Context>;
}

/**
 * A handler with everything the host needs to call it.
 *
 * @example
 * const upperCase: HookRegistration<'entry.before_create'> = {
 *   hook: 'entry.before_create',
 *   entity: 'Server',
 *   handler: ({ data }) => ({ ...data, name: data.name?.toUpperCase() }),
 * };
 */
export type HookRegistration<N extends HookName = HookName, Context = HookContext> =
  SingleHookRegistration<N, Context> | BatchHookRegistration<N, Context>;

/** A registration of any hook, for lists. `Context` is what handlers get as their second argument. */
export type AnyHookRegistration<Context = HookContext> = { [N in HookName]: HookRegistration<N, Context> }[HookName];
