import type { AttributeType, StoredValue } from '../attribute-type.ts';
import { elementsOf, isSameInAnyOrder, joined, numbersOf, parseList } from '../list-value.ts';
import { parseNumber } from './number.ts';

/** Empty elements keep their place, but do not count when values are compared. */
export const arrayNumberType: AttributeType = {
  name: 'ARRAY_NUMBER',
  code: 1280,
  isCreatable: true,
  isArray: true,
  refersTo: null,
  hasChoices: false,
  emptyValue: [],
  defaultValue: null,
  order: null,
  operators: ['eq', 'in', 'isEmpty'],
  parse: (input) => parseList(input, parseNumber, () => false),
  isEmpty: (value) => elementsOf(value).length === 0 || elementsOf(value).includes(null),
  isChanged: (previous, next) =>
    previous === undefined ? elementsOf(next).length > 0 : !isSameInAnyOrder(numbersOf(previous), numbersOf(next)),
  references: () => [],
  searchTexts: (value) => numbersOf(value).map(String),
  render: (value) => (value === null ? null : { __typename: 'NumberListValue', numbers: places(value) }),
  toText: (value) => joined(numbersOf(value).map(String)),
};

function places(value: StoredValue): readonly (number | null)[] {
  return elementsOf(value).map((element) => (typeof element === 'number' ? element : null));
}
