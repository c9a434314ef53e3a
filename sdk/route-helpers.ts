import { PluginError } from './exceptions.ts';
import type { PluginContext } from './plugin-context.ts';
import type { PluginRoute } from './plugin-declaration.ts';
import { response, type Route, type RouteErrors, type RouteRequest, type RouteResponse } from './route.ts';

/** The names that a path gives to its parts: `{ name: string }` for `greet/:name/`. */
export type PathParams<Path extends string> = Path extends `${string}:${infer Rest}`
  ? Rest extends `${infer Name}/${infer More}`
    ? Readonly<Record<Name, string>> & PathParams<More>
    : Readonly<Record<Rest, string>>
  : // A path without places has no names, and still fits where any request does.
    // eslint-disable-next-line typescript/no-generated-empty-object-type
    Readonly<Record<never, string>>;

/** A request whose `params` are those of its path. */
export type PathRequest<Path extends string> = Omit<RouteRequest, 'params'> & { readonly params: PathParams<Path> };

/** Whether a caller may go on. False answers 403; what it throws is translated as if the handler had thrown it. */
export type RouteCheck<Path extends string = string> = (
  request: PathRequest<Path>,
  ctx: PluginContext,
) => boolean | Promise<boolean>;

/** How a route is called. */
export interface PluginRouteOptions<Path extends string = string> {
  /** Who may call it: `authenticated` unless told. A function is asked for everybody, also the anonymous. */
  readonly auth?: NonNullable<Route['auth']> | RouteCheck<Path>;
  /** How error bodies are laid out; what clients of such a method expect unless told. */
  readonly errors?: RouteErrors;
  /**
   * Milliseconds until the caller gets 504 and `ctx.signal` is aborted; as many as `PAGODA_EXECUTION_TIMEOUT` says unless told.
   *
   * @example get('report/', { timeout: 60_000 }, (_request, ctx) => makeReport(ctx.signal))
   */
  readonly timeout?: number;
}

/** The answer of a route: `response(…)`, or a value for status 200, or a promise of either. */
export type PluginRouteHandler<Path extends string = string> = (
  request: PathRequest<Path>,
  ctx: PluginContext,
) => unknown;

// Makes routes of one method.
interface RouteMaker {
  <Path extends string>(path: Path, handler: PluginRouteHandler<Path>): PluginRoute;
  <Path extends string>(path: Path, options: PluginRouteOptions<Path>, handler: PluginRouteHandler<Path>): PluginRoute;
}

/**
 * A route for GET (and HEAD) requests.
 *
 * @param path Relative to `/api/v2/plugins/<id>/`, with the slash at its end that clients send; `:name` stands for one part.
 * @example get('greet/:name/', { auth: 'public' }, ({ params }) => ({ greeting: `Hello, ${params.name}!` }))
 */
export const get: RouteMaker = routeMaker('GET');

/**
 * A route for POST requests; see `get`.
 *
 * @example post('task/', async ({ body }, ctx) => response(201, await startTask(body, ctx)))
 */
export const post: RouteMaker = routeMaker('POST');

/**
 * A route for PUT requests; see `get`.
 *
 * @example put('racks/:id/', ({ params, body }, ctx) => updateRack(ctx, params.id, body))
 */
export const put: RouteMaker = routeMaker('PUT');

/**
 * A route for PATCH requests; see `get`.
 *
 * @example patch('racks/:id/', ({ params, body }, ctx) => updateRack(ctx, params.id, body))
 */
export const patch: RouteMaker = routeMaker('PATCH');

/**
 * A route for DELETE requests; see `get`.
 *
 * @example del('cache/', { auth: 'superuser' }, () => response(204))
 */
export const del: RouteMaker = routeMaker('DELETE');

function routeMaker(method: Route['method']): RouteMaker {
  return <Path extends string>(
    path: Path,
    first: PluginRouteOptions<Path> | PluginRouteHandler<Path>,
    second?: PluginRouteHandler<Path>,
  ): PluginRoute => {
    const [{ auth, errors, timeout }, handler] = typeof first === 'object' ? [first, second] : [{}, first];
    // Without a type check an import of a name that does not exist is undefined.
    if (typeof handler !== 'function') throw new PluginError(`The route ${method} ${path} has no handler: ${WANTED}`);
    // The host takes the names of the parts from the path.
    const call = handler as PluginRoute['handler'];
    const common = { method, path, ...(errors && { errors }), ...(timeout !== undefined && { timeout }) };
    if (typeof auth !== 'function') return Object.freeze({ ...common, ...(auth && { auth }), handler: call });
    return Object.freeze({ ...common, auth: 'public', handler: checked(auth as RouteCheck, call) });
  };
}

const WANTED = 'its last argument is the function that answers. Is it exported under that name?';

function checked(check: RouteCheck, handler: PluginRoute['handler']): PluginRoute['handler'] {
  return async (request, ctx) => ((await check(request, ctx)) ? handler(request, ctx) : denial(ctx));
}

/** The answer for a caller who may not go on, in the form of all errors of the REST door. */
export function denial({ actor }: Pick<PluginContext, 'actor'>): RouteResponse {
  return actor
    ? response(403, { message: 'You do not have permission to perform this action.', code: 'AE-210000' })
    : response(403, { message: 'Authentication credentials were not provided.', code: 'AE-000000' });
}
