import type {
  AttributeType,
  FilterOperator,
  NameLookup,
  Reference,
  RenderedValue,
  StoredValue,
} from '../attribute-type.ts';
import { isSameInAnyOrder, joined, numbersOf, parseList } from '../list-value.ts';
import { parseId } from '../reference-id.ts';

type Kind = Reference['kind'];

const OPERATORS: Readonly<Record<Kind, readonly FilterOperator[]>> = {
  entry: ['eq', 'in', 'isEmpty', 'contains', 'startsWith', 'refersTo'],
  group: ['eq', 'in', 'isEmpty'],
  role: ['eq', 'in', 'isEmpty'],
};

function read(value: StoredValue | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

function nameOf(kind: Kind, id: number | null, names: NameLookup): string | null {
  return id === null ? null : names[kind](id);
}

interface One {
  readonly name: 'OBJECT' | 'GROUP' | 'ROLE';
  readonly code: number;
  readonly kind: Kind;
  readonly render: (id: number) => RenderedValue;
}

/** A type that refers to one object by its id. */
function makeReferenceType({ name, code, kind, render }: One): AttributeType {
  return {
    name,
    code,
    isCreatable: true,
    isArray: false,
    refersTo: kind,
    hasChoices: false,
    emptyValue: null,
    defaultValue: null,
    order: null,
    operators: OPERATORS[kind],
    parse: (input) => parseId(input, kind),
    isEmpty: (value) => read(value) === null,
    isChanged: (previous, next) => read(previous) !== read(next),
    references: (value) => {
      const id = read(value);
      return id === null ? [] : [{ kind, id }];
    },
    searchTexts: () => [],
    render: (value) => {
      const id = read(value);
      return id === null ? null : render(id);
    },
    toText: (value, _column, names) => nameOf(kind, read(value), names) ?? '',
  };
}

interface Many {
  readonly name: 'ARRAY_OBJECT' | 'ARRAY_GROUP' | 'ARRAY_ROLE';
  readonly code: number;
  readonly kind: Kind;
  readonly render: (ids: readonly number[]) => RenderedValue;
}

/** A type that refers to any number of objects by their ids. Empty elements are dropped; the order does not count. */
function makeReferenceListType({ name, code, kind, render }: Many): AttributeType {
  return {
    name,
    code,
    isCreatable: true,
    isArray: true,
    refersTo: kind,
    hasChoices: false,
    emptyValue: [],
    defaultValue: null,
    order: null,
    operators: OPERATORS[kind],
    parse: (input) =>
      parseList(
        input,
        (element) => parseId(element, kind),
        (element) => element === null,
      ),
    isEmpty: (value) => numbersOf(value).length === 0,
    isChanged: (previous, next) => !isSameInAnyOrder(numbersOf(previous), numbersOf(next)),
    references: (value) => Array.from(new Set(numbersOf(value)), (id) => ({ kind, id })),
    searchTexts: () => [],
    render: (value) => (value === null ? null : render(numbersOf(value))),
    toText: (value, _column, names) => joined(numbersOf(value).flatMap((id) => nameOf(kind, id, names) ?? [])),
  };
}

export const objectType = makeReferenceType({
  name: 'OBJECT',
  code: 1,
  kind: 'entry',
  render: (entryId) => ({ __typename: 'EntryValue', entryId }),
});

export const groupType = makeReferenceType({
  name: 'GROUP',
  code: 16,
  kind: 'group',
  render: (groupId) => ({ __typename: 'GroupValue', groupId }),
});

export const roleType = makeReferenceType({
  name: 'ROLE',
  code: 64,
  kind: 'role',
  render: (roleId) => ({ __typename: 'RoleValue', roleId }),
});

export const arrayObjectType = makeReferenceListType({
  name: 'ARRAY_OBJECT',
  code: 1025,
  kind: 'entry',
  render: (entryIds) => ({ __typename: 'EntryListValue', entryIds }),
});

export const arrayGroupType = makeReferenceListType({
  name: 'ARRAY_GROUP',
  code: 1040,
  kind: 'group',
  render: (groupIds) => ({ __typename: 'GroupListValue', groupIds }),
});

export const arrayRoleType = makeReferenceListType({
  name: 'ARRAY_ROLE',
  code: 1088,
  kind: 'role',
  render: (roleIds) => ({ __typename: 'RoleListValue', roleIds }),
});
