import type { AnyHookRegistration } from './hooks.ts';
import type { Route } from './route.ts';

/**
 * A resolver map as `@graphql-tools/schema` takes it: type name -> field name -> resolver. A resolver gets the parent, the
 * arguments, the host's context and the info of GraphQL; it may return a promise, and costs less when it does not.
 *
 * @example const resolvers: Resolvers = { Query: { hello: (_parent: unknown, { to }: { to: string }) => `Hello ${to}` } };
 */
export type Resolvers = Readonly<Record<string, unknown>>;

/**
 * Everything that one part, of the core or a plugin, adds to the server. It is inert: nothing happens until the host reads it.
 *
 * @example const part: Registration = { id: 'core.rack', resolvers: { Query: { racks: () => 3 } } };
 */
export interface Registration<Context = unknown> {
  /**
   * Who owns it: letters, digits, `-` and `_`. Shown in errors and lists; no two parts have the same. Those of the core have a
   * dot in theirs, so that no plugin is in their way.
   */
  readonly id: string;
  /** SDL that adds to the schema: types of its own, and `extend type` for those of others. Describe every element: that is its reference. */
  readonly typeDefs?: string;
  /** One for each field of `typeDefs` that is more than the property of its parent with the same name. */
  readonly resolvers?: Resolvers;
  /** REST routes. One that matches the addresses of another's is refused. */
  readonly routes?: readonly Route<Context>[];
  /** Handlers that take part in operations on entries and entities. */
  readonly hooks?: readonly AnyHookRegistration[];
}
