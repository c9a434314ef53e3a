/** What looks like an attack and is none: names and values that are stored and come back byte by byte. */
import { describe, expect, test } from '@jest/globals';
import { checkStorage } from '../domains/entry/index.ts';
import { LONGEST_NAMES, ODD_NAMES, ODD_TEXTS } from './test/odd-texts.ts';
import { makeTrustWorld } from './test/world.ts';

const world = await makeTrustWorld();
const { data } = world;

interface ReadEntry {
  readonly name: string;
  readonly attrs: Readonly<Record<string, { readonly json: unknown; readonly text: string }>>;
}

/** What the server says afterwards, in a request of its own. */
async function readBack(id: string): Promise<ReadEntry> {
  const { entry } = await data('query ($id: ID!) { entry(id: $id) { name attrs { name json text } } }', { id });
  const attrs = entry.attrs as { name: string; json: unknown; text: string }[];
  return { name: entry.name, attrs: Object.fromEntries(attrs.map((attr) => [attr.name, attr])) };
}

/** Carries a mutation out that must succeed; gives what it is about. */
async function write(
  field: string,
  variables: object,
  key = 'entry',
): Promise<{ readonly id: string; readonly name: string }> {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input!`;
  const source = `mutation ($input: ${type}) { ${field}(input: $input) { ${key} { id name } errors { code message } } }`;
  const payload = (await data(source, { input: variables }))[field];
  expect(payload.errors).toEqual([]);
  return payload[key];
}

async function count(entityName: string, filter: object, orderBy: readonly object[] = []): Promise<number> {
  const source = `query ($entityName: String!, $filter: EntryFilter, $orderBy: [EntryOrder!]) {
    entries(entityName: $entityName, filter: $filter, orderBy: $orderBy) { totalCount }
  }`;
  return (await data(source, { entityName, filter, orderBy })).entries.totalCount;
}

const titled = (texts: readonly string[]): [number, string, string][] =>
  texts.map((text, index) => [index, JSON.stringify(text).slice(0, 40), text]);

describe('a name', () => {
  test.each(titled([...ODD_NAMES, ...LONGEST_NAMES]))('%i %s', async (_, __, name) => {
    const { id } = await write('createEntry', { entityName: 'Target', name });
    expect((await readBack(id)).name).toBe(name);
    expect(await count('Target', { name: { eq: name, contains: name, startsWith: name, in: [name] } })).toBe(1);

    await write('deleteEntry', { id });
    expect((await write('restoreEntry', { id })).name).toBe(name);
    await write('deleteEntry', { id });
  });
});

describe('an entity and its attribute', () => {
  test.each(titled([...ODD_NAMES, ...LONGEST_NAMES]))('%i %s', async (_, __, name) => {
    const attr = { name, note: name, displayAttr: name };
    await write('createEntity', { name, note: name, attrs: [{ ...attr, type: 'STRING' }] }, 'entity');
    const source = 'query ($name: String!) { entity(name: $name) { name note attrs { name note displayAttr } } }';
    expect((await data(source, { name })).entity).toEqual({ name, note: name, attrs: [attr] });

    const { id } = await write('createEntry', { entityName: name, name, attrs: [{ attr: name, value: name }] });
    expect((await readBack(id)).attrs).toEqual({ [name]: { name, json: name, text: name } });
    const filter = { attrs: [{ attr: name, eq: name, contains: name, startsWith: name }] };
    expect(await count(name, filter, [{ attr: name }])).toBe(1);
  });
});

describe('a value', () => {
  test.each(titled(ODD_TEXTS))('%i %s', async (index, _, text) => {
    const values = {
      string: ` ${text}\n`,
      text: text.repeat(3),
      array_string: [text, ` ${text} `],
      named_object: { name: text, id: null },
      array_named_object: [{ name: text, id: Number(world.targetEntry) }],
      array_named_object_boolean: [{ name: text, id: null, boolean: true }],
    };
    const attrs = Object.entries(values).map(([attr, value]) => ({ attr, value }));
    const { id } = await write('createEntry', { entityName: 'Everything', name: `text ${index}`, attrs });
    const read = await readBack(id);
    for (const [attr, value] of Object.entries(values)) expect([attr, read.attrs[attr]?.json]).toEqual([attr, value]);
    expect(read.attrs['string']?.text).toBe(values.string);
  });

  let values = 0;
  const long = '😀'.repeat(16_384);
  const list = Array.from({ length: 10_000 }, (_, index) => `v${index}`);

  test.each<[attr: string, value: unknown, stored: unknown]>([
    ['number', 0, 0],
    ['number', -0, 0],
    ['number', 5e-324, 5e-324],
    ['number', Number.MAX_VALUE, Number.MAX_VALUE],
    ['number', -Number.MAX_VALUE, -Number.MAX_VALUE],
    ['number', 0.1 + 0.2, 0.1 + 0.2],
    ['number', 2 ** 53 + 2, 2 ** 53 + 2],
    ['number', ' 1e3 ', 1000],
    ['array_number', [1, null, '2', 1e21], [1, null, 2, 1e21]],
    ['date', '0001-01-01', '0001-01-01'],
    ['date', '9999-12-31', '9999-12-31'],
    ['date', '2024-2-29', '2024-02-29'],
    ['datetime', '0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['datetime', '9999-12-31T23:59:59.999999Z', '9999-12-31T23:59:59.999Z'],
    ['datetime', '2026-03-01T09:04:05+09:00', '2026-03-01T00:04:05.000Z'],
    ['boolean', true, true],
    ['select', 'b', 'b'],
    ['multi_select', ['b', '', 'a', 'b'], ['b', 'a']],
    ['object', 0, null],
    ['object', world.targetEntry, Number(world.targetEntry)],
    ['group', world.group, Number(world.group)],
    ['text', long, long],
    ['array_string', list, list],
  ])('%s %#', async (attr, value, stored) => {
    const name = `value ${(values += 1)}`;
    const { id } = await write('createEntry', { entityName: 'Everything', name, attrs: [{ attr, value }] });
    expect((await readBack(id)).attrs[attr]?.json).toEqual(stored);
  });

  test.each<[attr: string, condition: object]>([
    ['number', { gt: 1.7e308 }],
    ['number', { lt: -1.7e308 }],
    ['number', { eq: 5e-324 }],
    ['date', { before: '0001-01-02' }],
    ['date', { after: '9999-12-30' }],
    ['datetime', { after: '9999-12-31T00:00:00Z' }],
  ])('at the border is found: %s %j', async (attr, condition) => {
    expect(await count('Everything', { attrs: [{ attr, ...condition }] }, [{ attr }])).toBe(1);
  });
});

test('and the storage still agrees with itself', async () => {
  const report = await checkStorage(await world.app.contextFor(world.admin));
  expect(report.entries).toBeGreaterThan(200);
  expect(report.differences).toEqual([]);
});
