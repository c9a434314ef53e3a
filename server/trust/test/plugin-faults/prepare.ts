import type { Context } from '../../../context.ts';
import { createEntity } from '../../../domains/entity/index.ts';
import { createEntries, createEntry, deleteEntry } from '../../../domains/entry/index.ts';
import type { Act } from './acts.ts';

const NAMES = ['a', 'b', 'c'];

/** Makes what an operation needs; gives the ids of it. */
export async function prepare(ctx: Context, serverId: number, needs: Act['needs']): Promise<readonly number[]> {
  const entity = String(serverId);
  switch (needs) {
    case 'nothing':
      return [];
    case 'entities':
      return inTurn((name) => createEntity(ctx, { name, attrs: [{ name: 'x', type: 'STRING' }] }));
    case 'entries':
      return makeEntries(ctx, entity);
    case 'deleted entries': {
      const ids = await makeEntries(ctx, entity);
      for (const id of ids) await deleteEntry(ctx, { id: String(id) });
      return ids;
    }
    case 'chain':
      return makeChain(ctx, entity);
    case 'deleted chain': {
      const ids = await makeChain(ctx, entity);
      await deleteEntry(ctx, { id: String(ids[0]) });
      return ids;
    }
  }
}

async function makeEntries(ctx: Context, entity: string): Promise<readonly number[]> {
  const entries = NAMES.map((name) => ({ name, attrs: [{ attr: 'text', value: name }] }));
  return (await createEntries(ctx, { entity, entries })).map(({ id }) => id);
}

/** The first refers to the second, and that to the third. */
async function makeChain(ctx: Context, entity: string): Promise<readonly number[]> {
  let part: number | null = null;
  const ids = await inTurn(async (name) => {
    const made = await createEntry(ctx, { entity, name, attrs: [{ attr: 'part', value: part }] });
    part = made.id;
    return made;
  });
  return ids.toReversed();
}

async function inTurn(make: (name: string) => Promise<{ readonly id: number }>): Promise<readonly number[]> {
  const ids: number[] = [];
  for (const name of NAMES) ids.push((await make(name)).id);
  return ids;
}
