import { beforeAll, describe, expect, test } from '@jest/globals';
import { BadRequest } from '../../errors.ts';
import { query } from '../../db/index.ts';
import { makeTestWorld } from '../../test/context.ts';
import { listStatements } from '../../test/statements.ts';
import { createEntity } from '../entity/index.ts';
import type { EntryFilter } from './entry-filter.ts';
import { createEntries, listEntries } from './index.ts';

const world = await makeTestWorld();

let racks: number[] = [];
let groupId = 0;

beforeAll(async () => {
  const [group] = await query<{ id: number }>(
    world.orm.em.fork(),
    `insert into "group" (name, name_key) values ('Ops', 'ops') returning id`,
  );
  groupId = group?.id ?? 0;
  const rack = await createEntity(await world.contextOf(world.admin), { name: 'Rack' });
  const made = await createEntries(await world.contextOf(world.admin), {
    entityName: 'Rack',
    entries: [{ name: 'rack-1' }, { name: 'rack-2' }],
  });
  racks = made.map(({ id }) => id);
  const choices = ['Old', 'New', 'Older'].map((label) => ({ value: label[0] + label, label }));
  await createEntity(await world.contextOf(world.admin), {
    name: 'Server',
    attrs: [
      { name: 'remark', type: 'STRING' },
      { name: 'virtual', type: 'BOOLEAN' },
      { name: 'tags', type: 'ARRAY_STRING' },
      { name: 'stage', type: 'SELECT', choices },
      { name: 'team', type: 'GROUP' },
      { name: 'places', type: 'ARRAY_NAMED_OBJECT', referral: [String(rack.id)] },
    ],
  });
  const place = (name: string, index: number): object => ({ name, id: racks[index] });
  const values: readonly Record<string, unknown>[] = [
    { remark: 'Disk', tags: ['red', 'blue'], places: [place('front', 0), place('back', 1)] },
    { remark: 'Fan', virtual: true, stage: 'OOlder', team: groupId },
    { tags: ['red'], stage: 'OOld', places: [place('left', 1)] },
  ];
  const entries = values.map((held, index) => ({
    name: 'abc'.charAt(index),
    attrs: Object.entries(held).map(([attr, value]) => ({ attr, value })),
  }));
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
    [{ attrs: [{ attr: 'virtual', in: [true, false] }] }, 'abc'],
    [{ attrs: [{ attr: 'virtual', eq: true }] }, 'b'],
    [{ attrs: [{ attr: 'places', in: ['rack-1', 'LEFT'] }] }, 'ac'],
    [{ attrs: [{ attr: 'places', in: [null, 'back'] }] }, 'ab'],
    [{ attrs: [{ attr: 'team', in: ['ops', 'others'] }] }, 'b'],
    [{ attrs: [{ attr: 'team', eq: 'nobody' }] }, ''],
  ])('%j', async (filter, found) => {
    expect(await names(filter)).toBe(found);
  });

  test('what refers to one of these ids', async () => {
    const [first, second] = racks;
    expect(await names({ attrs: [{ attr: 'places', in: [first] }] })).toBe('a');
    expect(await names({ attrs: [{ attr: 'places', in: [String(second), 2_147_483_647] }] })).toBe('ac');
    expect(await names({ attrs: [{ attr: 'places', in: [first, 'left', null] }] })).toBe('abc');
    expect(await names({ attrs: [{ attr: 'team', in: [groupId, 2_147_483_647] }] })).toBe('b');
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

test('the largest filter makes a statement of a size that PostgreSQL plans soon', async () => {
  const attrs = numbered(25, 'x').flatMap((name) => [
    { attr: 'places', in: numbered(100, name) },
    { attr: 'places', in: Array.from({ length: 100 }, (_, index) => index + 1) },
    { attr: 'team', in: numbered(100, name) },
    { attr: 'tags', in: numbered(100, name) },
  ]);
  const statements = await listStatements(async () => expect(await names({ attrs })).toBe(''));
  expect(Math.max(...statements.map((text) => text.length))).toBeLessThan(50_000);
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
