import { collect } from './decorated.ts';
import { decorate, type MethodDecorator } from './decorate.ts';
import { isHookName, normalizeHookName, type hookLegacyNames } from './hook-names.ts';
import type { HookName, LegacyHookName } from './hook-names.ts';
import type { HookResult } from './hook-payloads.ts';
import type {
  BatchHookHandler,
  BatchHookRegistration,
  HookHandler,
  HookOptions,
  SingleHookRegistration,
} from './hooks.ts';
import type { PluginHookContext } from './plugin-context.ts';
import type { PluginHook } from './plugin-declaration.ts';

type LifecycleOf<Noun extends string> = Extract<HookName, `${Noun}.${'before' | 'after'}_${string}`>;
type Short<Name extends string> = Name extends `${string}.${infer Type}` ? Type : never;

/** What `entryHook` takes: `after_create`, `entry.after_create` and `after_create_entry_v2` are the same. */
export type EntryHookType = Short<LifecycleOf<'entry'>> | LifecycleOf<'entry'> | LegacyHookName<LifecycleOf<'entry'>>;

/** What `entityHook` takes: `after_create`, `entity.after_create` and `after_create_entity_v2` are the same. */
export type EntityHookType =
  Short<LifecycleOf<'entity'>> | LifecycleOf<'entity'> | LegacyHookName<LifecycleOf<'entity'>>;

/** The hook that a builder's first argument names. */
export type HookOfType<Noun extends string, Type extends string> = Type extends HookName
  ? Type
  : Type extends LegacyHookName
    ? (typeof hookLegacyNames)[Type]
    : Extract<HookName, `${Noun}.${Type}`>;

/** How a handler is called: `entity`, `priority`, `timeout`, `onError`, `durable`. */
export type HookBuilderOptions<N extends HookName> = Omit<HookOptions<N>, 'hook'>;

/** The same, for a handler that is called for each entry or entity. */
export type SingleOptions<N extends HookName> = HookBuilderOptions<N> & { readonly batch?: false };

/** The same, for a handler that is called once for a whole operation or page. */
export type BatchOptions<N extends HookName> = HookBuilderOptions<N> & { readonly batch: true };

/** A handler of a plugin. */
export type PluginHookHandler<N extends HookName> = HookHandler<N, PluginHookContext>;

/** A handler of a plugin that is called once for many. */
export type PluginBatchHandler<N extends HookName> = BatchHookHandler<N, PluginHookContext>;

// The keys that a handler returns, in any of its answers, and data does not have.
type Strange<R, N extends HookName> = 0 extends 1 & R
  ? never
  : R extends readonly (infer Each)[]
    ? Strange<Each, N>
    : R extends object
      ? Exclude<keyof R, keyof HookResult<N>>
      : never;
// Beside a handler: what it must be as well, so that it returns no such keys. Anything, if it returns none.
// Generic functions pass on handlers of a hook that is not known yet: those need no look at their keys.
type Exact<F, N extends HookName, Any = PluginHookHandler<N>> = [Any] extends [F]
  ? unknown
  : F extends (...args: never) => infer R
    ? [Strange<Awaited<R>, N>] extends [never]
      ? unknown
      : { readonly 'data has no such key': Strange<Awaited<R>, N> }
    : never;

type SingleHook<N extends HookName> = SingleHookRegistration<N, PluginHookContext>;
type BatchHook<N extends HookName> = BatchHookRegistration<N, PluginHookContext>;

/**
 * A handler for what happens to entries. With a handler it returns an element for `hooks`, without one a standard decorator
 * for a method of a class that extends `Plugin`.
 *
 * @param type The hook, with or without `entry.`, or its legacy name.
 * @example
 * entryHook('after_create', ({ entry, entityName }, ctx) => ctx.log.info(`Entry created: ${entry.name} in ${entityName}`));
 * entryHook('before_update', { entity: 'Server', priority: 50, onError: 'reject' }, ({ data }) => data);
 * \@entryHook('after_delete', { batch: true }) onDelete({ items }: HookBatch<'entry.after_delete'>) {}
 */
export function entryHook<
  T extends EntryHookType,
  F extends PluginHookHandler<HookOfType<'entry', T>> = PluginHookHandler<HookOfType<'entry', T>>,
>(type: T, handler: F & Exact<F, HookOfType<'entry', T>>): SingleHook<HookOfType<'entry', T>>;
export function entryHook<
  T extends EntryHookType,
  F extends PluginBatchHandler<HookOfType<'entry', T>> = PluginBatchHandler<HookOfType<'entry', T>>,
>(
  type: T,
  options: BatchOptions<HookOfType<'entry', T>>,
  handler: F & Exact<F, HookOfType<'entry', T>, PluginBatchHandler<HookOfType<'entry', T>>>,
): BatchHook<HookOfType<'entry', T>>;
export function entryHook<
  T extends EntryHookType,
  F extends PluginHookHandler<HookOfType<'entry', T>> = PluginHookHandler<HookOfType<'entry', T>>,
>(
  type: T,
  options: SingleOptions<HookOfType<'entry', T>>,
  handler: F & Exact<F, HookOfType<'entry', T>>,
): SingleHook<HookOfType<'entry', T>>;
export function entryHook<T extends EntryHookType>(
  type: T,
  options: BatchOptions<HookOfType<'entry', T>>,
): MethodDecorator<PluginBatchHandler<HookOfType<'entry', T>>>;
export function entryHook<T extends EntryHookType>(
  type: T,
  options?: SingleOptions<HookOfType<'entry', T>>,
): MethodDecorator<PluginHookHandler<HookOfType<'entry', T>>>;
export function entryHook(type: string, options?: unknown, handler?: unknown): unknown {
  return build('entryHook', hookOf('entry', type), options, handler);
}

/**
 * A handler for what happens to entities; see `entryHook` for its forms.
 *
 * @example entityHook('after_create', ({ entity }, ctx) => ctx.log.info(`Entity created: ${entity.name}`));
 */
export function entityHook<
  T extends EntityHookType,
  F extends PluginHookHandler<HookOfType<'entity', T>> = PluginHookHandler<HookOfType<'entity', T>>,
>(type: T, handler: F & Exact<F, HookOfType<'entity', T>>): SingleHook<HookOfType<'entity', T>>;
export function entityHook<
  T extends EntityHookType,
  F extends PluginBatchHandler<HookOfType<'entity', T>> = PluginBatchHandler<HookOfType<'entity', T>>,
>(
  type: T,
  options: BatchOptions<HookOfType<'entity', T>>,
  handler: F & Exact<F, HookOfType<'entity', T>, PluginBatchHandler<HookOfType<'entity', T>>>,
): BatchHook<HookOfType<'entity', T>>;
export function entityHook<
  T extends EntityHookType,
  F extends PluginHookHandler<HookOfType<'entity', T>> = PluginHookHandler<HookOfType<'entity', T>>,
>(
  type: T,
  options: SingleOptions<HookOfType<'entity', T>>,
  handler: F & Exact<F, HookOfType<'entity', T>>,
): SingleHook<HookOfType<'entity', T>>;
export function entityHook<T extends EntityHookType>(
  type: T,
  options: BatchOptions<HookOfType<'entity', T>>,
): MethodDecorator<PluginBatchHandler<HookOfType<'entity', T>>>;
export function entityHook<T extends EntityHookType>(
  type: T,
  options?: SingleOptions<HookOfType<'entity', T>>,
): MethodDecorator<PluginHookHandler<HookOfType<'entity', T>>>;
export function entityHook(type: string, options?: unknown, handler?: unknown): unknown {
  return build('entityHook', hookOf('entity', type), options, handler);
}

/**
 * A rule that entries must meet. It refuses by throwing `ValidationError`; see `entryHook` for its forms.
 *
 * @example
 * validationHook({ entity: 'Server' }, ({ name }) => {
 *   if (name.includes('forbidden')) throw new ValidationError("Name cannot contain 'forbidden'", ['name']);
 * });
 */
export function validationHook(handler: PluginHookHandler<'entry.validate'>): SingleHook<'entry.validate'>;
export function validationHook(
  options: BatchOptions<'entry.validate'>,
  handler: PluginBatchHandler<'entry.validate'>,
): BatchHook<'entry.validate'>;
export function validationHook(
  options: SingleOptions<'entry.validate'>,
  handler: PluginHookHandler<'entry.validate'>,
): SingleHook<'entry.validate'>;
export function validationHook(
  options: BatchOptions<'entry.validate'>,
): MethodDecorator<PluginBatchHandler<'entry.validate'>>;
export function validationHook(
  options?: SingleOptions<'entry.validate'>,
): MethodDecorator<PluginHookHandler<'entry.validate'>>;
export function validationHook(options?: unknown, handler?: unknown): unknown {
  return build('validationHook', 'entry.validate', options, handler);
}

/**
 * A handler that changes the attributes that clients see; see `entryHook` for its forms.
 *
 * @param target What the attributes belong to.
 * @example getAttrsHook('entry', ({ attrinfo }) => attrinfo.map((attr) => ({ ...attr, customFlag: true })));
 */
export function getAttrsHook<T extends 'entry' | 'entity'>(
  target: T,
  handler: PluginHookHandler<`${T}.get_attrs`>,
): SingleHook<`${T}.get_attrs`>;
export function getAttrsHook<T extends 'entry' | 'entity'>(
  target: T,
  options: BatchOptions<`${T}.get_attrs`>,
  handler: PluginBatchHandler<`${T}.get_attrs`>,
): BatchHook<`${T}.get_attrs`>;
export function getAttrsHook<T extends 'entry' | 'entity'>(
  target: T,
  options: SingleOptions<`${T}.get_attrs`>,
  handler: PluginHookHandler<`${T}.get_attrs`>,
): SingleHook<`${T}.get_attrs`>;
export function getAttrsHook<T extends 'entry' | 'entity'>(
  target: T,
  options: BatchOptions<`${T}.get_attrs`>,
): MethodDecorator<PluginBatchHandler<`${T}.get_attrs`>>;
export function getAttrsHook<T extends 'entry' | 'entity'>(
  target: T,
  options?: SingleOptions<`${T}.get_attrs`>,
): MethodDecorator<PluginHookHandler<`${T}.get_attrs`>>;
export function getAttrsHook(target: string, options?: unknown, handler?: unknown): unknown {
  return build('getAttrsHook', `${target}.get_attrs`, options, handler);
}

/** What is no name of a hook goes on as it is: the host refuses the plugin and says why. */
function hookOf(noun: string, type: string): string {
  const name = normalizeHookName(type);
  return isHookName(name) && name.startsWith(`${noun}.`) ? name : `${noun}.${type}`;
}

function build(builder: string, hook: string, first: unknown, second: unknown): unknown {
  const [options, handler] = typeof first === 'function' ? [{}, first] : [first ?? {}, second];
  const registration = (call: unknown): PluginHook => Object.freeze({ ...Object(options), hook, handler: call });
  if (handler !== undefined) return registration(handler);
  return decorate(builder, (instance, call) => collect(instance, { hooks: [registration(call)] }));
}
