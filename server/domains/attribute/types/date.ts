import type { AttributeType, StoredValue } from '../attribute-type.ts';
import { foldText } from '../name-key.ts';
import { accepted, refused, show } from '../parsed.ts';
import { findDate } from '../calendar.ts';

const FORM = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;

function read(value: StoredValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** A calendar date, stored as `2026-03-01`. */
export const dateType: AttributeType = {
  name: 'DATE',
  code: 32,
  isCreatable: true,
  isArray: false,
  refersTo: null,
  hasChoices: false,
  emptyValue: null,
  defaultValue: null,
  order: 'text',
  operators: ['eq', 'in', 'isEmpty', 'contains', 'startsWith', 'before', 'after'],
  parse(input) {
    if (input === null || input === '') return accepted(null);
    const parts = typeof input === 'string' ? FORM.exec(input) : null;
    if (!parts) return refused(`Expected a date such as 2026-03-01, got ${show(input)}.`);
    const date = findDate(parts[1], parts[2], parts[3]);
    return date === null ? refused(`There is no date ${show(input)}.`) : accepted(date);
  },
  isEmpty: (value) => read(value) === null,
  isChanged: (previous, next) => read(previous) !== read(next),
  references: () => [],
  searchTexts: (value) => (read(value) === null ? [] : [foldText(String(value))]),
  render: (value) => {
    const date = read(value);
    return date === null ? null : { __typename: 'DateValue', date };
  },
  toText: (value) => read(value) ?? '',
};
