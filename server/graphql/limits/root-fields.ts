import type { OperationDefinitionNode } from 'graphql';
import { addUp, countIn, type FragmentsByName } from './document-walk.ts';

/** How many fields of the root type are selected. */
export function rootFieldsOf(operation: OperationDefinitionNode, fragments: FragmentsByName): number {
  return countIn(operation, fragments, { ofField: () => 1, together: addUp });
}
