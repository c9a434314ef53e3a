import type { AnyHookRegistration } from './hooks.ts';
import type { Route } from './route.ts';

/** A resolver map as `@graphql-tools/schema` takes it: type name -> field name -> resolver. */
export type Resolvers = Readonly<Record<string, unknown>>;

/**
 * Everything that one part, of the core or a plugin, adds to the server. It is inert: nothing happens until the host reads it.
 *
 * @example
 * const registration: Registration = {
 *   id: 'hello-world-plugin',
 *   typeDefs: 'extend type Query { hello: String! }',
 *   resolvers: { Query: { hello: () => 'world' } },
 *   hooks: [{ hook: 'entry.after_create', handler: ({ entry }) => console.log(entry.name) }],
 * };
 */
export interface Registration<Context = unknown> {
  /**
   * Who owns it: letters, digits, `-` and `_`. Shown in errors and lists; no two parts have the same. Those of the core have a
   * dot in theirs, so that no plugin is in their way.
   */
  readonly id: string;
  /** SDL. */
  readonly typeDefs?: string;
  readonly resolvers?: Resolvers;
  readonly routes?: readonly Route<Context>[];
  readonly hooks?: readonly AnyHookRegistration[];
}
