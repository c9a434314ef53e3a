import { describe, expect, test } from '@jest/globals';
import { column, names, valueOf } from '../test/samples.ts';
import {
  arrayNamedObjectBooleanType,
  arrayNamedObjectType,
  namedObjectBooleanType,
  namedObjectType,
} from './named-object.ts';

const NOTHING = { name: '', id: null };

describe('NAMED_OBJECT', () => {
  test.each([
    [null, NOTHING],
    ['', NOTHING],
    [0, NOTHING],
    [false, NOTHING],
    [[], NOTHING],
    [{}, NOTHING],
    [{ name: '', id: null }, NOTHING],
    [{ name: '', id: 0 }, NOTHING],
    [
      { name: 'eth0', id: 411 },
      { name: 'eth0', id: 411 },
    ],
    [
      { name: 'eth0', id: '411' },
      { name: 'eth0', id: 411 },
    ],
    [
      { name: 'eth0', id: '' },
      { name: 'eth0', id: null },
    ],
    [
      { name: '', id: 411 },
      { name: '', id: 411 },
    ],
    [
      { name: 'eth0', id: 411, boolean: 'x', more: [1] },
      { name: 'eth0', id: 411 },
    ],
    [JSON.parse('{"name":"__proto__","id":411,"__proto__":{"id":1},"constructor":1}'), { name: '__proto__', id: 411 }],
    [Object.assign(Object.create(null), { name: 'eth0', id: 411 }), { name: 'eth0', id: 411 }],
  ])('%j is stored as %j', (input, stored) => {
    expect(valueOf(namedObjectType.parse(input, column))).toStrictEqual(stored);
  });

  test('what it inherits is no part of it', () => {
    expect(namedObjectType.parse(JSON.parse('{"__proto__":{"name":"a","id":1}}'), column)).toMatchObject({
      problems: [{ path: ['name'] }, { path: ['id'] }],
    });
    expect(namedObjectType.parse(Object.create({ name: 'a', id: 1 }), column)).toHaveProperty('problems');
  });

  test('it is empty when label and reference are', () => {
    expect(namedObjectType.isEmpty(NOTHING)).toBe(true);
    expect(namedObjectType.isEmpty(null)).toBe(true);
    expect(namedObjectType.isEmpty({ name: 'eth0', id: null })).toBe(false);
    expect(namedObjectType.isEmpty({ name: '', id: 411 })).toBe(false);
  });

  test('taking away the reference alone is a change', () => {
    expect(namedObjectType.isChanged({ name: 'eth0', id: 411 }, { name: 'eth0', id: null })).toBe(true);
    expect(namedObjectType.isChanged({ name: 'eth0', id: 411 }, { name: 'eth1', id: 411 })).toBe(true);
    expect(namedObjectType.isChanged({ name: 'eth0', id: 411 }, { name: 'eth0', id: 412 })).toBe(true);
    expect(namedObjectType.isChanged({ name: 'eth0', id: 411 }, { id: 411, name: 'eth0' })).toBe(false);
    expect(namedObjectType.isChanged(undefined, NOTHING)).toBe(false);
    expect(namedObjectType.isChanged(null, NOTHING)).toBe(false);
    expect(namedObjectType.isChanged(undefined, { name: 'eth0', id: null })).toBe(true);
  });

  test('people see label and entry, search sees the label', () => {
    expect(namedObjectType.toText({ name: 'eth0', id: 412 }, column, names)).toBe('eth0: entry 412');
    expect(namedObjectType.toText({ name: 'eth0', id: 411 }, column, names)).toBe('eth0');
    expect(namedObjectType.toText({ name: '', id: 412 }, column, names)).toBe('entry 412');
    expect(namedObjectType.toText(NOTHING, column, names)).toBe('');
    expect(namedObjectType.searchTexts({ name: 'ETH0', id: 411 })).toEqual(['eth0']);
    expect(namedObjectType.searchTexts({ name: '', id: 411 })).toEqual([]);
    expect(namedObjectType.references({ name: 'eth0', id: 411 })).toEqual([{ kind: 'entry', id: 411 }]);
    expect(namedObjectType.references(NOTHING)).toEqual([]);
    expect(namedObjectType.render({ name: 'eth0', id: 411 }, column)).toEqual({
      __typename: 'NamedEntryValue',
      name: 'eth0',
      entryId: 411,
    });
    expect(namedObjectType.render(null, column)).toBeNull();
  });
});

describe('NAMED_OBJECT_BOOLEAN', () => {
  test.each([
    [null, { name: '', id: null, boolean: false }],
    [
      { name: 'a', id: 1 },
      { name: 'a', id: 1, boolean: false },
    ],
    [
      { name: 'a', id: 1, boolean: null },
      { name: 'a', id: 1, boolean: false },
    ],
    [
      { name: 'a', id: 1, boolean: true },
      { name: 'a', id: 1, boolean: true },
    ],
  ])('%j is stored as %j', (input, stored) => {
    expect(valueOf(namedObjectBooleanType.parse(input, column))).toStrictEqual(stored);
  });

  test('the flag counts as content and as a change', () => {
    expect(namedObjectBooleanType.isEmpty({ name: '', id: null, boolean: true })).toBe(false);
    expect(namedObjectBooleanType.isEmpty({ name: '', id: null, boolean: false })).toBe(true);
    const [on, off] = [true, false].map((boolean) => ({ name: 'a', id: 1, boolean }));
    expect(namedObjectBooleanType.isChanged(on, off ?? null)).toBe(true);
    expect(namedObjectBooleanType.toText({ name: 'a', id: 2, boolean: true }, column, names)).toBe('a: entry 2 (true)');
    expect(namedObjectBooleanType.toText({ name: '', id: null, boolean: true }, column, names)).toBe('(true)');
  });
});

describe('ARRAY_NAMED_OBJECT', () => {
  const type = arrayNamedObjectType;

  test('elements without anything are dropped', () => {
    const input = [{ name: 'b', id: 2 }, null, { name: '', id: null }, { name: 'a', id: null }, ''];
    expect(valueOf(type.parse(input, column))).toEqual([
      { name: 'b', id: 2 },
      { name: 'a', id: null },
    ]);
    expect(valueOf(type.parse([null], column))).toEqual([]);
    expect(type.isEmpty([])).toBe(true);
    expect(type.isEmpty([{ name: 'a', id: null }])).toBe(false);
  });

  test('only the order of elements with one label counts', () => {
    const [a1, a2, b1] = [
      { name: 'a', id: 1 },
      { name: 'a', id: 2 },
      { name: 'b', id: 1 },
    ] as const;
    expect(type.isChanged([a1, b1], [b1, a1])).toBe(false);
    expect(type.isChanged([a1, a2], [a2, a1])).toBe(true);
    expect(type.isChanged([a1], [a2])).toBe(true);
    expect(type.isChanged([a1], [b1])).toBe(true);
    expect(type.isChanged([a1], [a1, a1])).toBe(true);
    expect(type.isChanged(undefined, [])).toBe(false);
    expect(type.isChanged(undefined, [a1])).toBe(true);
  });

  test('people see no element whose entry is gone', () => {
    const value = [
      { name: 'a', id: 2 },
      { name: 'b', id: 3 },
      { name: 'c', id: null },
    ];
    expect(type.toText(value, column, names)).toBe('a: entry 2, c');
    expect(type.searchTexts(value)).toEqual(['a', 'b', 'c']);
    expect(type.references(value)).toEqual([
      { kind: 'entry', id: 2 },
      { kind: 'entry', id: 3 },
    ]);
    expect(type.render(value, column)).toEqual({
      __typename: 'NamedEntryListValue',
      items: [
        { name: 'a', boolean: null, entryId: 2 },
        { name: 'b', boolean: null, entryId: 3 },
        { name: 'c', boolean: null, entryId: null },
      ],
    });
  });
});

describe('ARRAY_NAMED_OBJECT_BOOLEAN', () => {
  const type = arrayNamedObjectBooleanType;

  test('a flag alone keeps an element', () => {
    const input = [
      { name: '', id: null, boolean: true },
      { name: '', id: null, boolean: false },
      { name: 'a', id: 2 },
    ];
    expect(valueOf(type.parse(input, column))).toEqual([
      { name: '', id: null, boolean: true },
      { name: 'a', id: 2, boolean: false },
    ]);
  });

  test('another flag is a change', () => {
    expect(type.isChanged([{ name: 'a', id: 2, boolean: true }], [{ name: 'a', id: 2, boolean: false }])).toBe(true);
    expect(type.render([{ name: 'a', id: 2, boolean: true }], column)).toEqual({
      __typename: 'NamedEntryListValue',
      items: [{ name: 'a', boolean: true, entryId: 2 }],
    });
  });
});
