const brand = Symbol.for('pagoda-plugin-sdk/1/RouteResponse');

/** A parsed request to a REST route. */
export interface RouteRequest {
  /** In capitals. A HEAD request reaches the route of GET. */
  readonly method: string;
  /** The full address, for absolute links. */
  readonly url: URL;
  /** What stood in the places that the path of the route names, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** What follows the `?`, decoded. A name may be there several times. */
  readonly query: URLSearchParams;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /**
   * The parsed body, `{}` when there is none. It is parsed when it is first read, and then throws for what cannot be: the
   * caller gets 400 or 415. A route that never reads it takes any body.
   */
  readonly body: unknown;
  /** The body as it came, for routes that take something else than JSON or a form. */
  readonly rawBody: Uint8Array;
}

/** An answer with a status of its own; made by `response`. */
export interface RouteResponse {
  /** The HTTP status. */
  readonly status: number;
  /** Sent as JSON unless a header says otherwise; undefined for none. */
  readonly body: unknown;
  /** By names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * An answer with a status or headers of its own. A handler that returns anything else answers 200 with that.
 *
 * @param status The HTTP status.
 * @param body Sent as JSON; nothing is sent when it is undefined. A text or bytes go out as they are if `headers` names a `content-type` that is not JSON.
 * @param headers Names in small letters.
 * @example return response(201, { id: 7 });
 */
export function response(
  status: number,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): RouteResponse {
  return Object.defineProperty({ status, body, headers }, brand, { value: true });
}

/**
 * Whether a value was made by `response`, also by the one of another copy of the SDK.
 *
 * @example isRouteResponse(response(204)) // true, and false for any other { status, body }
 */
export function isRouteResponse(value: unknown): value is RouteResponse {
  return typeof value === 'object' && value !== null && brand in value;
}

/** How the problems that a route rejects with are laid out in its error body. */
export interface RouteErrors {
  /**
   * Where problems stand that are about the whole and no field: `fields` puts them under `non_field_errors` of a map, `list` makes a bare list of
   * them. Unless told: `fields` for POST, PUT and PATCH, `list` for GET and DELETE.
   */
  readonly whole?: 'fields' | 'list';
  /** Fields that the caller names in the address: what is missing there is a 404 and no problem of the body. `id` unless told. */
  readonly address?: readonly string[];
  /** Fields whose elements' problems stand in a list with `{}` at good places; those of all others stand in a map by index. */
  readonly positional?: readonly string[];
}

/**
 * One REST route. `Context` is what the host passes.
 *
 * @example { method: 'GET', path: '/entity/api/v2/:id/', handler: (request, ctx) => readEntity(ctx, request.params.id) }
 */
export interface Route<Context = unknown> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Slashes exactly as clients send them; `:name` stands for one part, and fixed parts win over it. */
  readonly path: string;
  /** Who may call it; `authenticated` unless told. Credentials that are sent must be good, also on a `public` one. */
  readonly auth?: 'public' | 'authenticated' | 'superuser';
  /** How error bodies are laid out; what clients of such a method expect unless told. */
  readonly errors?: RouteErrors;
  /**
   * Milliseconds that a plugin has for its answer, as many as `PAGODA_EXECUTION_TIMEOUT` says unless told. When they are over its
   * `signal` is aborted, its models work no more and the caller gets 504.
   */
  readonly timeout?: number;
  /** The answer: `response(…)`, or a value for status 200, or a promise of either. What it throws is translated. */
  handler(request: RouteRequest, ctx: Context): unknown;
}
