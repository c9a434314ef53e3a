import { describe, expect, test } from '@jest/globals';
import { updateEntity, type Entity } from '../entity/index.ts';
import { deleteEntry, restoreEntry } from './index.ts';
import { makeWorkbench, refused } from './test/workbench.ts';

const { context, makeEntity, make, change, namesIn } = await makeWorkbench();

describe('deletion in chain', () => {
  async function makeChain(): Promise<Entity> {
    const { id } = await makeEntity();
    return updateEntity(await context(), {
      id: String(id),
      attrs: [
        { name: 'chain', type: 'ARRAY_OBJECT', referral: [String(id)], isDeleteInChain: true },
        { name: 'loose', type: 'OBJECT', referral: [String(id)] },
      ],
    });
  }

  test('goes around a circle once, and a restore brings all of it back', async () => {
    const entity = await makeChain();
    const a = await make(entity, 'a');
    const b = await make(entity, 'b', { chain: [a.id] });
    const c = await make(entity, 'c', { chain: [b.id] });
    await change(a, { chain: [c.id, a.id] });
    await deleteEntry(await context(), { id: String(a.id) });
    expect(await namesIn(entity)).toEqual([]);
    await restoreEntry(await context(), { id: String(a.id) });
    expect(await namesIn(entity)).toEqual(['a', 'b', 'c']);
  });

  test('spares what an entry that stays refers to, through whichever attribute', async () => {
    const entity = await makeChain();
    const shared = await make(entity, 'shared');
    const own = await make(entity, 'own', { chain: [shared.id] });
    const root = await make(entity, 'root', { chain: [own.id, shared.id], loose: shared.id });
    await make(entity, 'witness', { loose: shared.id });
    await deleteEntry(await context(), { id: String(root.id) });
    expect(await namesIn(entity)).toEqual(['shared', 'witness']);
  });

  test('takes what only entries of the same deletion share, whatever the order', async () => {
    const entity = await makeChain();
    const leaf = await make(entity, 'leaf');
    const left = await make(entity, 'left', { chain: [leaf.id] });
    const right = await make(entity, 'right', { chain: [leaf.id, left.id] });
    const root = await make(entity, 'root', { chain: [left.id, right.id, leaf.id] });
    await deleteEntry(await context(), { id: String(root.id) });
    expect(await namesIn(entity)).toEqual([]);
  });

  test('a part that was brought back alone is left out of the restore of the rest', async () => {
    const entity = await makeChain();
    const leaf = await make(entity, 'leaf');
    const root = await make(entity, 'root', { chain: [leaf.id] });
    await deleteEntry(await context(), { id: String(root.id) });
    await restoreEntry(await context(), { id: String(leaf.id) });
    await change(leaf, {}, 'leaf now');
    await restoreEntry(await context(), { id: String(root.id) });
    expect(await namesIn(entity)).toEqual(['leaf now', 'root']);
  });

  test('a restore whose parts have lost their names is refused as a whole', async () => {
    const entity = await makeChain();
    const leaf = await make(entity, 'leaf');
    const root = await make(entity, 'root', { chain: [leaf.id] });
    await deleteEntry(await context(), { id: String(root.id) });
    await make(entity, 'LEAF');
    await expect(restoreEntry(await context(), { id: String(root.id) })).rejects.toMatchObject(
      refused('DUPLICATE', 'id'),
    );
    expect(await namesIn(entity)).toEqual(['LEAF']);
    expect(await namesIn(entity, false)).toHaveLength(2);
  });
});
