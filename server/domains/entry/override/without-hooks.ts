import type { HookName } from 'pagoda-plugin-sdk';
import type { Context } from '../../../context.ts';
import type { HookBus } from '../../../plugins/index.ts';

const RAN: ReadonlySet<HookName> = new Set<HookName>([
  'entry.before_create',
  'entry.before_update',
  'entry.before_delete',
  'entry.validate',
]);

/** The same operation where these hooks have run already. */
export function withoutBeforeHooks(ctx: Context): Context {
  const { hooks } = ctx.host;
  const silent: HookBus<Context> = {
    ...hooks,
    has: (hook, entityId) => !RAN.has(hook) && hooks.has(hook, entityId),
  };
  return { ...ctx, host: { ...ctx.host, hooks: silent } };
}
