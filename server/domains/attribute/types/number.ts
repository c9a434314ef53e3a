import type { AttributeType, Parsed, StoredValue } from '../attribute-type.ts';
import { accepted, refused, show } from '../parsed.ts';

const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** A finite number, or its decimal text as in `"1e3"` and `" 4 "`; null and `""` are no number. */
export function parseNumber(input: unknown): Parsed {
  if (input === null || input === '') return accepted(null);
  const number = toNumber(input);
  if (number === null) return refused(`Expected a number, got ${show(input)}.`);
  if (!Number.isFinite(number)) return refused(`Expected a number of at most 1.8e308, got ${show(input)}.`);
  // JSON has no negative zero, so it would not come back as it was stored.
  return accepted(number === 0 ? 0 : number);
}

function toNumber(input: unknown): number | null {
  if (typeof input === 'number' && !Number.isNaN(input)) return input;
  return typeof input === 'string' && DECIMAL.test(input.trim()) ? Number(input) : null;
}

function read(value: StoredValue | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

export const numberType: AttributeType = {
  name: 'NUMBER',
  code: 256,
  isCreatable: true,
  isArray: false,
  refersTo: null,
  hasChoices: false,
  emptyValue: null,
  defaultValue: 'number',
  order: 'number',
  operators: ['eq', 'in', 'isEmpty', 'contains', 'startsWith', 'gt', 'lt'],
  parse: parseNumber,
  isEmpty: (value) => read(value) === null,
  isChanged: (previous, next) => read(previous) !== read(next),
  references: () => [],
  searchTexts: (value) => (read(value) === null ? [] : [String(value)]),
  render: (value) => {
    const number = read(value);
    return number === null ? null : { __typename: 'NumberValue', number };
  },
  toText: (value) => (read(value) === null ? '' : String(value)),
};
