import { beforeAll, describe, expect, test } from '@jest/globals';
import { BadRequest } from '../../errors.ts';
import { makeTestWorld } from '../../test/context.ts';
import { createEntity } from '../entity/index.ts';
import type { EntryFilter } from './entry-filter.ts';
import { createEntries, listEntries } from './index.ts';

const world = await makeTestWorld();

beforeAll(async () => {
  const ctx = await world.contextOf(world.admin);
  await createEntity(ctx, {
    name: 'Server',
    attrs: [
      { name: 'remark', type: 'STRING' },
      { name: 'tags', type: 'ARRAY_STRING' },
      {
        name: 'stage',
        type: 'SELECT',
        choices: ['Old', 'New', 'Older'].map((label) => ({ value: label[0] + label, label })),
      },
    ],
  });
  const entries = [
    {
      name: 'a',
      attrs: [
        { attr: 'remark', value: 'Disk' },
        { attr: 'tags', value: ['red', 'blue'] },
      ],
    },
    {
      name: 'b',
      attrs: [
        { attr: 'remark', value: 'Fan' },
        { attr: 'stage', value: 'OOlder' },
      ],
    },
    {
      name: 'c',
      attrs: [
        { attr: 'tags', value: ['red'] },
        { attr: 'stage', value: 'OOld' },
      ],
    },
  ];
  await createEntries(await world.contextOf(world.admin), { entityName: 'Server', entries });
});

async function names(filter: EntryFilter): Promise<string> {
  const wanted = { parts: { doc: false, times: false }, total: false };
  const page = await listEntries(await world.contextOf(world.admin), { entityName: 'Server', filter }, wanted);
  return page.rows.map(({ name }) => name).join('');
}

const numbered = (count: number, prefix: string): string[] =>
  Array.from({ length: count }, (_, index) => prefix + index);

describe('a condition finds', () => {
  test.each<[EntryFilter, string]>([
    [{ attrs: [{ attr: 'remark', in: ['disk', 'FAN'] }] }, 'ab'],
    [{ attrs: [{ attr: 'remark', in: ['disk', ''] }] }, 'ac'],
    [{ attrs: [{ attr: 'remark', in: [null] }] }, 'c'],
    [{ attrs: [{ attr: 'remark', in: [] }] }, ''],
    [{ attrs: [{ attr: 'tags', eq: ['blue', 'green'] }] }, 'a'],
    [{ attrs: [{ attr: 'tags', in: ['blue', ['red'], []] }] }, 'abc'],
    [{ attrs: [{ attr: 'stage', contains: 'old' }] }, 'bc'],
    [{ attrs: [{ attr: 'stage', startsWith: 'zzz' }] }, ''],
    [{ not: { attrs: [{ attr: 'stage', in: ['OOld', 'OOlder'] }] } }, 'a'],
  ])('%j', async (filter, found) => {
    expect(await names(filter)).toBe(found);
  });

  test('what equals one of 100,000 texts', async () => {
    const alternatives = numbered(10, 'x').map((prefix) => numbered(10_000, prefix));
    expect(await names({ attrs: [{ attr: 'tags', in: [...alternatives, ['blue']] }] })).toBe('a');
  });
});

describe('a text that PostgreSQL cannot hold is refused where it stands', () => {
  test.each<[EntryFilter, string]>([
    [{ name: { eq: 'a\0' } }, 'filter.name.eq'],
    [{ name: { contains: '\0' } }, 'filter.name.contains'],
    [{ name: { startsWith: '\ud800' } }, 'filter.name.startsWith'],
    [{ or: [{ name: { in: ['a', 'b\0'] } }] }, 'filter.or.0.name.in.1'],
    [{ attrs: [{ attr: 'remark', contains: 'a\0' }] }, 'filter.attrs.0.contains'],
    [{ attrs: [{ attr: 'tags', startsWith: '\0' }] }, 'filter.attrs.0.startsWith'],
  ])('%j', async (filter, place) => {
    const error: unknown = await names(filter).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BadRequest);
    expect(error).toMatchObject({ place: place.split('.'), message: expect.stringMatching(/NUL|surrogate/) });
  });
});

describe('a filter has 100 conditions at most', () => {
  const many = (count: number): EntryFilter[] => Array.from({ length: count }, () => ({}));
  const isEmpty = { attr: 'remark', isEmpty: true };

  test.each<[string, EntryFilter]>([
    ['side by side', { attrs: Array.from({ length: 100 }, () => isEmpty) }],
    ['in two lists', { and: many(50), or: many(50) }],
    ['inside each other', numbered(100, '').reduce<EntryFilter>((not) => ({ not }), {})],
  ])('100 %s', async (_, filter) => {
    await expect(names(filter)).resolves.toEqual(expect.any(String));
  });

  test.each<[string, EntryFilter]>([
    ['side by side', { attrs: Array.from({ length: 101 }, () => isEmpty) }],
    ['in two lists', { and: many(50), or: many(51) }],
    ['inside each other', numbered(101, '').reduce<EntryFilter>((not) => ({ not }), {})],
    ['of a million', { and: many(1_000_000) }],
  ])('not 101 %s', async (_, filter) => {
    await expect(names(filter)).rejects.toThrow(/more than 100 conditions/);
  });
});
