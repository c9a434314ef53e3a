import { describe, expect, test } from '@jest/globals';
import { updateEntity } from '../entity/index.ts';
import { deleteEntry, listVersions, restoreValue } from './index.ts';
import { makeWorkbench, refused } from './test/workbench.ts';

const { context, makeEntity, make, change } = await makeWorkbench();

describe('a restored value', () => {
  test('that is not allowed any more is told at the version', async () => {
    const target = await makeEntity();
    const entity = await makeEntity({
      attrs: [
        {
          name: 'pick',
          type: 'SELECT',
          choices: [
            { value: 'old', label: 'Old' },
            { value: 'new', label: 'New' },
          ],
        },
        { name: 'to', type: 'OBJECT', referral: [String(target.id)] },
      ],
    });
    const goal = await make(target, 'goal');
    const entry = await make(entity, 'a', { pick: 'old', to: goal.id });
    await change(entry, { pick: 'new', to: null });
    const pick = entity.attrs[0];
    await updateEntity(await context(), {
      id: String(entity.id),
      attrs: [{ id: String(pick?.id), choices: [{ value: 'new', label: 'New' }] }],
    });
    await deleteEntry(await context(), { id: String(goal.id) });
    const { rows } = await listVersions(await context(), entry, {});
    const versionOf = (value: unknown) => String(rows.find((row) => row.value === value)?.id);
    await expect(restoreValue(await context(), { version: versionOf('old') })).rejects.toMatchObject(
      refused('INVALID', 'version'),
    );
    await expect(restoreValue(await context(), { version: versionOf(goal.id) })).rejects.toMatchObject(
      refused('NOT_FOUND', 'version'),
    );
    for (const version of ['0', 'x', '999999999'])
      await expect(restoreValue(await context(), { version })).rejects.toMatchObject(refused('NOT_FOUND', 'version'));
  });
});
