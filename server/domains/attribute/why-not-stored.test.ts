import { describe, expect, test } from '@jest/globals';
import { attributeTypes } from './attribute-types.ts';
import { whyNotStored } from './why-not-stored.ts';

const codeOf = (name: keyof typeof attributeTypes): number => attributeTypes[name].code;

test.each(Object.values(attributeTypes).map((type) => [type.name, type] as const))(
  'what %s shows for no value is fine',
  (_name, type) => {
    expect(whyNotStored(type.code, type.emptyValue, 'UTC')).toBeNull();
    expect(whyNotStored(type.code, null, 'UTC')).toBeNull();
  },
);

describe('a value', () => {
  test.each([
    ['STRING', 42, 'Expected a text, got 42.'],
    ['NUMBER', '42', 'type NUMBER is stored as a number, not as a string'],
    ['BOOLEAN', 'yes', expect.any(String)],
    ['DATE', 'tomorrow', expect.any(String)],
    ['ARRAY_STRING', 'one', expect.any(String)],
    ['OBJECT', { a: 1 }, expect.any(String)],
  ] as const)('of another kind is wrong for %s', (name, value, reason) => {
    expect(whyNotStored(codeOf(name), value, 'UTC')).toEqual(reason);
  });

  test('of a choice that is no longer offered is fine', () => {
    expect(whyNotStored(codeOf('SELECT'), 'gone', 'UTC')).toBeNull();
    expect(whyNotStored(codeOf('MULTI_SELECT'), ['gone', 'too'], 'UTC')).toBeNull();
  });

  test('of no type is wrong', () => {
    expect(whyNotStored(4711, 'x', 'UTC')).toBe('there is no type with the code 4711');
  });
});
