import { describe, expect, test } from '@jest/globals';
import { createEntity } from '../entity/index.ts';
import { copyEntry, createEntry, deleteEntry, listEntries, listVersions, updateEntry } from './index.ts';
import { makeWorkbench } from './test/workbench.ts';

const { context, makeEntity, make, change } = await makeWorkbench();

describe('an automatic name', () => {
  test('that was made unique stays as it is until what it is made of changes', async () => {
    const attrs = [
      { name: 'a', type: 'STRING' as const, nameOrder: 1 },
      { name: 'b', type: 'STRING' as const },
    ];
    const entity = await makeEntity({ itemNameType: 'ATTRIBUTES', attrs });
    const first = await make(entity, '-', { a: 'same' });
    const second = await make(entity, '-', { a: 'same' });
    expect(second.name).toMatch(new RegExp(`^same -- duplicate of ID:${first.id} -- [0-9a-f-]{36}$`));
    expect((await change(second, { b: 'other' })).name).toBe(second.name);
    expect(await change(second, { b: 'other' })).toMatchObject({ name: second.name });
    expect((await listVersions(await context(), second, {})).rows).toHaveLength(2);
    await deleteEntry(await context(), { id: String(first.id) });
    expect((await change(second, { b: 'free' })).name).toBe('same');
  });

  test('goes into each copy', async () => {
    const entity = await makeEntity({ itemNameType: 'ID' });
    const entry = await make(entity, 'typed');
    const copies = await copyEntry(await context(), { id: String(entry.id), names: ['x', 'y'] });
    expect(new Set([entry, ...copies].map(({ name }) => name)).size).toBe(3);
    for (const { name } of copies) expect(name).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('follows the attributes, and the entries that they refer to', async () => {
    const ctx = await context();
    const rack = await createEntity(ctx, {
      name: 'Named rack',
      itemNameType: 'ATTRIBUTES',
      attrs: [{ name: 'number', type: 'NUMBER', nameOrder: 1, namePrefix: 'R' }],
    });
    const server = await createEntity(ctx, {
      name: 'Named server',
      itemNameType: 'ATTRIBUTES',
      attrs: [
        { name: 'rack', type: 'OBJECT', referral: [String(rack.id)], nameOrder: 1, namePostfix: '/' },
        { name: 'slot', type: 'STRING', nameOrder: 2 },
      ],
    });
    const r = await createEntry(ctx, {
      entity: String(rack.id),
      name: 'ignored',
      attrs: [{ attr: 'number', value: 7 }],
    });
    const create = () =>
      createEntry(ctx, {
        entity: String(server.id),
        name: 'ignored',
        attrs: [
          { attr: 'rack', value: r.id },
          { attr: 'slot', value: 'a' },
        ],
      });
    const first = await create();
    const second = await create();
    expect([r.name, first.name]).toEqual(['R7', 'R7/a']);
    expect(second.name).toMatch(new RegExp(`^R7/a -- duplicate of ID:${first.id} -- `));
    await updateEntry(ctx, { id: String(r.id), attrs: [{ attr: 'number', value: 8 }] });
    const page = await listEntries(
      await context(),
      { entity: String(server.id) },
      { parts: { doc: false, times: false }, total: false },
    );
    expect(page.rows.map(({ name }) => name)).toEqual(['R8/a', expect.stringMatching(/^R8\/a -- duplicate of ID:/)]);
  });

  test('that is an id is made once', async () => {
    const ctx = await context();
    const { id } = await createEntity(ctx, {
      name: 'Tickets',
      itemNameType: 'ID',
      attrs: [{ name: 'a', type: 'STRING' }],
    });
    const { id: entryId, name } = await createEntry(ctx, { entity: String(id), name: 'ignored' });
    expect(name).toMatch(/^[0-9a-f-]{36}$/);
    const updated = await updateEntry(ctx, { id: String(entryId), attrs: [{ attr: 'a', value: 'x' }] });
    expect(updated.name).toBe(name);
  });
});
