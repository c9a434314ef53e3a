import { describe, expect, test } from '@jest/globals';
import { query, sql } from '../../db/index.ts';
import { makeTestWorld } from '../../test/context.ts';
import { createEntity, deleteEntity, updateEntity, type CreateEntityInput, type Entity } from '../entity/index.ts';
import {
  copyEntry,
  createEntries,
  createEntry,
  deleteEntry,
  listEntries,
  listReferrals,
  listVersions,
  restoreEntry,
  restoreValue,
  updateEntry,
  type EntryRow,
} from './index.ts';

const world = await makeTestWorld();
const context = () => world.contextOf(world.admin);
const WANTED = { parts: { doc: true, times: true }, total: true };

let serial = 0;
async function makeEntity(input: Partial<CreateEntityInput> = {}): Promise<Entity> {
  serial += 1;
  return createEntity(await context(), { name: `Entity ${serial}`, ...input });
}

async function make(entity: Entity, name: string, values: Readonly<Record<string, unknown>> = {}): Promise<EntryRow> {
  const attrs = Object.entries(values).map(([attr, value]) => ({ attr, value }));
  return createEntry(await context(), { entity: String(entity.id), name, attrs });
}

async function change(entry: EntryRow, values: Readonly<Record<string, unknown>>, name?: string): Promise<EntryRow> {
  const attrs = Object.entries(values).map(([attr, value]) => ({ attr, value }));
  return updateEntry(await context(), { id: String(entry.id), attrs, name });
}

async function namesIn(entity: Entity, isActive = true): Promise<string[]> {
  const page = await listEntries(await context(), { entity: String(entity.id), filter: { isActive } }, WANTED);
  return page.rows.map(({ name }) => name);
}

const refused = (code: string, ...path: string[]) => ({ problems: [expect.objectContaining({ code, path })] });

describe('a mandatory attribute', () => {
  const mandatory = (more: object) =>
    makeEntity({ attrs: [{ name: 'm', type: 'STRING', isMandatory: true, ...more }] });

  test('must be given to a new entry, and may not be emptied', async () => {
    const entity = await mandatory({});
    await expect(make(entity, 'a')).rejects.toMatchObject(refused('REQUIRED', 'attrs'));
    await expect(make(entity, 'a', { m: '' })).rejects.toMatchObject(refused('REQUIRED', 'attrs', '0', 'value'));
    const entry = await make(entity, 'a', { m: 'x' });
    await expect(change(entry, { m: '' })).rejects.toMatchObject(refused('REQUIRED', 'attrs', '0', 'value'));
    expect((await change(entry, {}, 'b')).name).toBe('b');
  });

  test('is filled by a default, but not by an empty one', async () => {
    const entry = await make(await mandatory({ defaultValue: 'd' }), 'a');
    expect(Object.values(entry.doc ?? {})).toEqual([[expect.any(Number), 'd']]);
    await expect(make(await mandatory({ defaultValue: '' }), 'a')).rejects.toMatchObject(refused('REQUIRED', 'attrs'));
  });

  test('that came later leaves the entries that are there alone', async () => {
    const entity = await makeEntity({ attrs: [{ name: 'x', type: 'STRING' }] });
    const entry = await make(entity, 'a');
    await updateEntity(await context(), {
      id: String(entity.id),
      attrs: [{ name: 'm', type: 'NUMBER', isMandatory: true }],
    });
    await expect(change(entry, { x: 'y' })).resolves.toMatchObject({ id: entry.id });
    await expect(change(entry, { m: null })).rejects.toMatchObject(refused('REQUIRED', 'attrs', '0', 'value'));
  });

  test.each([
    ['TEXT', ''],
    ['NUMBER', null],
    ['DATE', ''],
    ['DATETIME', null],
    ['OBJECT', 0],
    ['NAMED_OBJECT', { name: '', id: null }],
    ['GROUP', ''],
    ['ROLE', null],
    ['SELECT', ''],
    ['ARRAY_STRING', ['', '']],
    ['ARRAY_NUMBER', [1, null]],
    ['ARRAY_OBJECT', [null, '']],
    ['ARRAY_NAMED_OBJECT', [{ name: '', id: '' }]],
    ['ARRAY_NAMED_OBJECT_BOOLEAN', []],
    ['ARRAY_GROUP', [0]],
    ['ARRAY_ROLE', []],
    ['MULTI_SELECT', ['']],
  ] as const)('of type %s refuses %j', async (type, value) => {
    const { id } = await makeEntity();
    const options = { referral: [String(id)], choices: [{ value: 'c', label: 'C' }] };
    const entity = await makeEntity({ attrs: [{ name: 'm', type, isMandatory: true, ...options }] });
    await expect(make(entity, 'a', { m: value })).rejects.toMatchObject(refused('REQUIRED', 'attrs', '0', 'value'));
  });
});

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
});

describe('names', () => {
  test.each([
    ['Straße', 'STRASSE', false],
    ['ÀÉÎ', 'àéî', true],
    ['Привет', 'ПРИВЕТ', true],
    ['ΣΊΣΥΦΟΣ', 'σίσυφος', true],
    ['Ⴀ', 'ⴀ', true],
    ['ŞİŞE', 'şi̇şe', true],
    ['Å', 'A\u030a', true],
    ['한글', '\u1112\u1161\u11ab\u1100\u1173\u11af', true],
    ['𐐀', '𐐨', true],
    [' x ', 'X', true],
    ['東京', '東亰', false],
    ['a b', 'ab', false],
  ])('%j and %j are the same: %j', async (one, other, areSame) => {
    const entity = await makeEntity({ attrs: [{ name: one, type: 'STRING' }] });
    await make(entity, one);
    const second = make(entity, other);
    if (areSame) await expect(second).rejects.toMatchObject(refused('DUPLICATE', 'name'));
    else await expect(second).resolves.toMatchObject({ name: other });
    const attr = updateEntity(await context(), { id: String(entity.id), attrs: [{ name: other, type: 'TEXT' }] });
    if (areSame) await expect(attr).rejects.toMatchObject(refused('DUPLICATE', 'attrs', '0', 'name'));
    else await expect(attr).resolves.toMatchObject({ id: entity.id });
  });

  test('of 200 characters are freed by a deletion, however long their bytes', async () => {
    const entity = await makeEntity();
    const name = '🦆'.repeat(200);
    for (const _turn of [1, 2, 3]) {
      const { id } = await make(entity, name);
      const deleted = await deleteEntry(await context(), { id: String(id) });
      expect(deleted.name).toMatch(/^(🦆){200}_deleted_\d{8}_\d{6}$/u);
    }
    const [last] = (
      await listEntries(await context(), { entity: String(entity.id), filter: { isActive: false } }, WANTED)
    ).rows;
    expect((await restoreEntry(await context(), { id: String(last?.id) })).name).toBe(name);
    const renamed = await updateEntity(await context(), { id: String(entity.id), name: 'n'.repeat(200) });
    await deleteEntry(await context(), { id: String(last?.id) });
    const gone = await deleteEntity(await context(), { id: String(renamed.id) });
    expect(gone.name).toMatch(/^n{200}_deleted_\d{8}_\d{6}$/);
  });

  test('that end like those of deleted entries are names like others', async () => {
    const entity = await makeEntity();
    const { id } = await make(entity, 'a_deleted_20260101_000000');
    await deleteEntry(await context(), { id: String(id) });
    expect((await restoreEntry(await context(), { id: String(id) })).name).toBe('a_deleted_20260101_000000');
  });

  test('may change their letter case', async () => {
    const entry = await make(await makeEntity(), 'case');
    expect((await change(entry, {}, 'CASE')).name).toBe('CASE');
  });

  test('are held against the pattern of the entity, from the start, in linear time', async () => {
    const entity = await makeEntity({ itemNamePattern: '(a+)+$' });
    await expect(make(entity, `${'a'.repeat(199)}!`)).rejects.toMatchObject({
      problems: [expect.objectContaining({ code: 'INVALID', path: ['name'], restCode: 'AE-250000' })],
    });
    await expect(make(entity, 'baa')).rejects.toMatchObject(refused('INVALID', 'name'));
    await expect(make(await makeEntity(), 'a\tb')).rejects.toMatchObject(refused('INVALID', 'name'));
    expect((await make(entity, 'aaa')).name).toBe('aaa');
  });
});

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

describe('referrals', () => {
  test('come from active entries through active attributes, each entry once', async () => {
    const target = await makeEntity();
    const goal = await make(target, 'goal');
    const referral = [String(target.id)];
    const entity = await makeEntity({
      attrs: [
        { name: 'one', type: 'OBJECT', referral },
        { name: 'many', type: 'ARRAY_NAMED_OBJECT', referral },
      ],
    });
    const both = await make(entity, 'both', {
      one: goal.id,
      many: [
        { name: 'x', id: goal.id },
        { name: 'y', id: goal.id },
      ],
    });
    const gone = await make(entity, 'gone', { one: goal.id });
    const was = await make(entity, 'was', { one: goal.id });
    await make(entity, 'many only', { many: [{ name: '', id: goal.id }] });
    await deleteEntry(await context(), { id: String(gone.id) });
    await change(was, { one: null });
    const names = async () => (await listReferrals(await context(), goal.id, {}, WANTED)).rows.map(({ name }) => name);
    expect(await names()).toEqual(['both', 'many only']);
    await restoreEntry(await context(), { id: String(gone.id) });
    expect(await names()).toEqual(['both', 'gone', 'many only']);
    const one = entity.attrs.find(({ name }) => name === 'one');
    await updateEntity(await context(), { id: String(entity.id), attrs: [{ id: String(one?.id), isDeleted: true }] });
    expect(await names()).toEqual(['both', 'many only']);
    await change(both, { many: [] });
    expect(await names()).toEqual(['many only']);
  });
});

describe('createEntries', () => {
  test('needs at least one entry', async () => {
    const entity = String((await makeEntity()).id);
    await expect(createEntries(await context(), { entity, entries: [] })).rejects.toMatchObject(
      refused('REQUIRED', 'entries'),
    );
  });
});

test('times of one entry never repeat', async () => {
  const entity = await makeEntity({ attrs: [{ name: 'n', type: 'NUMBER' }] });
  const entry = await make(entity, 'a');
  const times = new Set([entry.updatedTime]);
  for (let turn = 0; turn < 20; turn += 1) times.add((await change(entry, { n: turn })).updatedTime);
  expect(times.size).toBe(21);
  const [found] = await query<{ late: boolean }>(
    (await context()).em,
    sql`select updated_time > now() + interval '1 second' as late from entry where id = ${entry.id}`,
  );
  expect(found).toEqual({ late: false });
});
