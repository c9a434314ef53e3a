import { isValidationError, type PluginRoute, type Route, type RouteRequest } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { Rejected } from '../../errors.ts';
import { causeOf } from '../hook-failure.ts';
import { guard } from './guard.ts';
import type { HostedPlugin } from './hosted-plugin.ts';
import { makeHookContext } from './plugin-context.ts';
import { requireReady } from './plugin-life.ts';
import { inTime } from './time-limit.ts';

/** Routes of a plugin as the door knows them: below the plugin's address, with the plugin's context. */
export function adaptRoutes(hosted: HostedPlugin): readonly Route<Context>[] {
  return (hosted.plugin.routes ?? []).map((route) => adaptRoute(hosted, route));
}

/** Where a route of a plugin is. */
export function routePath(id: string, path: string): string {
  return `/api/v2/plugins/${id}/${path.replace(/^\//, '')}`;
}

function adaptRoute({ identity, services }: HostedPlugin, route: PluginRoute): Route<Context> {
  const { id } = identity;
  const { handler } = route;
  return {
    ...route,
    path: typeof route.path === 'string' ? routePath(id, route.path) : route.path,
    // A route without one is refused as such.
    handler: typeof handler === 'function' ? call : handler,
  };

  async function call(request: RouteRequest, ctx: Context): Promise<unknown> {
    requireReady(identity, services);
    const { dryRun, host } = ctx;
    const time = new AbortController();
    const own = Object.freeze(makeHookContext(ctx, identity, services, { pluginId: id, dryRun, signal: time.signal }));
    const limit = { milliseconds: route.timeout ?? host.settings.executionTimeout, onLate: () => time.abort() };
    try {
      return await guard(id, () => services.enter(ctx, id, () => inTime(limit, route.handler(request, own))));
    } catch (error) {
      if (!isValidationError(error)) throw error;
      // Another copy of the SDK may be of another version.
      const path = Array.isArray(error.path) ? error.path.map(String) : [];
      throw new Rejected([{ code: 'INVALID', message: causeOf(error), path, plugin: id }], { cause: error });
    }
  }
}
