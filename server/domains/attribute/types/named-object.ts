import type { AttributeType, StoredValue } from '../attribute-type.ts';
import { elementsOf, isSameInOrder, joined, parseList } from '../list-value.ts';
import { foldText } from '../name-key.ts';
import { isEmptyNamed, isSameNamed, parseNamed, readNamed, showNamed, storeNamed } from '../named-reference.ts';
import type { NamedReference } from '../named-reference.ts';

const OPERATORS = ['eq', 'in', 'isEmpty', 'contains', 'startsWith', 'refersTo'] as const;

interface One {
  readonly name: 'NAMED_OBJECT' | 'NAMED_OBJECT_BOOLEAN';
  readonly code: number;
  readonly hasFlag: boolean;
}

/** A labelled reference to one entry. Taking away the reference and keeping the label is a change. */
function makeNamedObjectType({ name, code, hasFlag }: One): AttributeType {
  const empty = readNamed(null);
  return {
    name,
    code,
    isCreatable: !hasFlag,
    isArray: false,
    refersTo: 'entry',
    hasChoices: false,
    emptyValue: storeNamed(empty, hasFlag),
    defaultValue: null,
    order: null,
    operators: OPERATORS,
    parse: (input) => parseNamed(input, hasFlag),
    isEmpty: (value) => isEmptyNamed(readNamed(value)),
    isChanged: (previous, next) => !isSameNamed(readNamed(previous), readNamed(next)),
    references: (value) => referencesOf([readNamed(value)]),
    searchTexts: (value) => labelsOf([readNamed(value)]),
    render: (value) => {
      if (value === null) return null;
      const named = readNamed(value);
      return { __typename: 'NamedEntryValue', name: named.name, entryId: named.id };
    },
    toText: (value, _column, names) => showNamed(readNamed(value), names),
  };
}

interface Many {
  readonly name: 'ARRAY_NAMED_OBJECT' | 'ARRAY_NAMED_OBJECT_BOOLEAN';
  readonly code: number;
  readonly hasFlag: boolean;
}

/** Any number of labelled references. Elements without anything are dropped; the order of labels does not count. */
function makeNamedObjectListType({ name, code, hasFlag }: Many): AttributeType {
  return {
    name,
    code,
    isCreatable: true,
    isArray: true,
    refersTo: 'entry',
    hasChoices: false,
    emptyValue: [],
    defaultValue: null,
    order: null,
    operators: OPERATORS,
    parse: (input) => parseList(input, (element) => parseNamed(element, hasFlag), isDropped),
    isEmpty: (value) => elementsOf(value).length === 0,
    isChanged: (previous, next) => !isSameInOrder(comparable(previous), comparable(next)),
    references: (value) => referencesOf(allNamed(value)),
    searchTexts: (value) => labelsOf(allNamed(value)),
    render: (value) =>
      value === null
        ? null
        : {
            __typename: 'NamedEntryListValue',
            items: allNamed(value).map((named) => ({
              name: named.name,
              boolean: hasFlag ? named.boolean : null,
              entryId: named.id,
            })),
          },
    toText: (value, _column, names) =>
      joined(
        allNamed(value)
          .filter((named) => named.id === null || names.entry(named.id) !== null)
          .map((named) => showNamed(named, names)),
      ),
  };
}

function allNamed(value: StoredValue | undefined): readonly NamedReference[] {
  return elementsOf(value).map(readNamed);
}

function isDropped(element: StoredValue): boolean {
  return isEmptyNamed(readNamed(element));
}

/** By label; elements that share one keep their order, so swapping those is a change. */
function comparable(value: StoredValue | undefined): readonly string[] {
  return allNamed(value)
    .toSorted((left, right) => (left.name === right.name ? 0 : left.name < right.name ? -1 : 1))
    .map(({ name, id, boolean }) => JSON.stringify([name, id, boolean]));
}

function referencesOf(all: readonly NamedReference[]): { readonly kind: 'entry'; readonly id: number }[] {
  const ids = new Set(all.flatMap((named) => named.id ?? []));
  return Array.from(ids, (id) => ({ kind: 'entry', id }));
}

function labelsOf(all: readonly NamedReference[]): readonly string[] {
  return all.filter((named) => named.name !== '').map((named) => foldText(named.name));
}

export const namedObjectType = makeNamedObjectType({ name: 'NAMED_OBJECT', code: 2049, hasFlag: false });
export const namedObjectBooleanType = makeNamedObjectType({ name: 'NAMED_OBJECT_BOOLEAN', code: 2057, hasFlag: true });
export const arrayNamedObjectType = makeNamedObjectListType({ name: 'ARRAY_NAMED_OBJECT', code: 3073, hasFlag: false });
export const arrayNamedObjectBooleanType = makeNamedObjectListType({
  name: 'ARRAY_NAMED_OBJECT_BOOLEAN',
  code: 3081,
  hasFlag: true,
});
