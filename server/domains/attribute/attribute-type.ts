import type { ErrorCode } from '../../errors.ts';

/** A value as it is stored in documents and versions, and as inputs take it. */
export type StoredValue =
  null | string | number | boolean | { readonly [key: string]: StoredValue } | readonly StoredValue[];

export type AttributeTypeName =
  | 'STRING'
  | 'TEXT'
  | 'BOOLEAN'
  | 'NUMBER'
  | 'DATE'
  | 'DATETIME'
  | 'SELECT'
  | 'OBJECT'
  | 'NAMED_OBJECT'
  | 'NAMED_OBJECT_BOOLEAN'
  | 'GROUP'
  | 'ROLE'
  | 'ARRAY_STRING'
  | 'ARRAY_NUMBER'
  | 'ARRAY_OBJECT'
  | 'ARRAY_NAMED_OBJECT'
  | 'ARRAY_NAMED_OBJECT_BOOLEAN'
  | 'ARRAY_GROUP'
  | 'ARRAY_ROLE'
  | 'MULTI_SELECT';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What parsing and rendering must know of the column. */
export interface ColumnOptions {
  readonly choices: readonly Choice[];
  /** IANA name; a date-time without an offset is meant there. */
  readonly timeZone: string;
}

/** Something that a value points at and that must exist. */
export interface Reference {
  readonly kind: 'entry' | 'group' | 'role';
  readonly id: number;
}

/** A problem of a value; `path` is relative to the value (index or key). */
export interface ValueProblem {
  readonly code: ErrorCode;
  readonly message: string;
  readonly path: readonly (string | number)[];
}

export type Parsed = { readonly value: StoredValue } | { readonly problems: readonly ValueProblem[] };

/** The names of what values refer to; null when it is gone or may not be seen. */
export interface NameLookup {
  entry(id: number): string | null;
  group(id: number): string | null;
  role(id: number): string | null;
}

/** Everything that differs between the types of attributes. A new type is one file and one line in the table. */
export interface AttributeType {
  readonly name: AttributeTypeName;
  /** The code in REST. */
  readonly code: number;
  readonly isCreatable: boolean;
  readonly isArray: boolean;
  readonly refersTo: Reference['kind'] | null;
  /** Whether the column lists what a value can be. */
  readonly hasChoices: boolean;
  /** What an entry without a value shows. */
  readonly emptyValue: StoredValue;
  /** Whether the column may have a `defaultValue`, and which form it has. */
  readonly defaultValue: 'string' | 'boolean' | 'number' | null;
  /** How `orderBy` and `gt`, `before` … compare its values in SQL; null when it has no order. */
  readonly order: 'text' | 'number' | 'boolean' | null;
  /**
   * Which conditions filters may put on it. `contains` and `startsWith` look at `searchTexts`, for references also at the
   * name of what is referred to, and for choices at the label instead of the value.
   */
  readonly operators: readonly FilterOperator[];
  /** Checks an input and brings it into stored form. Never throws. Existence of references is checked elsewhere. */
  parse(input: unknown, column: ColumnOptions): Parsed;
  /** What a mandatory attribute refuses. A list of numbers is refused as soon as one of its elements is empty. */
  isEmpty(value: StoredValue): boolean;
  /** Whether `next` makes a new version after `previous` (undefined: no version yet). */
  isChanged(previous: StoredValue | undefined, next: StoredValue): boolean;
  references(value: StoredValue): readonly Reference[];
  /**
   * What search and equality filters look at, one text per element that has one. Folded by `foldText`, except for values
   * of choices: those are tokens for machines and compare exactly.
   */
  searchTexts(value: StoredValue): readonly string[];
  /** The value of the GraphQL union `AttributeValue`, references as ids; null exactly where the stored value is null. */
  render(value: StoredValue, column: ColumnOptions): RenderedValue | null;
  /** The value for people. */
  toText(value: StoredValue, column: ColumnOptions, names: NameLookup): string;
}

/** The operators of the GraphQL input `AttrFilter`. */
export type FilterOperator =
  'eq' | 'in' | 'isEmpty' | 'contains' | 'startsWith' | 'refersTo' | 'before' | 'after' | 'gt' | 'lt';

/** Members of the GraphQL union; resolvers turn ids into objects. */
export type RenderedValue =
  | { readonly __typename: 'StringValue'; readonly string: string }
  | { readonly __typename: 'TextValue'; readonly text: string }
  | { readonly __typename: 'BooleanValue'; readonly boolean: boolean }
  | { readonly __typename: 'NumberValue'; readonly number: number }
  | { readonly __typename: 'DateValue'; readonly date: string }
  | { readonly __typename: 'DateTimeValue'; readonly dateTime: string }
  | { readonly __typename: 'SelectValue'; readonly option: Choice }
  | { readonly __typename: 'EntryValue'; readonly entryId: number }
  | { readonly __typename: 'NamedEntryValue'; readonly name: string; readonly entryId: number | null }
  | { readonly __typename: 'GroupValue'; readonly groupId: number }
  | { readonly __typename: 'RoleValue'; readonly roleId: number }
  | { readonly __typename: 'StringListValue'; readonly strings: readonly string[] }
  | { readonly __typename: 'NumberListValue'; readonly numbers: readonly (number | null)[] }
  | { readonly __typename: 'SelectListValue'; readonly options: readonly Choice[] }
  | { readonly __typename: 'EntryListValue'; readonly entryIds: readonly number[] }
  | {
      readonly __typename: 'NamedEntryListValue';
      readonly items: readonly {
        readonly name: string;
        readonly boolean: boolean | null;
        readonly entryId: number | null;
      }[];
    }
  | { readonly __typename: 'GroupListValue'; readonly groupIds: readonly number[] }
  | { readonly __typename: 'RoleListValue'; readonly roleIds: readonly number[] };
