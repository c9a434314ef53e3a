import { beforeAll, describe, expect, test } from '@jest/globals';
import { makeTestWorld } from '../../test/context.ts';
import { createEntity } from '../entity/index.ts';
import type { EntryListArgs } from './entry-list.store.ts';
import { createEntries, listEntries } from './index.ts';

const world = await makeTestWorld();

const FILTER = { attrs: [{ attr: 'remark', contains: 'disk' }] };

beforeAll(async () => {
  const ctx = await world.contextOf(world.admin);
  await createEntity(ctx, {
    name: 'Server',
    attrs: [
      { name: 'cores', type: 'NUMBER' },
      { name: 'remark', type: 'TEXT' },
    ],
  });
  const entries = Array.from({ length: 9 }, (_, index) => ({
    name: `s${index}`,
    attrs: [
      { attr: 'remark', value: index < 7 ? `Disk ${index}` : 'Fan' },
      ...(index % 2 === 0 ? [{ attr: 'cores', value: index % 4 }] : []),
    ],
  }));
  await createEntries(await world.contextOf(world.admin), { entityName: 'Server', entries });
});

async function list(args: EntryListArgs, total: boolean) {
  const wanted = { parts: { doc: true, times: true }, total };
  const page = await listEntries(
    await world.contextOf(world.admin),
    { entityName: 'Server', filter: FILTER, ...args },
    wanted,
  );
  const { rows, cursorOf, count, hasNextPage, hasPreviousPage } = page;
  return { rows, cursors: rows.map(cursorOf), count: await count(), hasNextPage, hasPreviousPage };
}

describe('a filtered page that is asked for together with its count', () => {
  const orders: readonly EntryListArgs[] = [
    { first: 3 },
    { last: 3 },
    { first: 100 },
    { first: 0 },
    { first: 5, orderBy: [{ attr: 'cores', direction: 'DESC' }, { field: 'NAME' }] },
    { last: 5, orderBy: [{ attr: 'cores' }] },
    { first: 4, orderBy: [{ field: 'UPDATED_TIME', direction: 'DESC' }] },
  ];

  test.each(orders)('is the page of the same arguments without it: %j', async (args) => {
    const counted = await list(args, true);
    expect(counted).toMatchObject(await list(args, false));
    expect(counted.count).toBe(7);
  });

  test('counts nothing where nothing is found', async () => {
    const filter = { attrs: [{ attr: 'remark', contains: 'tape' }] };
    expect(await list({ filter }, true)).toMatchObject({ rows: [], count: 0, hasNextPage: false });
  });
});
