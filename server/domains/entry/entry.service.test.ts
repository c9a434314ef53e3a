import { describe, expect, test } from '@jest/globals';
import { makeTestWorld } from '../../test/context.ts';
import { createEntity, type Entity } from '../entity/index.ts';
import { listEntries, listReferrals, listVersions } from './index.ts';
import {
  checkStorage,
  copyEntry,
  createEntries,
  createEntry,
  deleteEntry,
  restoreEntry,
  restoreValue,
  updateEntry,
} from './index.ts';
import { subscribeToEntries } from './entry.subscribe.ts';

const world = await makeTestWorld();

const WANTED = { parts: { doc: true, times: true }, total: true };

let serial = 0;
async function makeServerEntity(): Promise<{ rack: Entity; server: Entity }> {
  serial += 1;
  const ctx = await world.contextOf(world.admin);
  const rack = await createEntity(ctx, { name: `Rack ${serial}`, attrs: [{ name: 'site', type: 'STRING' }] });
  const server = await createEntity(ctx, {
    name: `Server ${serial}`,
    attrs: [
      { name: 'hostname', type: 'STRING' },
      { name: 'cores', type: 'NUMBER', defaultValue: 4 },
      { name: 'rack', type: 'OBJECT', referral: [String(rack.id)], isDeleteInChain: true },
      { name: 'tags', type: 'ARRAY_STRING' },
      { name: 'bought', type: 'DATE' },
    ],
  });
  return { rack, server };
}

describe('entries', () => {
  test('an entry is created with values, defaults and first versions', async () => {
    const { rack, server } = await makeServerEntity();
    const ctx = await world.contextOf(world.admin);
    const r1 = await createEntry(ctx, { entity: String(rack.id), name: 'R-1' });
    const entry = await createEntry(ctx, {
      entityName: server.name,
      name: ' srv-1 ',
      attrs: [
        { attr: 'hostname', value: 'Ä.example' },
        { attr: 'RACK', value: r1.id },
      ],
    });
    expect(entry.name).toBe('srv-1');
    const page = await listEntries(ctx, { entity: String(server.id) }, WANTED);
    expect(page.rows).toHaveLength(1);
    const doc = page.rows[0]?.doc ?? {};
    const values = Object.fromEntries(server.attrs.map((attr) => [attr.name, doc[attr.id]?.[1]]));
    expect(values).toEqual({ hostname: 'Ä.example', cores: 4, rack: r1.id, tags: undefined, bought: undefined });
    const versions = await listVersions(ctx, entry, {});
    expect(versions.rows).toHaveLength(3);
    const referrals = await listReferrals(ctx, r1.id, {}, WANTED);
    expect(referrals.rows.map(({ name }) => name)).toEqual(['srv-1']);
  });

  test('an update appends versions only for values that differ', async () => {
    const { server } = await makeServerEntity();
    const ctx = await world.contextOf(world.admin);
    const entry = await createEntry(ctx, {
      entity: String(server.id),
      name: 'a',
      attrs: [{ attr: 'tags', value: ['x', 'y'] }],
    });
    await updateEntry(ctx, {
      id: String(entry.id),
      name: 'b',
      attrs: [
        { attr: 'tags', value: ['y', 'x'] },
        { attr: 'hostname', value: 'h' },
        { attr: 'cores', value: 8 },
      ],
    });
    const versions = await listVersions(ctx, entry, {});
    expect(versions.rows.map(({ value, isLatest }) => [value, isLatest])).toEqual([
      [8, true],
      ['h', true],
      [4, false],
      [['x', 'y'], true],
    ]);
    const oldest = versions.rows.find(({ isLatest }) => !isLatest);
    const restored = await restoreValue(ctx, { version: String(oldest?.id) });
    expect(restored.doc?.[server.attrsByName.get('cores')?.id ?? 0]?.[1]).toBe(4);
    expect((await checkStorage(ctx)).differences).toEqual([]);
  });

  test('everything that is wrong is told at once and nothing is written', async () => {
    const { server } = await makeServerEntity();
    const ctx = await world.contextOf(world.admin);
    const creation = createEntry(ctx, {
      entity: String(server.id),
      name: '',
      attrs: [
        { attr: 'cores', value: 'many' },
        { attr: 'rack', value: 999_999 },
        { attr: 'nope', value: 1 },
      ],
    });
    await expect(creation).rejects.toMatchObject({
      problems: [
        { code: 'REQUIRED', path: ['name'] },
        { code: 'INVALID', path: ['attrs', '0', 'value'] },
        { code: 'NOT_FOUND', path: ['attrs', '2', 'attr'] },
        { code: 'NOT_FOUND', path: ['attrs', '1', 'value'] },
      ],
    });
    expect((await listEntries(ctx, { entity: String(server.id) }, WANTED)).rows).toEqual([]);
  });

  test('names are unique ignoring case, for every script', async () => {
    const { server } = await makeServerEntity();
    const ctx = await world.contextOf(world.admin);
    await createEntry(ctx, { entity: String(server.id), name: 'ÄÖ' });
    await expect(createEntry(ctx, { entity: String(server.id), name: 'äö' })).rejects.toMatchObject({
      problems: [{ code: 'DUPLICATE', path: ['name'] }],
    });
    await expect(
      createEntries(ctx, { entity: String(server.id), entries: [{ name: 'one' }, { name: 'ONE' }] }),
    ).rejects.toMatchObject({ problems: [{ code: 'DUPLICATE', path: ['entries', '1', 'name'] }] });
  });

  test('deletion frees the name, goes on in chain, and is undone by a restore', async () => {
    const { rack, server } = await makeServerEntity();
    const ctx = await world.contextOf(world.admin);
    const kept = await createEntry(ctx, { entity: String(rack.id), name: 'kept' });
    const gone = await createEntry(ctx, { entity: String(rack.id), name: 'gone' });
    const make = (name: string, value: number) =>
      createEntry(ctx, { entity: String(server.id), name, attrs: [{ attr: 'rack', value }] });
    const one = await make('one', gone.id);
    const two = await make('two', kept.id);
    await make('three', kept.id);
    const deleted = await deleteEntry(ctx, { id: String(one.id) });
    await deleteEntry(ctx, { id: String(two.id) });
    expect(deleted.name).toMatch(/^one_deleted_\d{8}_\d{6}$/);
    const names = async () =>
      (await listEntries(ctx, { entity: String(rack.id) }, WANTED)).rows.map(({ name }) => name);
    expect(await names()).toEqual(['kept']);
    await restoreEntry(ctx, { id: String(one.id) });
    expect(await names()).toEqual(['gone', 'kept']);
  });

  test('a copy has the values of its original', async () => {
    const { server } = await makeServerEntity();
    const ctx = await world.contextOf(world.admin);
    const entry = await createEntry(ctx, {
      entity: String(server.id),
      name: 'a',
      attrs: [{ attr: 'tags', value: ['x'] }],
    });
    const copies = await copyEntry(ctx, { id: String(entry.id), names: ['b', 'c'] });
    const tags = server.attrsByName.get('tags')?.id ?? 0;
    expect(copies.map((copy) => [copy.name, copy.doc?.[tags]?.[1]])).toEqual([
      ['b', ['x']],
      ['c', ['x']],
    ]);
  });

  test('pages go forth and back by cursors, and the count is of the whole list', async () => {
    const { server } = await makeServerEntity();
    const ctx = await world.contextOf(world.admin);
    const entity = String(server.id);
    const entries = Array.from({ length: 25 }, (_, index) => ({
      name: `n${String(index).padStart(2, '0')}`,
      attrs: [{ attr: 'cores', value: index % 3 }],
    }));
    await createEntries(ctx, { entity, entries });
    for (const orderBy of [
      null,
      [{ attr: 'cores', direction: 'DESC' as const }],
      [{ field: 'UPDATED_TIME' as const }],
    ]) {
      const seen: string[] = [];
      let after: string | null = null;
      for (let page = 0; page < 10; page += 1) {
        const { rows, cursorOf, hasNextPage, count } = await listEntries(
          ctx,
          { entity, orderBy, first: 10, after },
          WANTED,
        );
        expect(await count()).toBe(25);
        seen.push(...rows.map(({ name }) => name));
        const last = rows.at(-1);
        if (!hasNextPage || !last) break;
        after = cursorOf(last);
      }
      expect(new Set(seen).size).toBe(25);
      const back = await listEntries(ctx, { entity, orderBy, last: 5 }, WANTED);
      expect(back.rows.map(({ name }) => name)).toEqual(seen.slice(-5));
    }
  });

  test('filters find by attributes', async () => {
    const { rack, server } = await makeServerEntity();
    const ctx = await world.contextOf(world.admin);
    const r1 = await createEntry(ctx, { entity: String(rack.id), name: 'Osaka 1' });
    await createEntries(ctx, {
      entity: String(server.id),
      entries: [
        {
          name: 'a',
          attrs: [
            { attr: 'hostname', value: '東京サーバー' },
            { attr: 'rack', value: r1.id },
          ],
        },
        {
          name: 'b',
          attrs: [
            { attr: 'hostname', value: 'Übel 100%' },
            { attr: 'cores', value: 9 },
          ],
        },
        {
          name: 'c',
          attrs: [
            { attr: 'tags', value: ['red', 'blue'] },
            { attr: 'bought', value: '2026-03-01' },
          ],
        },
      ],
    });
    const find = async (...attrs: object[]) =>
      (await listEntries(ctx, { entity: String(server.id), filter: { attrs: attrs as never } }, WANTED)).rows
        .map(({ name }) => name)
        .join('');
    expect(await find({ attr: 'hostname', contains: '京サ' })).toBe('a');
    expect(await find({ attr: 'hostname', contains: '0%' })).toBe('b');
    expect(await find({ attr: 'hostname', contains: '%' })).toBe('b');
    expect(await find({ attr: 'hostname', eq: 'übel 100%' })).toBe('b');
    expect(await find({ attr: 'hostname', isEmpty: true })).toBe('c');
    expect(await find({ attr: 'cores', gt: 4 })).toBe('b');
    expect(await find({ attr: 'cores', eq: 4 })).toBe('ac');
    expect(await find({ attr: 'cores', in: [4, 9] })).toBe('abc');
    expect(await find({ attr: 'tags', eq: 'RED' })).toBe('c');
    expect(await find({ attr: 'bought', before: '2026-03-02' })).toBe('c');
    expect(await find({ attr: 'bought', after: '2026-03-02' })).toBe('');
    expect(await find({ attr: 'rack', refersTo: String(r1.id) })).toBe('a');
    expect(await find({ attr: 'rack', contains: 'saka' })).toBe('a');
    expect(await find({ attr: 'rack', isEmpty: false })).toBe('a');
  });

  test('a subscription to an entity that does not exist is told which argument is wrong', async () => {
    const ctx = await world.contextOf(world.admin);
    expect(() => subscribeToEntries(ctx, { entityName: 'Nothing' })).toThrow(
      expect.objectContaining({ message: 'There is no entity with name "Nothing"', place: ['entityName'] }),
    );
    expect(() => subscribeToEntries(ctx, { entity: '999999999' })).toThrow(
      expect.objectContaining({ place: ['entity'] }),
    );
  });
});
