import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

type Measure = (selectionSet: SelectionSetNode) => number;

/** How the numbers of the selections of one set come to the number of the set. */
export interface Counting {
  ofField(field: FieldNode, measure: Measure): number;
  together(numbers: readonly number[]): number;
}

export const addUp = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
export const largest = (numbers: readonly number[]): number =>
  numbers.reduce((max, number) => Math.max(max, number), 0);

/**
 * Counts something in an operation with its fragments spread out. Each fragment is counted once, so that fragments which spread
 * each other cannot make the counting itself expensive. The document was validated: fragments do not go round in circles.
 */
export function countIn(operation: OperationDefinitionNode, fragments: FragmentsByName, counting: Counting): number {
  const known = new Map<string, number>();
  const measureFragment = (name: string): number => {
    const fragment = fragments.get(name);
    const number = known.get(name) ?? (fragment ? measure(fragment.selectionSet) : 0);
    known.set(name, number);
    return number;
  };
  const measure: Measure = ({ selections }) =>
    counting.together(
      selections.map((selection) => {
        if (selection.kind === Kind.FIELD) return counting.ofField(selection, measure);
        if (selection.kind === Kind.INLINE_FRAGMENT) return measure(selection.selectionSet);
        return measureFragment(selection.name.value);
      }),
    );
  return measure(operation.selectionSet);
}

export type FragmentsByName = ReadonlyMap<string, FragmentDefinitionNode>;

export function fragmentsByName({ definitions }: DocumentNode): FragmentsByName {
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}
