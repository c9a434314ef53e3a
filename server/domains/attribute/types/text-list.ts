import type { AttributeType } from '../attribute-type.ts';
import { isSameInAnyOrder, joined, parseList, textsOf } from '../list-value.ts';
import { foldText } from '../name-key.ts';
import { parseText } from './text.ts';

/** Elements without a character are dropped. */
export const arrayStringType: AttributeType = {
  name: 'ARRAY_STRING',
  code: 1026,
  isCreatable: true,
  isArray: true,
  refersTo: null,
  hasChoices: false,
  emptyValue: [],
  defaultValue: null,
  order: null,
  operators: ['eq', 'in', 'isEmpty', 'contains', 'startsWith'],
  parse: (input) => parseList(input, parseText, (element) => element === ''),
  isEmpty: (value) => textsOf(value).length === 0,
  isChanged: (previous, next) => !isSameInAnyOrder(textsOf(previous), textsOf(next)),
  references: () => [],
  searchTexts: (value) => textsOf(value).map(foldText),
  render: (value) => (value === null ? null : { __typename: 'StringListValue', strings: textsOf(value) }),
  toText: (value) => joined(textsOf(value)),
};
