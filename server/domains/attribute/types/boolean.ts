import type { AttributeType } from '../attribute-type.ts';
import { accepted, refused, show } from '../parsed.ts';

/** True and false only, and never empty. A first version is written for false too. */
export const booleanType: AttributeType = {
  name: 'BOOLEAN',
  code: 8,
  isCreatable: true,
  isArray: false,
  refersTo: null,
  hasChoices: false,
  emptyValue: false,
  defaultValue: 'boolean',
  order: 'boolean',
  operators: ['eq', 'in', 'isEmpty'],
  parse: (input) =>
    typeof input === 'boolean' ? accepted(input) : refused(`Expected true or false, got ${show(input)}.`),
  isEmpty: () => false,
  isChanged: (previous, next) => previous !== next,
  references: () => [],
  searchTexts: () => [],
  render: (value) => (value === null ? null : { __typename: 'BooleanValue', boolean: value === true }),
  toText: (value) => String(value === true),
};
