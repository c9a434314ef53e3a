import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Context } from '../context.ts';

/** One operation of a document that was validated against the schema. */
export interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The variables as their types want them, where that is known already. */
  readonly coerced?: Readonly<Record<string, unknown>>;
  readonly context: Context;
  /** The event of a subscription. */
  readonly rootValue?: unknown;
}
