import { beforeAll, expect, test } from '@jest/globals';
import { query } from '../../db/index.ts';
import { makeTestWorld } from '../../test/context.ts';
import { countStatements } from '../../test/statements.ts';
import { createEntity } from '../entity/index.ts';
import { groupLoader } from '../group/index.ts';
import { roleLoader } from '../role/index.ts';
import { ALL_PARTS, NAME_ONLY } from './entry-row.ts';
import { createEntry } from './index.ts';
import { entryLoader } from './entry.loader.ts';
import { loadTargets } from './target.loader.ts';

const world = await makeTestWorld();
let rack = 0;

beforeAll(async () => {
  const em = world.orm.em.fork();
  await query(
    em,
    `insert into "group" (id, name, name_key, is_active) values (1, 'Ops', 'ops', true), (2, 'Gone', 'gone', false)`,
  );
  await query(em, `insert into role (id, name, name_key) values (1, 'On call', 'on call')`);
  await createEntity(await world.contextOf(world.admin), { name: 'Rack' });
  rack = (await createEntry(await world.contextOf(world.admin), { entityName: 'Rack', name: 'r1' })).id;
});

test.each([NAME_ONLY, ALL_PARTS])('entries, groups and roles are loaded by one statement: %j', async (parts) => {
  const ctx = await world.contextOf(world.admin);
  const targets = { entry: [rack, 999_999, rack], group: [1, 2, 3], role: [1] };
  expect(await countStatements(() => loadTargets(ctx, targets, parts))).toBe(1);
  expect(entryLoader(ctx).peek(rack, parts)).toMatchObject({ id: rack, name: 'r1', isActive: true });
  expect(entryLoader(ctx).peek(999_999, parts)).toBeNull();
  expect([1, 2, 3].map((id) => groupLoader(ctx).peek(id)?.name ?? null)).toEqual(['Ops', null, null]);
  expect(roleLoader(ctx).peek(1)?.name).toBe('On call');
});

test('what is known is not loaded again, and is found without a promise', async () => {
  const ctx = await world.contextOf(world.admin);
  const targets = { entry: [rack], group: [1, 2], role: [] };
  await loadTargets(ctx, targets, NAME_ONLY);
  expect(await countStatements(() => loadTargets(ctx, targets, NAME_ONLY))).toBe(0);
  expect(groupLoader(ctx).find(1)).toMatchObject({ name: 'Ops' });
  expect(groupLoader(ctx).find(2)).toBeNull();
  expect(groupLoader(ctx).findMany([2, 1, 2])).toHaveLength(1);
});

test('what was not loaded ahead is found by one statement for all that ask in the same turn', async () => {
  const ctx = await world.contextOf(world.admin);
  const groups = groupLoader(ctx);
  const statements = await countStatements(async () => {
    expect(await Promise.all([groups.load(1), groups.find(2), groups.findMany([1, 3])])).toMatchObject([
      { name: 'Ops' },
      null,
      [{ name: 'Ops' }],
    ]);
  });
  expect(statements).toBe(1);
});
