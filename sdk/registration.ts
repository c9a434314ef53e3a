import type { AnyHookRegistration } from './hooks.ts';

/** A resolver map as `@graphql-tools/schema` takes it: type name -> field name -> resolver. */
export type Resolvers = Readonly<Record<string, unknown>>;

/** A parsed request to a REST route. */
export interface RouteRequest {
  readonly method: string;
  /** The full address, for absolute links. */
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

/** An answer with a status of its own; a handler that returns anything else answers 200 with it. */
export interface RouteResponse {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One REST route. `Context` is what the host passes. */
export interface Route<Context = unknown> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** For example `/entity/api/v2/:id/`; slashes exactly as clients send them. */
  readonly path: string;
  /** Who may call it; `authenticated` unless told. */
  readonly auth?: 'public' | 'authenticated' | 'superuser';
  handler(request: RouteRequest, ctx: Context): unknown;
}

/** Everything that one part, of the core or a plugin, adds to the server. */
export interface Registration<Context = unknown> {
  /** Who owns it: shown in errors and lists. */
  readonly id: string;
  /** SDL. */
  readonly typeDefs?: string;
  readonly resolvers?: Resolvers;
  readonly routes?: readonly Route<Context>[];
  readonly hooks?: readonly AnyHookRegistration[];
}
