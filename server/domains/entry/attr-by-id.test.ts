import { expect, test } from '@jest/globals';
import type { AnyHookRegistration } from 'pagoda-plugin-sdk';
import { makeTestWorld } from '../../test/context.ts';
import { createEntity, updateEntity } from '../entity/index.ts';
import { copyEntry, createEntry, listVersions, restoreValue, updateEntry, type EntryRow } from './index.ts';

let isHooked = false;
/** Gives back what it got, so that the attributes go through their ids. */
const unchanged: AnyHookRegistration = {
  hook: 'entry.before_update',
  handler: ({ data }) => (isHooked ? data : undefined),
};
const world = await makeTestWorld([unchanged]);

test('an attribute that is called like the id of another one is never taken for it', async () => {
  const ctx = await world.contextOf(world.admin);
  const { id, attrs } = await createEntity(ctx, { name: 'Confusing', attrs: [{ name: 'real', type: 'STRING' }] });
  const real = attrs[0]?.id ?? 0;
  await updateEntity(ctx, { id: String(id), attrs: [{ name: String(real), type: 'STRING' }] });
  const values = ({ doc = {} }: EntryRow) =>
    Object.fromEntries(
      ctx.catalog.getEntity(id).attrs.flatMap((attr) => (doc[attr.id] ? [[attr.name, doc[attr.id]?.[1]]] : [])),
    );

  const entry = await createEntry(ctx, { entity: String(id), name: 'a', attrs: [{ attr: 'real', value: 'one' }] });
  const [copy] = await copyEntry(ctx, { id: String(entry.id), names: ['b'] });
  expect(copy && values(copy)).toEqual({ real: 'one' });

  isHooked = true;
  expect(values(await updateEntry(ctx, { id: String(entry.id), attrs: [{ attr: 'real', value: 'two' }] }))).toEqual({
    real: 'two',
  });
  isHooked = false;

  const { rows } = await listVersions(ctx, entry, {});
  const restored = await restoreValue(ctx, { version: String(rows.at(-1)?.id) });
  expect(values(restored)).toEqual({ real: 'one' });

  const byName = await updateEntry(ctx, { id: String(entry.id), attrs: [{ attr: String(real), value: 'by name' }] });
  expect(values(byName)).toEqual({ real: 'one', [real]: 'by name' });
});
