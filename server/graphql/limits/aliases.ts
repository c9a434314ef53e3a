import type { OperationDefinitionNode } from 'graphql';
import { addUp, countIn, type FragmentsByName } from './document-walk.ts';

/** How many fields have an alias. */
export function aliasesOf(operation: OperationDefinitionNode, fragments: FragmentsByName): number {
  return countIn(operation, fragments, {
    ofField: ({ alias, selectionSet }, measure) => (alias ? 1 : 0) + (selectionSet ? measure(selectionSet) : 0),
    together: addUp,
  });
}
