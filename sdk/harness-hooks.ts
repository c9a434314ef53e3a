import { isValidationError } from './errors.ts';
import { normalizeHookName, type HookName } from './hook-names.ts';
import type { HookPayloads, HookResult } from './hook-payloads.ts';
import type { HookContext } from './hooks.ts';
import type { Plugin } from './plugin.ts';
import type { PluginContext } from './plugin-context.ts';
import type { PluginHook } from './plugin-declaration.ts';

/** What the handlers of a hook can change, and how a batch of one calls it. */
const CHANGED: Readonly<Record<string, readonly [key: string, many: string]>> = {
  'entry.before_create': ['data', 'items'],
  'entry.before_update': ['data', 'items'],
  'entity.before_create': ['data', 'items'],
  'entity.before_update': ['data', 'items'],
  'entry.get_attrs': ['attrinfo', 'entries'],
  'entity.get_attrs': ['attrinfo', 'entities'],
};

/**
 * Runs the handlers of a plugin for one hook as the server does: those whose entity fits, by priority, each with a copy of
 * what the one before left. Nothing is isolated: a throw comes out, and there is no time limit.
 *
 * @returns What is left at the end for hooks that change something, else nothing.
 * @example const data = await callHook(plugin, ctx, 'entry.before_create', payload);
 */
export async function callHook<N extends HookName>(
  plugin: Plugin,
  ctx: PluginContext,
  name: N,
  payload: HookPayloads[N],
): Promise<HookResult<N> | void> {
  const changed = CHANGED[name]?.[0];
  const fitting = plugin
    .registrations()
    .hooks.filter(
      ({ hook, entity }) => normalizeHookName(hook) === name && (entity ?? entityOf(payload)) === entityOf(payload),
    )
    .toSorted((one, other) => (one.priority ?? 100) - (other.priority ?? 100));
  let current: object = payload;
  for (const registration of fitting) {
    const own = changed ? { ...current, [changed]: structuredClone(Reflect.get(current, changed)) } : current;
    const result = await callHandler(registration, own, { ...ctx, ...changeOf(registration) });
    if (!changed || result === undefined || result === null) continue;
    const left = Array.isArray(result) ? result : { ...Reflect.get(current, changed), ...result };
    current = { ...current, [changed]: left };
  }
  // The key was looked up by the name of the hook.
  if (changed) return Reflect.get(current, changed) as HookResult<N>;
}

/** What the server says of a change that after handlers are told of. */
function changeOf({ hook, batch }: PluginHook): Partial<HookContext> {
  if (!normalizeHookName(hook).includes('.after_')) return {};
  const [changeId, changeTime] = ['test', new Date()];
  return batch ? { changeIds: [changeId], changeTimes: [changeTime] } : { changeId, changeTime };
}

async function callHandler(registration: PluginHook, payload: object, ctx: object): Promise<unknown> {
  const { hook, batch } = registration;
  const call = registration.handler as (argument: object, ctx: object) => unknown;
  if (!batch) return call(payload, ctx);
  const result = await call(batchOf(normalizeHookName(hook), payload), ctx);
  const [first] = Array.isArray(result) ? result : [];
  if (isValidationError(first)) throw first;
  return first;
}

function batchOf(hook: HookName, payload: object): object {
  const [key = '', many = 'items'] = CHANGED[hook] ?? [];
  if (key !== 'attrinfo') return { items: [payload] };
  const one = Reflect.get(payload, hook === 'entry.get_attrs' ? 'entry' : 'entity');
  return { ...payload, [many]: [one], attrinfos: [Reflect.get(payload, key)] };
}

/** The name of the entity that a payload is about. */
function entityOf(payload: object): unknown {
  const { entityName, schemaName, entry, entity } = payload as Readonly<Record<string, unknown>>;
  return entityName ?? schemaName ?? Reflect.get(Object(Reflect.get(Object(entry), 'schema') ?? entity), 'name');
}
