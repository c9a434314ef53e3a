import { isValidationError } from './errors.ts';
import { isPagodaError } from './exceptions.ts';
import type { Plugin } from './plugin.ts';
import type { PluginContext } from './plugin-context.ts';
import type { PluginRoute } from './plugin-declaration.ts';
import { denial } from './route-helpers.ts';
import { isRouteResponse, response, type RouteRequest, type RouteResponse } from './route.ts';

/** What a request carries beside its address. */
export interface HarnessRequest {
  /** As it is after parsing; `{}` unless told. */
  readonly body?: unknown;
  /** Names in small letters. */
  readonly headers?: RouteRequest['headers'];
}

/**
 * Sends a request to the routes of a plugin as the server does: `auth` is checked, fixed parts win over names.
 *
 * @param path Relative to the address of the plugin, with its query: `entries/?limit=5`.
 * @returns 404 and 405 where nothing fits, 403 for who may not, 400 for a `ValidationError`. Other throws come out.
 * @example const { status, body } = await callRoute(plugin, ctx, 'GET', 'greet/Ada/');
 */
export async function callRoute(
  plugin: Plugin,
  ctx: PluginContext,
  method: string,
  path: string,
  { body = {}, headers = {} }: HarnessRequest = {},
): Promise<RouteResponse> {
  const url = new URL(path, `http://localhost/api/v2/plugins/${plugin.id}/`);
  const address = url.pathname.slice(`/api/v2/plugins/${plugin.id}/`.length);
  const matches = plugin.routes
    .map((route) => ({ route, params: matchPath(route.path, address) }))
    .filter((match) => match.params !== null)
    .toSorted((one, other) => namesIn(one.route) - namesIn(other.route));
  const match = matches.find(({ route }) => route.method === method);
  if (!match?.params) return matches.length > 0 ? response(405) : response(404);
  if (!mayCall(match.route.auth, ctx)) return denial(ctx);
  const rawBody = new TextEncoder().encode(JSON.stringify(body));
  const request: RouteRequest = { method, url, params: match.params, query: url.searchParams, headers, body, rawBody };
  try {
    const answer: unknown = await match.route.handler(request, ctx);
    return isRouteResponse(answer) ? answer : response(200, answer);
  } catch (error) {
    if (isValidationError(error)) return response(400, { message: error.message, path: error.path });
    if (isPagodaError(error, 'AuthorizationError') || isPagodaError(error, 'AuthenticationError')) return denial(ctx);
    throw error;
  }
}

function mayCall(auth: PluginRoute['auth'], { actor }: PluginContext): boolean {
  return auth === 'public' || (auth === 'superuser' ? actor?.isSuperuser === true : actor !== null);
}

function matchPath(path: string, address: string): Readonly<Record<string, string>> | null {
  const [parts, given] = [path.split('/'), address.split('/')];
  if (parts.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const text = given[index] ?? '';
    if (!part.startsWith(':')) {
      if (part !== text) return null;
    } else if (text === '') return null;
    else params[part.slice(1)] = decodeURIComponent(text);
  }
  return params;
}

function namesIn({ path }: PluginRoute): number {
  return path.split('/').filter((part) => part.startsWith(':')).length;
}
