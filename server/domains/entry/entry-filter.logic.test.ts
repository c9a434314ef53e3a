/** What conditions mean when entries have no value, and how they combine. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { makeTestWorld } from '../../test/context.ts';
import { createEntity } from '../entity/index.ts';
import type { AttrFilter } from './attr-filter.ts';
import { createEntries, createEntry, deleteEntry, listEntries, type EntryListArgs } from './index.ts';

const world = await makeTestWorld();
let entity: string;
let goal: number;

beforeAll(async () => {
  const ctx = await world.contextOf(world.admin);
  const target = await createEntity(ctx, { name: 'Target' });
  const { id } = await createEntity(ctx, {
    name: 'Thing',
    attrs: [
      { name: 's', type: 'STRING' },
      { name: 'n', type: 'NUMBER' },
      { name: 'd', type: 'DATE' },
      { name: 't', type: 'DATETIME' },
      { name: 'b', type: 'BOOLEAN' },
      {
        name: 'p',
        type: 'SELECT',
        choices: [
          { value: 'x', label: 'Ex' },
          { value: 'y', label: 'Why' },
        ],
      },
      { name: 'o', type: 'OBJECT', referral: [String(target.id)] },
      { name: 'l', type: 'ARRAY_STRING' },
      { name: 'a', type: 'ARRAY_NUMBER' },
      { name: 'm', type: 'NAMED_OBJECT', referral: [String(target.id)] },
    ],
  });
  entity = String(id);
  goal = (await createEntry(ctx, { entity: String(target.id), name: 'goal' })).id;
  const entry = (name: string, values: object) => ({
    name,
    attrs: Object.entries(values).map(([attr, value]) => ({ attr, value })),
  });
  await createEntries(ctx, {
    entity,
    entries: [
      entry('full', {
        s: 'Text',
        n: 2,
        d: '2026-03-01',
        t: '2026-03-01T00:00:00Z',
        b: true,
        p: 'x',
        o: goal,
        l: ['e'],
        a: [1],
        m: { name: 'n', id: goal },
      }),
      entry('less', {
        s: 'a',
        n: -1,
        d: '2020-01-01',
        t: '2020-01-01T00:00:00Z',
        b: false,
        p: 'y',
        l: ['f'],
        a: [2],
        m: { name: 'k', id: null },
      }),
      entry('none', {}),
      entry('void', { s: '', n: null, d: '', t: null, p: '', o: null, l: [], a: [], m: null }),
    ],
  });
});

async function find(args: Omit<EntryListArgs, 'entity'>): Promise<string> {
  const ctx = await world.contextOf(world.admin);
  const { rows } = await listEntries(ctx, { entity, ...args }, { parts: { doc: false, times: false }, total: true });
  return rows.map(({ name }) => name).join(' ');
}

const CONDITIONS: readonly (readonly [condition: AttrFilter, found: string])[] = [
  [{ attr: 's', eq: 'TEXT' }, 'full'],
  [{ attr: 's', contains: 'e' }, 'full'],
  [{ attr: 's', startsWith: 'a' }, 'less'],
  [{ attr: 's', eq: null }, 'none void'],
  [{ attr: 'n', gt: 0 }, 'full'],
  [{ attr: 'n', lt: 0 }, 'less'],
  [{ attr: 'n', eq: '2.0' }, 'full'],
  [{ attr: 'n', in: [null, 2] }, 'full none void'],
  [{ attr: 'd', before: '2021-01-01' }, 'less'],
  [{ attr: 'd', after: '2021-1-1' }, 'full'],
  [{ attr: 't', before: '2026-03-01T09:00:01+09:00' }, 'full less'],
  [{ attr: 't', after: '2026-03-01T08:59:59+09:00' }, 'full'],
  [{ attr: 'b', eq: false }, 'less none void'],
  [{ attr: 'b', isEmpty: true }, ''],
  [{ attr: 'p', eq: 'x' }, 'full'],
  [{ attr: 'p', contains: 'HY' }, 'less'],
  [{ attr: 'o', isEmpty: true }, 'less none void'],
  [{ attr: 'l', isEmpty: true }, 'none void'],
  [{ attr: 'l', in: ['E', 'f'] }, 'full less'],
  [{ attr: 'a', eq: 2 }, 'less'],
  [{ attr: 'm', isEmpty: true }, 'none void'],
  [{ attr: 'm', eq: 'K' }, 'less'],
];

describe('every condition and its opposite share the entries between them', () => {
  test.each(CONDITIONS)('%j finds %j', async (condition, found) => {
    expect(await find({ filter: { attrs: [condition] } })).toBe(found);
    const others = ['full', 'less', 'none', 'void'].filter((name) => !found.split(' ').includes(name));
    expect(await find({ filter: { not: { attrs: [condition] } } })).toBe(others.join(' '));
    expect(await find({ filter: { not: { not: { attrs: [condition] } } } })).toBe(found);
    expect(await find({ filter: { or: [{ attrs: [condition] }, { not: { attrs: [condition] } }] } })).toBe(
      'full less none void',
    );
    expect(await find({ filter: { and: [{ attrs: [condition] }, { not: { attrs: [condition] } }] } })).toBe('');
  });
});

describe('orders', () => {
  test.each([
    ['n', 'less full none void', 'full less void none'],
    // As their characters are numbered: capitals first.
    ['s', 'full less none void', 'less full void none'],
    ['d', 'less full none void', 'full less void none'],
    // Without a value it is false, as it shows and as filters find it.
    ['b', 'less none void full', 'full void none less'],
  ])('by %j', async (attr, ascending, descending) => {
    expect(await find({ orderBy: [{ attr }, { field: 'NAME' }] })).toBe(ascending);
    expect(
      await find({
        orderBy: [
          { attr, direction: 'DESC' },
          { field: 'NAME', direction: 'DESC' },
        ],
      }),
    ).toBe(descending);
  });
});

test('what refers to a deleted entry refers to nothing that can be found', async () => {
  const ctx = await world.contextOf(world.admin);
  expect(await find({ filter: { attrs: [{ attr: 'o', refersTo: String(goal) }] } })).toBe('full');
  await deleteEntry(ctx, { id: String(goal) });
  expect(await find({ filter: { attrs: [{ attr: 'o', refersTo: String(goal) }] } })).toBe('');
  expect(await find({ filter: { attrs: [{ attr: 'o', contains: 'goal' }] } })).toBe('');
});
