import { problem, type Problem } from '../../errors.ts';

/** The number of a user, group, role or token; null for what can be none. */
export function parseNumber(id: string): number | null {
  const number = /^[1-9]\d{0,9}$/.test(id) ? Number(id) : NaN;
  return number <= 2_147_483_647 ? number : null;
}

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
  const numbers = given.map(parseNumber);
  const ids = [...new Set(numbers.filter((id) => id !== null))];
  const found = ids.length === 0 ? new Set<number>() : await findActive(ids);
  for (const [index, id] of numbers.entries()) {
    if (id !== null && found.has(id)) continue;
    problems.push(problem('NOT_FOUND', `There is no ${kind} with id ${given[index]}`, [field, index]));
  }
  return ids.filter((id) => found.has(id));
}
