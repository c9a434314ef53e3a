import { describe, expect, test } from '@jest/globals';
import { query, sql } from '../../db/index.ts';
import { deleteEntity, updateEntity } from '../entity/index.ts';
import { createEntries, deleteEntry, listEntries, listReferrals, restoreEntry } from './index.ts';
import { makeWorkbench, refused, WANTED } from './test/workbench.ts';

const { context, makeEntity, make, change } = await makeWorkbench();

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
