import { expect, test } from '@jest/globals';
import { makeTestWorld } from '../../test/context.ts';
import type { AttrDefinition } from './attr-draft.ts';
import { createEntity, updateEntity } from './index.ts';

const world = await makeTestWorld();
const context = () => world.contextOf(world.admin);

const numbered = (count: number, prefix: string): AttrDefinition[] =>
  Array.from({ length: count }, (_, index) => ({ name: prefix + index, type: 'STRING' }));
const TOO_MANY = { problems: [expect.objectContaining({ code: 'TOO_MANY', path: ['attrs'] })] };

test('an entity has 1,000 attributes at most, whether it is created with them or gets them later', async () => {
  await expect(createEntity(await context(), { name: 'Wide', attrs: numbered(1_001, 'a') })).rejects.toMatchObject(
    TOO_MANY,
  );
  const { id, attrs } = await createEntity(await context(), { name: 'Wide', attrs: numbered(1_000, 'a') });
  expect(attrs).toHaveLength(1_000);

  const update = async (changes: AttrDefinition[]) => updateEntity(await context(), { id: String(id), attrs: changes });
  await expect(update(numbered(1, 'b'))).rejects.toMatchObject(TOO_MANY);
  await expect(update(numbered(100_000, 'b'))).rejects.toMatchObject(TOO_MANY);
  const last = { id: String(attrs.at(-1)?.id), isDeleted: true };
  expect((await update([last, ...numbered(1, 'b')])).attrs).toHaveLength(1_000);
});
