/** Inputs with so much wrong in them that telling it, or asking the database for it, would itself be a fault. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { MAX_PROBLEMS, Rejected, type Problem } from '../../errors.ts';
import { makeTestWorld } from '../../test/context.ts';
import { createEntity } from '../entity/index.ts';
import { createEntries, type NewEntry } from './entry.create.ts';

const world = await makeTestWorld();

beforeAll(async () => {
  const rack = await createEntity(await world.contextOf(world.admin), { name: 'Rack' });
  const referral = [String(rack.id)];
  await createEntity(await world.contextOf(world.admin), {
    name: 'Server',
    attrs: [
      { name: 'racks', type: 'ARRAY_OBJECT', referral },
      { name: 'team', type: 'ARRAY_GROUP' },
      { name: 'cores', type: 'NUMBER' },
    ],
  });
});

async function problemsOf(entries: readonly NewEntry[]): Promise<readonly Problem[]> {
  const ctx = await world.contextOf(world.admin);
  const error: unknown = await createEntries(ctx, { entityName: 'Server', entries }).catch((thrown: unknown) => thrown);
  if (error instanceof Rejected) return error.problems;
  throw error;
}

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe('a name that PostgreSQL cannot hold', () => {
  test('is told together with all else that is wrong', async () => {
    const problems = await problemsOf([
      { name: 'a\0' },
      { name: '\ud800', attrs: [{ attr: 'cores', value: 'many' }] },
      { name: 'b', attrs: [{ attr: 'racks', value: [2_147_483_647] }] },
    ]);
    expect(problems.map(({ path }) => path.join('.'))).toEqual([
      'entries.0.name',
      'entries.1.name',
      'entries.1.attrs.0.value',
      'entries.2.attrs.0.value',
    ]);
  });
});

describe('of more problems than anybody reads the first are told', () => {
  const ids = many(10_000, (index) => 2_000_000_000 + index);

  test.each<[string, NewEntry[]]>([
    ['references to nothing', many(15, (index) => ({ name: `s${index}`, attrs: [{ attr: 'racks', value: ids }] }))],
    ['groups that are not there', many(15, (index) => ({ name: `s${index}`, attrs: [{ attr: 'team', value: ids }] }))],
    ['unknown attributes', [{ name: 's', attrs: many(150_000, () => ({ attr: 'x' })) }]],
    [
      'values that do not fit',
      many(1_000, () => ({ name: '', attrs: many(5, () => ({ attr: 'cores', value: 'x' })) })),
    ],
  ])('%s', async (_, entries) => {
    expect(await problemsOf(entries)).toHaveLength(MAX_PROBLEMS);
  });
});
