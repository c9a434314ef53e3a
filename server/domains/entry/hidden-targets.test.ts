/** Changes around entries that the caller may not see, or may not write: what follows by itself, and what stays. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { AnyHookRegistration } from 'pagoda-plugin-sdk';
import { makeTestApp } from '../../test/app.ts';
import { makeRestrict } from '../../test/restrict.ts';
import type { Context } from '../../context.ts';
import { createEntity, updateEntity, type Entity } from '../entity/index.ts';
import { copyEntry, createEntry, deleteEntry, listEntries, restoreEntry, updateEntry, type EntryRow } from './index.ts';

let hookRuns = 0;
const watching = (['entry.before_create', 'entry.before_update', 'entry.before_delete', 'entry.validate'] as const).map(
  (hook) => ({ hook, handler: () => void (hookRuns += 1) }),
) as AnyHookRegistration[];

const { app, admin, makeUser } = await makeTestApp({}, [{ id: 'watching', hooks: watching }]);
const restrict = makeRestrict({ app });
const { actor } = await makeUser({ username: 'ann' });
const asAdmin = (): Promise<Context> => app.contextFor(admin);
const asAnn = (): Promise<Context> => app.contextFor(actor);

let serial = 0;
let entity: Entity;

/** An entity whose entries refer to each other. */
beforeEach(async () => {
  const { id } = await createEntity(await asAdmin(), { name: `E${++serial}` });
  const referral = [String(id)];
  entity = await updateEntity(await asAdmin(), {
    id: String(id),
    attrs: [
      { name: 'chain', type: 'ARRAY_OBJECT', referral, isDeleteInChain: true },
      { name: 'one', type: 'OBJECT', referral },
      { name: 'label', type: 'STRING' },
    ],
  });
});

const inputsOf = (values: object) => Object.entries(values).map(([attr, value]) => ({ attr, value }));
const make = async (name: string, values: object = {}): Promise<EntryRow> =>
  createEntry(await asAdmin(), { entity: String(entity.id), name, attrs: inputsOf(values) });
const idOf = ({ id }: { readonly id: number }): { id: string } => ({ id: String(id) });
const columnOf = (name: string): number => entity.attrs.find((attr) => attr.name === name)?.id ?? 0;
const attributeOf = (entry: EntryRow, name: string): number => entry.doc?.[columnOf(name)]?.[0] ?? 0;
const valueOf = (entry: EntryRow | undefined, name: string): unknown => entry?.doc?.[columnOf(name)]?.[1];

async function namesOf(isActive = true): Promise<string[]> {
  const args = { entity: String(entity.id), filter: { isActive } };
  const { rows } = await listEntries(await asAdmin(), args, { parts: { doc: false, times: false }, total: false });
  return rows.map(({ name }) => name);
}

describe('a reference that is there already', () => {
  test('stays, to whatever it leads, while new ones are looked at', async () => {
    const [hidden, gone, other, secret] = [await make('hidden'), await make('gone'), await make('o'), await make('s')];
    const entry = await make('a', { chain: [hidden.id, gone.id], one: hidden.id });
    await restrict('ENTRY', hidden.id, 'NOTHING');
    await restrict('ENTRY', secret.id, 'NOTHING');
    await deleteEntry(await asAdmin(), idOf(gone));
    const update = async (values: object) => updateEntry(await asAnn(), { ...idOf(entry), attrs: inputsOf(values) });
    const written = await update({ chain: [other.id, gone.id, hidden.id], one: hidden.id, label: 'x' });
    expect(valueOf(written, 'chain')).toEqual([other.id, gone.id, hidden.id]);
    await expect(update({ chain: [hidden.id, secret.id] })).rejects.toMatchObject({
      problems: [
        {
          code: 'NOT_FOUND',
          message: `Attribute "chain": there is no entry with id ${secret.id}`,
          path: ['attrs', '0', 'value'],
        },
      ],
    });
    await update({ one: null });
    await expect(update({ one: hidden.id })).rejects.toMatchObject({ problems: [{ code: 'NOT_FOUND' }] });
  });
});

describe('a deletion in chain', () => {
  test('takes along only what the caller may write', async () => {
    const [hidden, readable, writable] = [await make('hidden'), await make('readable'), await make('writable')];
    const root = await make('root', { chain: [hidden.id, readable.id, writable.id] });
    await restrict('ENTRY', hidden.id, 'NOTHING');
    await restrict('ENTRY', readable.id, 'READABLE');
    await restrict('ENTRY', writable.id, 'WRITABLE');
    await deleteEntry(await asAnn(), idOf(root));
    expect(await namesOf()).toEqual(['hidden', 'readable']);
  });

  test('spares what an entry refers to that the caller may not see', async () => {
    const leaf = await make('leaf');
    const root = await make('root', { chain: [leaf.id] });
    const witness = await make('witness', { one: leaf.id });
    await restrict('ENTRY', witness.id, 'NOTHING');
    await deleteEntry(await asAnn(), idOf(root));
    expect(await namesOf()).toEqual(['leaf', 'witness']);
  });

  test('spares what an entry refers to that stays because the caller may not write it', async () => {
    const leaf = await make('leaf');
    const middle = await make('middle', { chain: [leaf.id] });
    const root = await make('root', { chain: [middle.id, leaf.id] });
    await restrict('ENTRY', middle.id, 'READABLE');
    await deleteEntry(await asAnn(), idOf(root));
    expect(await namesOf()).toEqual(['leaf', 'middle']);
  });

  test('does not tell by what it takes what an attribute holds that the caller may not see', async () => {
    const leaf = await make('leaf');
    const root = await make('root', { chain: [leaf.id] });
    await restrict('ATTRIBUTE', attributeOf(root, 'chain'), 'NOTHING');
    await deleteEntry(await asAnn(), idOf(root));
    expect(await namesOf()).toEqual(['leaf']);
  });

  test('comes back as far as the caller may write it', async () => {
    const [closed, open] = [await make('closed'), await make('open')];
    const root = await make('root', { chain: [closed.id, open.id] });
    await deleteEntry(await asAdmin(), idOf(root));
    await restrict('ENTRY', closed.id, 'READABLE');
    await restoreEntry(await asAnn(), idOf(root));
    expect(await namesOf()).toEqual(['open', 'root']);
    expect(await namesOf(false)).toEqual([expect.stringMatching(/^closed_deleted_/)]);
    await restoreEntry(await asAdmin(), idOf(closed));
    expect(await namesOf()).toEqual(['closed', 'open', 'root']);
  });
});

describe('a copy', () => {
  const copy = async (entry: EntryRow) =>
    (await copyEntry(await asAnn(), { ...idOf(entry), names: [`copy ${++serial}`] }))[0];

  test('leaves out what the caller may not read, or not give to a new entry', async () => {
    const other = await make('other');
    const entry = await make('a', { label: 'secret', one: other.id, chain: [other.id] });
    await restrict('ATTRIBUTE', attributeOf(entry, 'label'), 'NOTHING');
    await restrict('ATTRIBUTE', attributeOf(entry, 'chain'), 'READABLE');
    await restrict('ENTITY_ATTR', columnOf('one'), 'READABLE');
    const copied = await copy(entry);
    expect(['label', 'one', 'chain'].map((name) => valueOf(copied, name))).toEqual([undefined, undefined, [other.id]]);
  });

  test('keeps references to what the caller may not see', async () => {
    const hidden = await make('hidden');
    const entry = await make('a', { one: hidden.id });
    await restrict('ENTRY', hidden.id, 'NOTHING');
    expect(valueOf(await copy(entry), 'one')).toBe(hidden.id);
  });

  test('takes the default for what was left out, and is refused where there is none for what it must have', async () => {
    const entry = await make('a', { label: 'secret' });
    await restrict('ATTRIBUTE', attributeOf(entry, 'label'), 'NOTHING');
    const change = async (more: object) =>
      updateEntity(await asAdmin(), { ...idOf(entity), attrs: [{ id: String(columnOf('label')), ...more }] });
    await change({ isMandatory: true, defaultValue: 'd' });
    expect(valueOf(await copy(entry), 'label')).toBe('d');
    await change({ defaultValue: null });
    await expect(copy(entry)).rejects.toMatchObject({ problems: [{ code: 'REQUIRED', path: ['names', '0'] }] });
  });
});

describe('an automatic name', () => {
  test('is the same whoever writes the entry, and follows where he sees nothing', async () => {
    const name = { name: 'of', type: 'OBJECT' as const, referral: [String(entity.id)], nameOrder: 1, namePostfix: '!' };
    const named = await createEntity(await asAdmin(), {
      name: `Named ${serial}`,
      itemNameType: 'ATTRIBUTES',
      attrs: [name, { name: 'note', type: 'STRING', nameOrder: 2 }],
    });
    const target = await make('target');
    const create = async (note: string) =>
      createEntry(await asAdmin(), {
        entity: String(named.id),
        name: '-',
        attrs: inputsOf({ of: target.id, note }),
      });
    const [seen, unseen] = [await create('1'), await create('2')];
    await restrict('ENTRY', unseen.id, 'NOTHING');
    await updateEntry(await asAnn(), { ...idOf(target), name: 'renamed' });
    await restrict('ENTRY', target.id, 'NOTHING');
    const written = await updateEntry(await asAnn(), { ...idOf(seen), attrs: inputsOf({ note: '3' }) });
    expect(written.name).toBe('renamed!3');
    const { rows } = await listEntries(
      await asAdmin(),
      { entity: String(named.id) },
      { parts: { doc: false, times: false }, total: false },
    );
    expect(rows.map((row) => row.name)).toEqual(['renamed!2', 'renamed!3']);
  });
});

test('handlers hear nothing of a change that is refused to the caller', async () => {
  const entry = await make('a', { label: 'x' });
  await restrict('ENTITY_ATTR', columnOf('label'), 'READABLE');
  hookRuns = 0;
  const denied = { problems: [{ code: 'PERMISSION_DENIED' }] };
  const attrs = inputsOf({ label: 'y' });
  await expect(createEntry(await asAnn(), { entity: String(entity.id), name: 'b', attrs })).rejects.toMatchObject(
    denied,
  );
  await expect(updateEntry(await asAnn(), { ...idOf(entry), attrs })).rejects.toMatchObject(denied);
  await restrict('ENTRY', entry.id, 'READABLE');
  await expect(updateEntry(await asAnn(), { ...idOf(entry), name: 'b' })).rejects.toMatchObject(denied);
  await expect(deleteEntry(await asAnn(), idOf(entry))).rejects.toMatchObject(denied);
  await expect(copyEntry(await asAnn(), { ...idOf(entry), names: ['b'] })).rejects.toMatchObject(denied);
  expect(hookRuns).toBe(0);
});
