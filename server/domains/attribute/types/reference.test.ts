import { describe, expect, test } from '@jest/globals';
import { column, names, valueOf } from '../test/samples.ts';
import { arrayGroupType, arrayObjectType, arrayRoleType, groupType, objectType, roleType } from './reference.ts';

const forms: readonly (readonly [unknown, number | null])[] = [
  [null, null],
  ['', null],
  [0, null],
  [-0, null],
  ['0', null],
  [1, 1],
  [120, 120],
  ['120', 120],
  [' 120 ', 120],
  ['007', 7],
  [2_147_483_647, 2_147_483_647],
  ['2147483647', 2_147_483_647],
];

describe.each([objectType, groupType, roleType])('$name', (type) => {
  test.each(forms)('%j is stored as %j', (input, stored) => {
    expect(valueOf(type.parse(input, column))).toBe(stored);
  });

  test('it is empty without an id and changes with the id', () => {
    expect(type.isEmpty(null)).toBe(true);
    expect(type.isEmpty(1)).toBe(false);
    expect(type.isChanged(undefined, null)).toBe(false);
    expect(type.isChanged(undefined, 1)).toBe(true);
    expect(type.isChanged(1, 1)).toBe(false);
    expect(type.isChanged(1, 2)).toBe(true);
    expect(type.isChanged(1, null)).toBe(true);
  });

  test('it tells what must exist', () => {
    expect(type.references(120)).toEqual([{ kind: type.refersTo, id: 120 }]);
    expect(type.references(null)).toEqual([]);
  });

  test('people see the name, and nothing when it is gone', () => {
    expect(type.toText(2, column, names)).toBe(`${type.refersTo} 2`);
    expect(type.toText(3, column, names)).toBe('');
    expect(type.toText(null, column, names)).toBe('');
    expect(type.searchTexts(2)).toEqual([]);
    expect(type.render(null, column)).toBeNull();
  });
});

describe.each([arrayObjectType, arrayGroupType, arrayRoleType])('$name', (type) => {
  test('empty elements are dropped, doubles stay', () => {
    expect(valueOf(type.parse([5, null, '7', '', 0, 5], column))).toEqual([5, 7, 5]);
    expect(valueOf(type.parse([null], column))).toEqual([]);
  });

  test('another order is no change', () => {
    expect(type.isChanged([2, 10], [10, 2])).toBe(false);
    expect(type.isChanged([2, 10], [2, 11])).toBe(true);
    expect(type.isChanged([2, 2, 10], [2, 10, 10])).toBe(true);
    expect(type.isChanged([2], [])).toBe(true);
    expect(type.isChanged(undefined, [])).toBe(false);
    expect(type.isChanged(undefined, [2])).toBe(true);
  });

  test('it refers to each object once and leaves out those that are gone', () => {
    expect(type.references([2, 3, 2])).toEqual([
      { kind: type.refersTo, id: 2 },
      { kind: type.refersTo, id: 3 },
    ]);
    expect(type.toText([2, 3, 4], column, names)).toBe(`${type.refersTo} 2, ${type.refersTo} 4`);
    expect(type.isEmpty([])).toBe(true);
    expect(type.isEmpty([3])).toBe(false);
  });
});

test('each has its own member of the union', () => {
  expect(objectType.render(2, column)).toEqual({ __typename: 'EntryValue', entryId: 2 });
  expect(groupType.render(2, column)).toEqual({ __typename: 'GroupValue', groupId: 2 });
  expect(roleType.render(2, column)).toEqual({ __typename: 'RoleValue', roleId: 2 });
  expect(arrayObjectType.render([2, 3], column)).toEqual({ __typename: 'EntryListValue', entryIds: [2, 3] });
  expect(arrayGroupType.render([2], column)).toEqual({ __typename: 'GroupListValue', groupIds: [2] });
  expect(arrayRoleType.render([], column)).toEqual({ __typename: 'RoleListValue', roleIds: [] });
});
