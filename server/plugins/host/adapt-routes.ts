import { isValidationError, type PluginRoute, type Route, type RouteRequest } from 'pagoda-plugin-sdk';
import type { Context } from '../../context.ts';
import { Rejected, rejected } from '../../errors.ts';
import { causeOf } from '../hook-failure.ts';
import { guard } from './guard.ts';
import type { HostedPlugin } from './hosted-plugin.ts';

/** Routes of a plugin as the door knows them: below the plugin's address, with the plugin's context. */
export function adaptRoutes(hosted: HostedPlugin): readonly Route<Context>[] {
  return (hosted.plugin.routes ?? []).map((route) => adaptRoute(hosted, route));
}

function adaptRoute({ identity, contextOf, services }: HostedPlugin, route: PluginRoute): Route<Context> {
  const { id } = identity;
  const { handler } = route;
  return {
    ...route,
    path: typeof route.path === 'string' ? `/api/v2/plugins/${id}/${route.path.replace(/^\//, '')}` : route.path,
    // A route without one is refused as such.
    handler: typeof handler === 'function' ? call : handler,
  };

  async function call(request: RouteRequest, ctx: Context): Promise<unknown> {
    if (!services.areReady())
      throw rejected('UNAVAILABLE', 'The models are not there yet. Try again in a few seconds.');
    try {
      return await guard(id, () => services.enter(ctx, id, () => route.handler(request, contextOf(ctx))));
    } catch (error) {
      if (!isValidationError(error)) throw error;
      // Another copy of the SDK may be of another version.
      const path = Array.isArray(error.path) ? error.path.map(String) : [];
      throw new Rejected([{ code: 'INVALID', message: causeOf(error), path, plugin: id }], { cause: error });
    }
  }
}
