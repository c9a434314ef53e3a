import type { AttributeType, Choice, Parsed, StoredValue } from '../attribute-type.ts';
import { isSameInOrder, joined, parseList, textsOf } from '../list-value.ts';
import { accepted, refused, show } from '../parsed.ts';

const MOST_TOLD = 10;

function parseChoice(input: unknown, values: ReadonlySet<string>): Parsed {
  if (typeof input !== 'string') return refused(`Expected the value of a choice, got ${show(input)}.`);
  if (input === '' || values.has(input)) return accepted(input);
  return refused(`${show(input)} is not the value of a choice of this attribute${offered(values)}`);
}

function offered(values: ReadonlySet<string>): string {
  if (values.size === 0) return '. This attribute has no choices yet.';
  const told = [...values].slice(0, MOST_TOLD).map(show).join(', ');
  return `; they are ${told}${values.size > MOST_TOLD ? ` and ${values.size - MOST_TOLD} more` : ''}.`;
}

function valuesOf(choices: readonly Choice[]): ReadonlySet<string> {
  return new Set(choices.map((choice) => choice.value));
}

/** The choice as it is offered now; one that is no longer offered has its value as label. */
function choiceOf(value: string, choices: readonly Choice[]): Choice {
  return choices.find((choice) => choice.value === value) ?? { value, label: value };
}

function read(value: StoredValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** One of the choices, by its value. */
export const selectType: AttributeType = {
  name: 'SELECT',
  code: 512,
  isCreatable: true,
  isArray: false,
  refersTo: null,
  hasChoices: true,
  emptyValue: null,
  defaultValue: null,
  order: 'text',
  operators: ['eq', 'in', 'isEmpty', 'contains', 'startsWith'],
  parse: (input, { choices }) =>
    input === null || input === '' ? accepted(null) : parseChoice(input, valuesOf(choices)),
  isEmpty: (value) => read(value) === null,
  isChanged: (previous, next) => read(previous) !== read(next),
  references: () => [],
  searchTexts: (value) => (read(value) === null ? [] : [String(value)]),
  render: (value, { choices }) => {
    const choice = read(value);
    return choice === null ? null : { __typename: 'SelectValue', option: choiceOf(choice, choices) };
  },
  toText: (value, { choices }) => {
    const choice = read(value);
    return choice === null ? '' : choiceOf(choice, choices).label;
  },
};

/** Some of the choices, each once, in the order of the input. Reordering is a change. */
export const multiSelectType: AttributeType = {
  name: 'MULTI_SELECT',
  code: 1536,
  isCreatable: true,
  isArray: true,
  refersTo: null,
  hasChoices: true,
  emptyValue: [],
  defaultValue: null,
  order: null,
  operators: ['eq', 'in', 'isEmpty', 'contains', 'startsWith'],
  parse(input, { choices }) {
    const values = valuesOf(choices);
    const seen = new Set<StoredValue>(['']);
    const isDropped = (value: StoredValue) => seen.size === seen.add(value).size;
    return parseList(input, (element) => parseChoice(element, values), isDropped);
  },
  isEmpty: (value) => textsOf(value).length === 0,
  isChanged: (previous, next) => !isSameInOrder(textsOf(previous), textsOf(next)),
  references: () => [],
  searchTexts: textsOf,
  render: (value, { choices }) =>
    value === null
      ? null
      : { __typename: 'SelectListValue', options: textsOf(value).map((text) => choiceOf(text, choices)) },
  toText: (value, { choices }) => joined(textsOf(value).map((text) => choiceOf(text, choices).label)),
};
