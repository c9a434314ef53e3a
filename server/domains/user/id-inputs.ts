import { problem, type Problem } from '../../errors.ts';
import { parseId } from '../../parse-id.ts';

export interface IdList {
  readonly kind: 'user' | 'group';
  /** The field of the input. */
  readonly field: string;
  /** Those of the ids behind which there is something active. */
  findActive(ids: readonly number[]): Promise<ReadonlySet<number>>;
}

/** The numbers in a list of ids, each once; undefined when there is no list. What is behind none of them is told. */
export async function parseIds(
  given: readonly string[] | null | undefined,
  { kind, field, findActive }: IdList,
  problems: Problem[],
): Promise<readonly number[] | undefined> {
  if (!given) return undefined;
  const numbers = given.map(parseId);
  const ids = [...new Set(numbers.filter((id) => id !== null))];
  const found = ids.length === 0 ? new Set<number>() : await findActive(ids);
  for (const [index, id] of numbers.entries()) {
    if (id !== null && found.has(id)) continue;
    problems.push(problem('NOT_FOUND', `There is no ${kind} with id ${given[index]}`, [field, index]));
  }
  return ids.filter((id) => found.has(id));
}
