import { limitExceeded } from './limit-exceeded.ts';

/** Lists and objects inside each other; far more than any input type needs, far less than a stack holds. */
const MAX_NESTING = 100;

/** Throws a refusal when variables are nested so deep that walking them could exhaust the stack. */
export function checkNesting(variables: Readonly<Record<string, unknown>>): void {
  if (isNestedWithin(variables, MAX_NESTING + 1)) return;
  throw limitExceeded(
    { limit: 'nesting', value: null, maximum: MAX_NESTING },
    `The variables have more than ${MAX_NESTING} lists and objects inside each other, which is the maximum.`,
  );
}

function isNestedWithin(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  for (const inner of Array.isArray(value) ? value : Object.values(value)) {
    if (!isNestedWithin(inner, levels - 1)) return false;
  }
  return true;
}
