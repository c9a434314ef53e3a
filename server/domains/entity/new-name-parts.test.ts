/** Who may let names be made of what: names are seen by everybody who sees the entry. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { Rejected } from '../../errors.ts';
import { makeTestApp } from '../../test/app.ts';
import { makeRestrict } from '../../test/restrict.ts';
import { createEntry, deleteEntry } from '../entry/index.ts';
import { createEntity, updateEntity, type Entity } from './index.ts';

const { app, admin, makeUser } = await makeTestApp();
const restrict = makeRestrict({ app });
const { actor } = await makeUser({ username: 'ann' });

let serial = 0;
const makeEntity = async (attrs: Parameters<typeof createEntity>[1]['attrs'] = []): Promise<Entity> =>
  createEntity(await app.contextFor(admin), { name: `E${++serial}`, attrs });

/** What a change is refused for, tried by somebody without any role, and undone. */
async function refusals(input: Parameters<typeof updateEntity>[1]): Promise<string[]> {
  const ctx = { ...(await app.contextFor(actor)), dryRun: true };
  try {
    await updateEntity(ctx, input);
    return [];
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    return error.problems.map(({ code, path }) => [code, path.join('.')].join(' '));
  }
}

describe('values become names of entries', () => {
  let id: string;
  let owner: Entity;
  let text: string;
  let to: string;
  let entry: Awaited<ReturnType<typeof createEntry>>;
  let target: Awaited<ReturnType<typeof createEntry>>;
  beforeEach(async () => {
    id = String((await makeEntity()).id);
    target = await createEntry(await app.contextFor(admin), { entity: id, name: 'hidden target' });
    owner = await makeEntity([
      { name: 'text', type: 'STRING' },
      { name: 'to', type: 'OBJECT', referral: [id] },
    ]);
    [text = '', to = ''] = owner.attrs.map((attr) => String(attr.id));
    const attrs = [
      { attr: 'text', value: 'hidden text' },
      { attr: 'to', value: target.id },
    ];
    entry = await createEntry(await app.contextFor(admin), { entity: String(owner.id), name: 'open', attrs });
  });

  const naming = (attr: string) =>
    refusals({
      id: String(owner.id),
      itemNameType: 'ATTRIBUTES',
      attrs: [{ id: attr, nameOrder: 1 }],
    });
  const textOf = (): number => entry.doc?.[Number(text)]?.[0] ?? 0;

  test('when who wants it may see all of them', async () => {
    expect([await naming(text), await naming(to)]).toEqual([[], []]);
  });

  test('never when one of an entry is closed to him', async () => {
    await restrict('ATTRIBUTE', textOf(), 'NOTHING');
    expect([await naming(text), await naming(to)]).toEqual([['PERMISSION_DENIED attrs.0.nameOrder'], []]);
    await restrict('ENTRY', entry.id, 'NOTHING');
    expect(await naming(text)).toEqual([]);
  });

  test('never when he may not see what one refers to, or it was deleted', async () => {
    await restrict('ENTRY', target.id, 'NOTHING');
    expect([await naming(text), await naming(to)]).toEqual([[], ['PERMISSION_DENIED attrs.0.nameOrder']]);
    await restrict('ENTRY', target.id, 'FULL');
    await restrict('ENTITY', id, 'NOTHING');
    expect(await naming(to)).toEqual(['PERMISSION_DENIED attrs.0.nameOrder']);
    await restrict('ENTITY', id, 'FULL');
    await deleteEntry(await app.contextFor(admin), { id: String(target.id) });
    expect(await naming(to)).toEqual(['PERMISSION_DENIED attrs.0.nameOrder']);
  });

  test('never by the type of the names alone when he may not see the column, but for superusers, and what is a name stays one', async () => {
    const attrs = [{ id: text, nameOrder: 1 }];
    await updateEntity(await app.contextFor(admin), { id: String(owner.id), attrs });
    await restrict('ENTITY_ATTR', text, 'NOTHING');
    const change = { id: String(owner.id), itemNameType: 'ATTRIBUTES' } as const;
    expect(await refusals(change)).toEqual(['PERMISSION_DENIED itemNameType']);
    await updateEntity(await app.contextFor(admin), change);
    expect(await refusals(change)).toEqual([]);
  });
});
