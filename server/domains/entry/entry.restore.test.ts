import { describe, expect, test } from '@jest/globals';
import { deleteEntity } from '../entity/index.ts';
import { deleteEntry, restoreEntry } from './index.ts';
import { makeWorkbench, refused } from './test/workbench.ts';

const { context, makeEntity, make } = await makeWorkbench();

describe('a restore', () => {
  test('is refused for what was not deleted, and for what has no entity any more', async () => {
    const entity = await makeEntity();
    const entry = await make(entity, 'a');
    const id = String(entry.id);
    await expect(restoreEntry(await context(), { id })).rejects.toMatchObject(refused('INVALID', 'id'));
    await deleteEntry(await context(), { id });
    await deleteEntity(await context(), { id: String(entity.id) });
    await expect(restoreEntry(await context(), { id })).rejects.toMatchObject({
      problems: [expect.objectContaining({ code: 'NOT_FOUND' })],
    });
    await expect(restoreEntry(await context(), { id: '2147483647' })).rejects.toMatchObject(refused('NOT_FOUND', 'id'));
  });
});
