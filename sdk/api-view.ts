import { isPagodaError, PluginValidationError } from './exceptions.ts';
import type { PluginContext } from './plugin-context.ts';
import type { PluginRoute } from './plugin-declaration.ts';
import { denial } from './route-helpers.ts';
import { response, type Route, type RouteRequest } from './route.ts';
import { IsAuthenticated, IsSuperuser, type PermissionClass } from './view-permissions.ts';
import type { UserView } from './views.ts';

/** A request as the methods of a view get it. */
export interface ViewRequest extends RouteRequest {
  /** The actor; null for the anonymous. */
  readonly user: UserView | null;
  /** The body when it is an object, else `{}`; reading it throws for what cannot be parsed. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** What each view belongs to. */
const contexts = new WeakMap<PluginAPIViewMixin, PluginContext>();

/**
 * The base of views: a class with a method for each HTTP method that it answers. `view` mounts it. There is an instance per
 * request.
 *
 * @example
 * class HelloView extends PluginAPIViewMixin {
 *   override permissionClasses = [AllowAny];
 *   override get() { return { message: 'Hello', plugin: { id: this.pluginId } }; }
 * }
 * // routes: [...view('hello/', HelloView)]
 */
export class PluginAPIViewMixin {
  /** All of them must agree; only users who are logged in unless told. */
  readonly permissionClasses: readonly PermissionClass[] = [IsAuthenticated];

  /** What the handlers of other routes get as their second argument. Throws a PluginValidationError in constructors. */
  get ctx(): PluginContext {
    const ctx = contexts.get(this);
    if (ctx) return ctx;
    throw new PluginValidationError(
      `${this.constructor.name} is not mounted: give it to \`view\` in the routes of a plugin, which then tells it what it belongs to`,
    );
  }

  /** The id of the plugin whose routes it is mounted in. */
  get pluginId(): string {
    return this.ctx.pluginId;
  }

  /** The version of that plugin. */
  get pluginVersion(): string {
    return this.ctx.pluginVersion;
  }

  /** Answers like the handler of a route. */
  get?(request: ViewRequest): unknown;
  post?(request: ViewRequest): unknown;
  put?(request: ViewRequest): unknown;
  patch?(request: ViewRequest): unknown;
  delete?(request: ViewRequest): unknown;
}

/**
 * A view whose `PluginError`s become a body with status 400: `{ error: 'plugin_error', message, plugin_id }`.
 *
 * @example class RackView extends PluginAPIView { override post() { throw new PluginError('The rack is full'); } }
 */
export class PluginAPIView extends PluginAPIViewMixin {}

type MethodName = 'get' | 'post' | 'put' | 'patch' | 'delete';
const methods: Readonly<Record<MethodName, Route['method']>> = {
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
};

/**
 * The routes of a view, one for each method that it has.
 *
 * @param path Relative to `/api/v2/plugins/<id>/`; see `get`.
 * @param options `timeout` as for `get`.
 * @throws PluginValidationError for a view that answers nothing.
 * @example routes: [...view('hello/', HelloView)]
 */
export function view(
  path: string,
  View: new () => PluginAPIViewMixin,
  { timeout }: Pick<PluginRoute, 'timeout'> = {},
): readonly PluginRoute[] {
  const { permissionClasses } = new View();
  const names = Object.keys(methods).filter((name): name is MethodName => typeof View.prototype[name] === 'function');
  if (names.length === 0) {
    throw new PluginValidationError(`${View.name} answers nothing: write a method get, post, put, patch or delete`);
  }
  return names.map((name) => ({
    method: methods[name],
    path,
    ...(timeout !== undefined && { timeout }),
    auth: authOf(permissionClasses),
    handler: (request, ctx) => answer(View, name, request, ctx),
  }));
}

async function answer(
  View: new () => PluginAPIViewMixin,
  name: MethodName,
  request: RouteRequest,
  ctx: PluginContext,
): Promise<unknown> {
  const instance = new View();
  contexts.set(instance, ctx);
  const own = viewRequest(request, ctx);
  for (const Permission of instance.permissionClasses) {
    if (!(await new Permission().hasPermission(own, ctx))) return denial(ctx);
  }
  try {
    return await instance[name]?.(own);
  } catch (error) {
    if (!(instance instanceof PluginAPIView) || !isPagodaError(error, 'PluginError')) throw error;
    ctx.log.warn(`${View.name} failed: ${error.message}`);
    return response(400, { error: 'plugin_error', message: error.message, plugin_id: ctx.pluginId });
  }
}

/** The body is read when it is asked for, as that of any route. */
function viewRequest(request: RouteRequest, { actor }: PluginContext): ViewRequest {
  return {
    method: request.method,
    url: request.url,
    params: request.params,
    query: request.query,
    headers: request.headers,
    user: actor,
    get rawBody() {
      return request.rawBody;
    },
    get body() {
      return request.body;
    },
    get data() {
      const { body } = request;
      return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : {};
    },
  };
}

/** What the host can check before it makes a context; the classes themselves are asked too. */
function authOf(classes: readonly PermissionClass[]): NonNullable<Route['auth']> {
  if (classes.includes(IsSuperuser)) return 'superuser';
  return classes.includes(IsAuthenticated) ? 'authenticated' : 'public';
}
