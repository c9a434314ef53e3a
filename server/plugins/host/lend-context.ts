import type { Context } from '../../context.ts';
import type { Lend, Loan } from '../hook-call.ts';
import type { HostedPlugin } from './hosted-plugin.ts';
import { makeHookContext } from './plugin-context.ts';

/** Lends hook handlers of plugins the context of their plugin. Handlers of nobody's plugin get the plain one. */
export function lendContexts(find: (id: string) => HostedPlugin | undefined): Lend<Context> {
  return (ctx, call): Loan => {
    const hosted = find(call.pluginId);
    if (!hosted) return { ctx: call.ctx, end: () => undefined };
    const { identity, services } = hosted;
    return {
      ctx: makeHookContext(ctx, identity, services, call.ctx),
      ...services.lend(ctx, identity, call),
    };
  };
}
