import type { Context, Host } from '../context.ts';
import type { HookBus } from './hook-bus.ts';

/** Hosts that were made here, and those that they stand for. */
const replaced = new WeakMap<Host, Host>();

/** The same operation, which meets hooks in another way. */
export function withHooksInPlace(ctx: Context, hooks: HookBus<Context>): Context {
  const host = { ...ctx.host, hooks };
  replaced.set(host, ctx.host);
  return { ...ctx, host };
}

/** The same operation, which meets hooks as any other: for handlers that are called in its course and write something of their own. */
export function withAllHooks(ctx: Context): Context {
  const host = replaced.get(ctx.host);
  return host ? withAllHooks({ ...ctx, host }) : ctx;
}
