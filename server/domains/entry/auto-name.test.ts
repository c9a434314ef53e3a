import { describe, expect, test } from '@jest/globals';
import type { AttributeTypeName, StoredValue } from '../attribute/index.ts';
import { automaticName, duplicateName, type AutoNameSource } from './auto-name.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

type Part = readonly [
  name: AttributeTypeName,
  nameOrder: number,
  value: StoredValue | undefined,
  namePrefix?: string,
  namePostfix?: string,
];

function sourceOf(parts: readonly Part[]): AutoNameSource {
  return {
    itemNameType: 'ATTRIBUTES',
    isNew: false,
    attrs: parts.map(([name, nameOrder, , namePrefix = '', namePostfix = ''], index) => ({
      id: index + 1,
      type: { name },
      nameOrder,
      namePrefix,
      namePostfix,
    })),
    valueOf: (id) => parts[id - 1]?.[2],
    entryNameOf: (id) => (id === 120 ? 'R-12' : null),
  };
}

const nameOf = (...parts: readonly Part[]) => automaticName(sourceOf(parts));

test('values stand in the order that the attributes ask for, between prefix and postfix', () => {
  expect(nameOf(['STRING', 2, 'web', '-', '!'], ['OBJECT', 1, 120, '[', ']'], ['NUMBER', 3, 4])).toBe('[R-12]-web!4');
});

test('attributes of the same order stay as they stand', () => {
  expect(nameOf(['STRING', 1, 'a'], ['STRING', 1, 'b'])).toBe('ab');
});

test('attributes without an order or of other types are no part of it', () => {
  expect(nameOf(['STRING', 0, 'a'], ['TEXT', 1, 'b'], ['BOOLEAN', 1, true, '<', '>'], ['STRING', 2, 'c'])).toBe('c');
});

test('nothing contributes nothing, an empty text its prefix and postfix', () => {
  expect(nameOf(['OBJECT', 1, null, '[', ']'], ['NUMBER', 2, null, '(', ')'], ['STRING', 3, '', '<', '>'])).toBe('<>');
  expect(nameOf(['OBJECT', 1, 999, '[', ']'], ['STRING', 2, undefined, '<', '>'])).toBe('<>');
});

test('numbers are written without a needless fraction', () => {
  expect(nameOf(['NUMBER', 1, 0], ['NUMBER', 2, 1.5, '/'])).toBe('0/1.5');
});

test('an entry whose attributes say nothing keeps its name', () => {
  expect(nameOf()).toBeNull();
  expect(nameOf(['STRING', 1, '  ', ' ', '\n'])).toBeNull();
});

test('a name ends at 200 characters, however long the values are', () => {
  const name = nameOf(['STRING', 1, ' x'], ['STRING', 2, '😀'.repeat(1_000)]);
  expect(name).toBe(`x${'😀'.repeat(199)}`);
});

describe('the other ways to name', () => {
  test('names that users type stay', () => {
    expect(automaticName({ ...sourceOf([['STRING', 1, 'a']]), itemNameType: 'USER', isNew: true })).toBeNull();
  });

  test('a random id is made when the entry is created, and never again', () => {
    expect(automaticName({ ...sourceOf([]), itemNameType: 'ID', isNew: true })).toMatch(UUID);
    expect(automaticName({ ...sourceOf([]), itemNameType: 'ID', isNew: false })).toBeNull();
  });
});

test('a name that is taken says by whom and becomes unique', () => {
  const [first, second] = [duplicateName('web', 204), duplicateName('web', 204)];
  expect(first).toMatch(/^web -- duplicate of ID:204 -- [0-9a-f-]{36}$/);
  expect(first.slice(-36)).toMatch(UUID);
  expect(first).not.toBe(second);
});
