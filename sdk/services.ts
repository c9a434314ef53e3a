/** What an operation answered. */
export interface GraphQLAnswer<Data = Record<string, unknown>> {
  /** As GraphQL has it: null when the operation did not begin, or when a field that cannot be null failed. */
  readonly data: Data | null;
  /** What went wrong, with `extensions.code`; none when nothing did. What a mutation refuses stands in its payload instead. */
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
}

/** What the server does for clients and models cannot: copies, restores, many at once, referrals, history. */
export interface Services {
  /**
   * Carries out a query or mutation as the actor, without a request: what it may see and do is what the actor may. Errors are part of the
   * answer, as for clients. Inside of a transaction it is part of that, and `dryRun` is refused with an `InterfaceError`; elsewhere each
   * mutation field is a transaction of its own.
   *
   * @example
   * const { data } = await ctx.services.graphql<{ entry: { referrals: { totalCount: number } } }>(
   *   'query ($id: ID!) { entry(id: $id) { referrals { totalCount } } }',
   *   { id: entry.id },
   * );
   */
  graphql<Data = Record<string, unknown>>(
    source: string,
    variables?: Readonly<Record<string, unknown>>,
  ): Promise<GraphQLAnswer<Data>>;
}
