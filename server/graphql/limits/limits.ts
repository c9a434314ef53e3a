/** How far a request may go. */
export interface GraphQLLimits {
  /** Fields below each other. */
  readonly maxDepth: number;
  /** Aliases, fragments counted as often as they are spread. */
  readonly maxAliases: number;
  /** Fields of the root type, fragments counted as often as they are spread. */
  readonly maxRootFields: number;
  /** Words and signs of the document. */
  readonly maxTokens: number;
  /** Objects that an answer may have by its page sizes. */
  readonly maxCost: number;
  /** `first` and `last`. Lists refuse more; here it is what a larger one is counted as. */
  readonly maxPageSize: number;
  readonly maxBodyBytes: number;
  /** Milliseconds. */
  readonly executionTimeout: number;
}

export const defaultLimits: GraphQLLimits = {
  maxDepth: 15,
  maxAliases: 30,
  maxRootFields: 20,
  maxTokens: 5_000,
  maxCost: 100_000,
  maxPageSize: 100,
  maxBodyBytes: 10_000_000,
  executionTimeout: 10_000,
};
