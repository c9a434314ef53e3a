import { findAttributeTypeOfCode } from './attribute-types.ts';

/** What is wrong with a value that is to look as if it were stored in an attribute of this type; null for nothing. */
export function whyNotStored(code: number, value: unknown, timeZone: string): string | null {
  const type = findAttributeTypeOfCode(code);
  if (!type) return `there is no type with the code ${code}`;
  if (value === null) return null;
  // Choices that a column no longer offers are stored too.
  const choices = type.hasChoices ? [value].flat().map((one) => ({ value: String(one), label: '' })) : [];
  const parsed = type.parse(value, { choices, timeZone });
  if ('problems' in parsed) return parsed.problems[0]?.message ?? `it does not fit type ${type.name}`;
  return kindOf(parsed.value) === kindOf(value)
    ? null
    : `type ${type.name} is stored as ${kindOf(parsed.value)}, not as ${kindOf(value)}`;
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
