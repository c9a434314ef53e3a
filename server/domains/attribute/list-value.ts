/** What the types that hold lists have in common. */
import type { Parsed, StoredValue, ValueProblem } from './attribute-type.ts';
import { accepted, refused, show } from './parsed.ts';

const MAX_ELEMENTS = 10_000;
/** The rest of a hopeless list tells nothing new. */
const MAX_PROBLEMS = 100;

/** Checks every element; those that `isDropped` are left out of what is stored. Null is no list: an empty one is `[]`. */
export function parseList(
  input: unknown,
  parseElement: (element: unknown) => Parsed,
  isDropped: (element: StoredValue) => boolean,
): Parsed {
  if (!Array.isArray(input)) return refused(`Expected a list, got ${show(input)}; an empty list is [].`);
  if (input.length > MAX_ELEMENTS) {
    return refused(`The list has ${input.length} elements; at most ${MAX_ELEMENTS} are allowed.`, 'TOO_MANY');
  }
  const values: StoredValue[] = [];
  const problems: ValueProblem[] = [];
  for (let index = 0; index < input.length && problems.length < MAX_PROBLEMS; index++) {
    const parsed = parseElement(input[index]);
    if ('problems' in parsed) {
      problems.push(...parsed.problems.map((problem) => ({ ...problem, path: [index, ...problem.path] })));
    } else if (!isDropped(parsed.value)) {
      values.push(parsed.value);
    }
  }
  return problems.length > 0 ? { problems } : accepted(values);
}

/** The elements of a stored list; none where something else is stored. */
export function elementsOf(value: StoredValue | undefined): readonly StoredValue[] {
  return isList(value) ? value : [];
}

function isList(value: StoredValue | undefined): value is readonly StoredValue[] {
  return Array.isArray(value);
}

export function textsOf(value: StoredValue | undefined): readonly string[] {
  return elementsOf(value).filter((element) => typeof element === 'string');
}

export function numbersOf(value: StoredValue | undefined): readonly number[] {
  return elementsOf(value).filter((element) => typeof element === 'number');
}

export function isSameInOrder<T>(left: readonly T[], right: readonly T[]): boolean {
  return left.length === right.length && left.every((element, index) => element === right[index]);
}

/** Whether two lists hold the same, each as often, in whatever order. */
export function isSameInAnyOrder<T extends string | number>(left: readonly T[], right: readonly T[]): boolean {
  return left.length === right.length && isSameInOrder(left.toSorted(bySize), right.toSorted(bySize));
}

function bySize(left: string | number, right: string | number): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** A list for people. */
export function joined(texts: readonly string[]): string {
  return texts.join(', ');
}
