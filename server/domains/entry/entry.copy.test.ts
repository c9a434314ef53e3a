import { describe, expect, test } from '@jest/globals';
import { updateEntity } from '../entity/index.ts';
import { copyEntry, deleteEntry, listVersions } from './index.ts';
import { makeWorkbench, refused } from './test/workbench.ts';

const { context, makeEntity, make, namesIn, world } = await makeWorkbench();

describe('a copy', () => {
  test('is told of a bad name at its place in the input', async () => {
    const entity = await makeEntity();
    const entry = await make(entity, 'a');
    const copy = async (...names: string[]) => copyEntry(await context(), { id: String(entry.id), names });
    await expect(copy('b', '')).rejects.toMatchObject(refused('REQUIRED', 'names', '1'));
    await expect(copy('b', 'A')).rejects.toMatchObject(refused('DUPLICATE', 'names', '1'));
    await expect(copy('b', 'B')).rejects.toMatchObject(refused('DUPLICATE', 'names', '1'));
    await expect(copy()).rejects.toMatchObject(refused('REQUIRED', 'names'));
    expect(await namesIn(entity)).toEqual(['a']);
  });

  test('has what its original has, references to deleted entries included, and no defaults', async () => {
    const target = await makeEntity();
    const entity = await makeEntity({ attrs: [{ name: 'to', type: 'OBJECT', referral: [String(target.id)] }] });
    const goal = await make(target, 'goal');
    const entry = await make(entity, 'a', { to: goal.id });
    await deleteEntry(await context(), { id: String(goal.id) });
    await updateEntity(await context(), {
      id: String(entity.id),
      attrs: [{ name: 'late', type: 'STRING', defaultValue: 'd', isMandatory: true }],
    });
    const [copy] = await copyEntry(await context(), { id: String(entry.id), names: ['b'] });
    expect(Object.values(copy?.doc ?? {}).map(([, value]) => value)).toEqual([goal.id]);
    const { rows } = await listVersions(await context(), copy ?? entry, {});
    expect(rows.map(({ value, userId }) => [value, userId])).toEqual([[goal.id, world.admin.id]]);
  });
});
