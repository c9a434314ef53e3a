import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { attributeTypes, compilePattern, nameKey, type StoredValue } from '../domains/attribute/index.ts';
import {
  DEMO_CLOSED,
  DEMO_ENTITIES,
  DEMO_ENTITY,
  DEMO_GROUPS,
  DEMO_ROLES,
  demoBatches,
  demoHistory,
  ENTITY_KEYS,
  FEWEST_ENTRIES,
  makeDemoEntry,
  makeShape,
  MOST_ENTRIES,
  type DemoEntity,
  type DemoValue,
  type Ref,
  type Shape,
} from './index.ts';

function isRef(value: unknown): value is Ref {
  return typeof value === 'object' && value !== null && 'ref' in value;
}

function refsIn(value: unknown): readonly Ref[] {
  if (isRef(value)) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(refsIn) : [];
}

/** With every reference replaced by an id, as a value type takes it. */
function withIds(value: DemoValue): unknown {
  if (isRef(value)) return value.index + 1;
  if (Array.isArray(value)) return value.map(withIds);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withIds(part)]));
}

function entriesOf(entity: DemoEntity, shape: Shape) {
  return Array.from({ length: shape[entity.key] }, (_, index) => makeDemoEntry(entity, index, shape));
}

function parse(entity: DemoEntity, name: string, value: DemoValue): StoredValue {
  const attr = entity.attrs.find((one) => one.name === name);
  if (!attr) throw new Error(`${entity.name} has no attribute ${name}`);
  const parsed = attributeTypes[attr.type].parse(withIds(value), { choices: attr.choices ?? [], timeZone: 'UTC' });
  if ('problems' in parsed) throw new Error(`${entity.name}.${name}: ${JSON.stringify(parsed.problems)}`);
  return parsed.value;
}

const small = makeShape(2000);

const PEOPLE = { group: DEMO_GROUPS, role: DEMO_ROLES };

describe('the shape of the demo data', () => {
  test.each([FEWEST_ENTRIES, 2000, 12_345, 100_000, MOST_ENTRIES])('%i entries are divided without rest', (entries) => {
    const shape = makeShape(entries);
    expect(Object.values(shape).reduce((sum, count) => sum + count)).toBe(entries);
    expect(Math.min(...Object.values(shape))).toBeGreaterThan(0);
  });

  test.each([2000, 100_000, 1_000_000])('of %i entries about 40 %% are of the largest entity', (entries) => {
    const shape = makeShape(entries);
    expect(Math.max(...Object.values(shape))).toBe(shape.server);
    expect(shape.server / entries).toBeGreaterThan(0.36);
    expect(shape.server / entries).toBeLessThan(0.42);
    expect(Object.values(shape).filter((count) => count < entries * 0.03).length).toBeGreaterThanOrEqual(8);
  });

  test.each([0, FEWEST_ENTRIES - 1, MOST_ENTRIES + 1, 2000.5, Number.NaN])('%d entries are refused', (entries) => {
    expect(() => makeShape(entries)).toThrow(RangeError);
  });
});

describe('the entities of the demo data', () => {
  test('use every type of attribute that can be created', () => {
    const creatable = Object.values(attributeTypes).filter((type) => type.isCreatable);
    const used = new Set(DEMO_ENTITIES.flatMap((entity) => entity.attrs.map((attr) => attr.type)));
    expect([...used].sort()).toEqual(creatable.map((type) => type.name).sort());
  });

  test('use defaults, choices, mandatory attributes, patterns, both kinds of made names and deletion in chain', () => {
    const attrs = DEMO_ENTITIES.flatMap((entity) => entity.attrs);
    expect(new Set(attrs.flatMap((attr) => typeof attr.defaultValue))).toEqual(
      new Set(['undefined', 'string', 'boolean', 'number']),
    );
    expect(new Set(DEMO_ENTITIES.flatMap((entity) => entity.itemNameType ?? []))).toEqual(
      new Set(['ID', 'ATTRIBUTES']),
    );
    expect(attrs.some((attr) => attr.isDeleteInChain && attr.referral)).toBe(true);
    expect(attrs.some((attr) => attr.isMandatory) && attrs.some((attr) => attr.displayAttr)).toBe(true);
    expect(DEMO_ENTITIES.some((entity) => entity.itemNamePattern)).toBe(true);
  });

  test('refer only to themselves and to earlier ones', () => {
    for (const [at, key] of ENTITY_KEYS.entries()) {
      const known = new Set(ENTITY_KEYS.slice(0, at + 1));
      const referred = DEMO_ENTITY[key].attrs.flatMap((attr) => attr.referral ?? []);
      expect(referred.filter((other) => !known.has(other))).toEqual([]);
    }
  });

  test('refer to entries exactly where the type does', () => {
    for (const attr of DEMO_ENTITIES.flatMap((entity) => entity.attrs)) {
      expect([attr.name, (attr.referral ?? []).length > 0]).toEqual([
        attr.name,
        attributeTypes[attr.type].refersTo === 'entry',
      ]);
    }
  });
});

describe('the entries of the demo data', () => {
  test('are the same at every run', () => {
    const hash = createHash('sha256');
    for (const batch of demoBatches(small, 100)) hash.update(JSON.stringify(batch.entries));
    for (const change of demoHistory(small)) hash.update(JSON.stringify(change));
    expect(hash.digest('hex')).toBe('5b29bf9ffddfbf214386eeda255c9194625f586848964e1133a832f84cea6545');
  });

  test.each(DEMO_ENTITIES)('of $name have values that their types take, and all mandatory ones', (entity) => {
    for (const entry of entriesOf(entity, small)) {
      for (const attr of entity.attrs) {
        const value = entry.attrs[attr.name];
        const stored = value === undefined ? undefined : parse(entity, attr.name, value);
        const isEmpty = stored === undefined || attributeTypes[attr.type].isEmpty(stored);
        expect([entry.name, attr.name, attr.isMandatory === true && isEmpty]).toEqual([entry.name, attr.name, false]);
      }
      expect(Object.keys(entry.attrs).filter((name) => !entity.attrs.some((attr) => attr.name === name))).toEqual([]);
    }
  });

  test.each(DEMO_ENTITIES)('of $name fill each attribute at least once', (entity) => {
    const filled = new Set(entriesOf(entity, small).flatMap((entry) => Object.keys(entry.attrs)));
    expect([...filled].sort()).toEqual(entity.attrs.map((attr) => attr.name).sort());
  });

  test.each([FEWEST_ENTRIES, 2000, 20_000])('have unique names that match their pattern at %i', (entries) => {
    const shape = makeShape(entries);
    for (const entity of DEMO_ENTITIES) {
      const compiled = compilePattern(entity.itemNamePattern ?? '');
      const all = entriesOf(entity, shape).map((entry) => entry.name);
      expect(all.filter((name) => !('pattern' in compiled) || !compiled.pattern.matches(name))).toEqual([]);
      expect([entity.name, new Set(all.map(nameKey)).size]).toEqual([entity.name, shape[entity.key]]);
    }
  });

  test.each([1, 7, 1000])('in batches of %i refer to nothing that comes later', (size) => {
    const known: Record<string, number> = Object.fromEntries(ENTITY_KEYS.map((key) => [key, 0]));
    for (const { entity, first, entries } of demoBatches(small, size)) {
      expect([first, entries.length > 0 && entries.length <= 1000]).toEqual([known[entity.key], true]);
      const isKnown = (ref: Ref): boolean =>
        ref.index >= 0 && ref.index < (ref.ref === 'entry' ? (known[ref.entity] ?? 0) : PEOPLE[ref.ref].length);
      expect(entries.flatMap((entry) => refsIn(entry.attrs)).filter((ref) => !isKnown(ref))).toEqual([]);
      known[entity.key] = first + entries.length;
    }
    expect(known).toEqual(small);
  });

  test('refer to entries of the entities that their attribute names', () => {
    for (const entity of DEMO_ENTITIES) {
      for (const [name, value] of entriesOf(entity, small).flatMap((entry) => Object.entries(entry.attrs))) {
        const allowed = entity.attrs.find((attr) => attr.name === name)?.referral ?? [];
        const wrong = refsIn(value).filter((ref) => ref.ref === 'entry' && !allowed.includes(ref.entity));
        expect([entity.name, name, wrong]).toEqual([entity.name, name, []]);
      }
    }
  });

  test('speak several languages and scripts', () => {
    const text = JSON.stringify(DEMO_ENTITIES.map((entity) => entriesOf(entity, small)));
    for (const script of [/\p{Script=Han}/u, /\p{Script=Katakana}/u, /\p{Script=Hangul}/u, /[äöüéãąż]/]) {
      expect(text).toMatch(script);
    }
  });

  test('hold a Japanese word in their remarks about as often as an English one', () => {
    const remarks = entriesOf(DEMO_ENTITY.server, makeShape(20_000)).map((entry) => JSON.stringify(entry.attrs.remark));
    const english = remarks.filter((remark) => remark?.includes('replaced')).length;
    const japanese = remarks.filter((remark) => remark?.includes('交換')).length;
    expect(english).toBeGreaterThan(500);
    expect(japanese / english).toBeGreaterThan(0.9);
    expect(japanese / english).toBeLessThan(1.1);
  });
});

test('what is closed exists at every size, and no server and no remark is', () => {
  const least = makeShape(FEWEST_ENTRIES);
  for (const { entity, attr, entries = [] } of DEMO_CLOSED) {
    expect([entity, DEMO_ENTITY[entity].attrs.some(({ name }) => name === attr)]).toEqual([entity, attr !== undefined]);
    expect(Math.max(0, ...entries)).toBeLessThan(least[entity]);
    expect(entity).not.toBe('server');
  }
});

describe('the history of the demo data', () => {
  const changes = [...demoHistory(small)];

  test('updates, deletes and restores', () => {
    const kinds = Map.groupBy(changes, (change) => change.kind);
    expect(kinds.get('update')?.length).toBeGreaterThan(100);
    expect(kinds.get('delete')?.length).toBeGreaterThan(20);
    expect(kinds.get('restore')).toHaveLength(1);
  });

  test('is made of values that their types take', () => {
    for (const change of changes) {
      expect(change.index).toBeLessThan(small[change.entity]);
      if (change.kind !== 'update') continue;
      for (const [name, value] of Object.entries(change.attrs)) parse(DEMO_ENTITY[change.entity], name, value);
    }
  });

  test('stays small when the data is large', () => {
    expect([...demoHistory(makeShape(1_000_000))].length).toBeLessThan(1000);
  });
});
