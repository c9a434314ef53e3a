import type { OperationDefinitionNode } from 'graphql';
import { countIn, type FragmentsByName, largest } from './document-walk.ts';

/** How many fields stand below each other; `{ me { name } }` has two. */
export function depthOf(operation: OperationDefinitionNode, fragments: FragmentsByName): number {
  return countIn(operation, fragments, {
    ofField: ({ selectionSet }, measure) => 1 + (selectionSet ? measure(selectionSet) : 0),
    together: largest,
  });
}
