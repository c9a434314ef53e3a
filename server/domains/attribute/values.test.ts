/** What holds for whatever a type accepts, tried on values from a generator that makes the same ones every time. */
import { describe, expect, test } from '@jest/globals';
import { attributeTypes } from './attribute-types.ts';
import { column, names } from './test/samples.ts';

const ROUNDS = 600;

/** Mulberry32: small, fast and the same everywhere. */
function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function makeGenerator(seed: number): (depth?: number) => unknown {
  const random = makeRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <T>(all: readonly [T, ...T[]]): T => all[below(all.length)] ?? all[0];
  const digits = (count: number): string => Array.from({ length: count }, () => below(10)).join('');
  const text = (): string =>
    Array.from({ length: below(6) }, () => pick(['a', 'Ö', 'İ', 'Σ', ' ', '日', '😀', '\n', '%', '0'])).join('');
  const date = (): string => `${digits(4)}-${pick(['01', '2', '12', '06'])}-${pick(['1', '28', '29', '30', '31'])}`;
  const time = (): string =>
    `${date()}${pick(['T', ' '])}${below(25)}:${digits(2)}${pick(['', ':05', ':05.5', ':59.999999'])}${pick(['', 'Z', '+09:00', '-0330'])}`;
  const list = (depth: number): unknown => Array.from({ length: below(5) }, () => any(depth - 1));
  const named = (): unknown => ({
    name: text(),
    id: pick([null, '', 0, below(2 ** 31), digits(3)]),
    boolean: random() < 0.5,
  });
  const any = (depth = 2): unknown => {
    const leaves = [
      text,
      date,
      time,
      named,
      () => null,
      () => '',
      () => below(2 ** 32) - 2,
      () => (random() - 0.5) * 10 ** below(300),
      () => digits(below(12)),
      () => random() < 0.5,
      () => pick(['7c1f0a', '91be22', 'Test']),
    ] as const;
    return depth > 0 && random() < 0.4 ? list(depth) : pick<() => unknown>([...leaves])();
  };
  return any;
}

describe.each(Object.values(attributeTypes))('$name', (type) => {
  const generate = makeGenerator(type.code);
  const inputs = Array.from({ length: ROUNDS }, () =>
    type.isArray ? [generate(0), generate(0)].slice(generate(0) === '' ? 2 : 1) : generate(),
  );
  const stored = inputs.flatMap((input) => {
    const parsed = type.parse(input, column);
    return 'value' in parsed ? [parsed.value] : [];
  });

  test('accepts some of what is generated and refuses some', () => {
    expect(stored.length).toBeGreaterThan(10);
    expect(stored.length).toBeLessThan(ROUNDS);
  });

  test('takes what it stored and stores the same', () => {
    for (const value of stored) expect(type.parse(value, column)).toEqual({ value });
  });

  test('stores what JSON brings back unharmed', () => {
    for (const value of stored) expect(JSON.parse(JSON.stringify(value))).toStrictEqual(value);
  });

  test('sees no change in the same value', () => {
    for (const value of stored) expect(type.isChanged(value, value)).toBe(false);
  });

  test('sees the first value as a change unless it is the empty one', () => {
    for (const value of stored) {
      const isEmpty = JSON.stringify(value) === JSON.stringify(type.emptyValue);
      expect(type.isChanged(undefined, value)).toBe(type.name === 'BOOLEAN' || !isEmpty);
    }
  });

  test('renders everything but null', () => {
    for (const value of stored) expect(type.render(value, column) === null).toBe(value === null);
  });

  test('refers to nothing unless its kind says so', () => {
    for (const value of stored) {
      for (const reference of type.references(value)) expect(reference.kind).toBe(type.refersTo);
    }
  });

  test('gives texts to search and to read', () => {
    for (const value of stored) {
      expect(typeof type.toText(value, column, names)).toBe('string');
      expect(type.searchTexts(value).every((text) => text.length > 0)).toBe(true);
    }
  });
});

describe.each(Object.values(attributeTypes))('$name, given what another type stored', (type) => {
  test('reads it as something of its own instead of throwing', () => {
    for (const other of Object.values(attributeTypes)) {
      const values = [
        other.emptyValue,
        'a',
        5,
        true,
        ['a', 5, null, { name: 'a', id: 2 }],
        { name: 'a', id: 2 },
        { name: 5 },
      ];
      for (const value of values) {
        type.isEmpty(value);
        type.isChanged(other.emptyValue, value);
        type.references(value);
        type.render(value, column);
        expect(type.searchTexts(value).every((text) => typeof text === 'string')).toBe(true);
        expect(typeof type.toText(value, column, names)).toBe('string');
      }
    }
  });
});
