import { type DocumentNode, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { Context } from '../context.ts';
import type { Door } from './door.ts';
import { checkIntrospection } from './introspection.ts';
import { checkLimits } from './limits/index.ts';

export interface OperationChoice {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  /** Undefined when the document has none of that name, or several and no name was given. */
  readonly operation: OperationDefinitionNode | undefined;
  readonly operationName: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface CheckedOperation {
  readonly operation: OperationDefinitionNode;
  /** Objects that the answer may have by its page sizes. */
  readonly cost: number;
}

/** What is checked of a validated operation before it is executed, whichever way it came. Throws what the client is told. */
export function checkOperation(door: Door, choice: OperationChoice, { actor }: Context): CheckedOperation {
  const { schema, document, operation, variables } = choice;
  if (!operation) throw notFound(choice);
  checkIntrospection(document, actor, door.introspection);
  return { operation, cost: checkLimits({ schema, document, operation, variables }, door.limits) };
}

function notFound({ operationName }: OperationChoice): GraphQLError {
  const message = operationName
    ? `The document has no operation named ${JSON.stringify(operationName)}.`
    : 'The document has several operations: say which with operationName.';
  return new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } } });
}
