import { describe, expect, test } from '@jest/globals';
import { makeTestWorld } from '../../test/context.ts';
import { countStatements } from '../../test/statements.ts';
import { createEntry, deleteEntry, listEntries, updateEntry } from '../entry/index.ts';
import { createEntity, deleteEntity, updateEntity, type CreateEntityInput } from './index.ts';

const world = await makeTestWorld();
const context = () => world.contextOf(world.admin);

async function problemsOf(work: Promise<unknown>): Promise<string[]> {
  try {
    await work;
    return [];
  } catch (error) {
    const { problems } = error as { problems: { code: string; path: string[] }[] };
    return problems.map(({ code, path }) => `${code} ${path.join('.')}`);
  }
}

describe('entities', () => {
  test('the next operation of any process sees what was changed', async () => {
    const ctx = await context();
    const { id } = await createEntity(ctx, { name: 'Seen', attrs: [{ name: 'a', type: 'STRING' }] });
    const epoch = ctx.catalog.epoch;
    await updateEntity(ctx, { id: String(id), attrs: [{ name: 'b', type: 'NUMBER' }] });
    expect(ctx.catalog.epoch).toBe(epoch + 1);
    const entity = (await context()).catalog.getEntity(id);
    expect(entity.attrs.map(({ name, index }) => [name, index])).toEqual([
      ['a', 0],
      ['b', 1],
    ]);
  });

  const BAD: readonly (readonly [what: string, input: CreateEntityInput, problems: string[]])[] = [
    ['no name', {}, ['REQUIRED name']],
    ['a blank name', { name: ' \n ' }, ['REQUIRED name']],
    ['a name of 201 characters', { name: 'x'.repeat(201) }, ['TOO_LONG name']],
    ['a name with NUL', { name: 'a\0b' }, ['INVALID name']],
    ['a name with a lone surrogate', { name: 'a\ud800b' }, ['INVALID name']],
    ['a long note', { name: 'n', note: 'x'.repeat(201) }, ['TOO_LONG note']],
    ['a note with NUL', { name: 'n', note: '\0' }, ['INVALID note']],
    ['a pattern that is none', { name: 'n', itemNamePattern: '(' }, ['INVALID itemNamePattern']],
    ['a pattern that looks back', { name: 'n', itemNamePattern: '(a)\\1' }, ['INVALID itemNamePattern']],
    ['a pattern of 401 characters', { name: 'n', itemNamePattern: 'x'.repeat(401) }, ['TOO_LONG itemNamePattern']],
    [
      'an attribute without name and type',
      { name: 'n', attrs: [{}] },
      ['REQUIRED attrs.0.type', 'REQUIRED attrs.0.name'],
    ],
    [
      'an attribute type that is internal',
      { name: 'n', attrs: [{ name: 'a', type: 'NAMED_OBJECT_BOOLEAN', referral: ['999999'] }] },
      ['INVALID attrs.0.type', 'NOT_FOUND attrs.0.referral.0'],
    ],
    [
      'two attributes of one name',
      {
        name: 'n',
        attrs: [
          { name: 'ä', type: 'STRING' },
          { name: 'Ä', type: 'STRING' },
        ],
      },
      ['DUPLICATE attrs.1.name'],
    ],
    ['a reference to nothing', { name: 'n', attrs: [{ name: 'a', type: 'OBJECT' }] }, ['REQUIRED attrs.0.referral']],
    [
      'a reference to an empty list',
      { name: 'n', attrs: [{ name: 'a', type: 'ARRAY_OBJECT', referral: [] }] },
      ['REQUIRED attrs.0.referral'],
    ],
    [
      'a reference to what does not exist',
      { name: 'n', attrs: [{ name: 'a', type: 'OBJECT', referral: ['999999', 'x', '-1'] }] },
      ['NOT_FOUND attrs.0.referral.0', 'NOT_FOUND attrs.0.referral.1', 'NOT_FOUND attrs.0.referral.2'],
    ],
    ['a select without choices', { name: 'n', attrs: [{ name: 'a', type: 'SELECT' }] }, ['REQUIRED attrs.0.choices']],
    [
      'a select with an empty label',
      { name: 'n', attrs: [{ name: 'a', type: 'SELECT', choices: [{ label: '' }] }] },
      ['REQUIRED attrs.0.choices.0.label'],
    ],
    [
      'a select with two equal labels',
      { name: 'n', attrs: [{ name: 'a', type: 'SELECT', choices: [{ label: 'x' }, { label: 'x' }] }] },
      ['DUPLICATE attrs.0.choices.1.label'],
    ],
    [
      'a select with two equal values',
      {
        name: 'n',
        attrs: [
          {
            name: 'a',
            type: 'MULTI_SELECT',
            choices: [
              { value: 'v', label: 'x' },
              { value: 'v', label: 'y' },
            ],
          },
        ],
      },
      ['DUPLICATE attrs.0.choices.1.value'],
    ],
    [
      'a default of another type',
      { name: 'n', attrs: [{ name: 'a', type: 'NUMBER', defaultValue: '4' }] },
      ['INVALID attrs.0.defaultValue'],
    ],
    [
      'a default for a type without',
      { name: 'n', attrs: [{ name: 'a', type: 'DATE', defaultValue: '2026-01-01' }] },
      ['INVALID attrs.0.defaultValue'],
    ],
    [
      'a boolean default that is a number',
      { name: 'n', attrs: [{ name: 'a', type: 'BOOLEAN', defaultValue: 1 }] },
      ['INVALID attrs.0.defaultValue'],
    ],
    [
      'a name order for a date',
      { name: 'n', attrs: [{ name: 'a', type: 'DATE', nameOrder: 1 }] },
      ['INVALID attrs.0.nameOrder'],
    ],
    [
      'a long prefix',
      { name: 'n', attrs: [{ name: 'a', type: 'STRING', namePrefix: 'x'.repeat(21) }] },
      ['TOO_LONG attrs.0.namePrefix'],
    ],
    [
      'a long postfix',
      { name: 'n', attrs: [{ name: 'a', type: 'STRING', namePostfix: 'x'.repeat(21) }] },
      ['TOO_LONG attrs.0.namePostfix'],
    ],
    [
      'a long label attribute',
      { name: 'n', attrs: [{ name: 'a', type: 'STRING', displayAttr: 'x'.repeat(201) }] },
      ['TOO_LONG attrs.0.displayAttr'],
    ],
  ];
  test.each(BAD)('%s is refused and nothing is written', async (_what, input, problems) => {
    const ctx = await context();
    expect(await problemsOf(createEntity(ctx, input))).toEqual(problems);
    expect((await context()).catalog.findEntityByName('n')).toBeNull();
  });

  test('names are unique ignoring case until the entity is deleted', async () => {
    const ctx = await context();
    const { id } = await createEntity(ctx, { name: 'Äpfel' });
    expect(await problemsOf(createEntity(ctx, { name: 'äPFEL' }))).toEqual(['DUPLICATE name']);
    expect(await problemsOf(updateEntity(ctx, { id: String(id), name: 'ÄPFEL' }))).toEqual([]);
    const deleted = await deleteEntity(ctx, { id: String(id) });
    expect(deleted).toMatchObject({ isActive: false, name: expect.stringMatching(/^ÄPFEL_deleted_\d{8}_\d{6}$/) });
    expect(await problemsOf(createEntity(ctx, { name: 'äpfel' }))).toEqual([]);
  });

  test('two that create the same name at once: one of them is told', async () => {
    const [first, second] = [await context(), await context()];
    const outcomes = await Promise.all([
      problemsOf(createEntity(first, { name: 'Race' })),
      problemsOf(createEntity(second, { name: 'race' })),
    ]);
    expect(outcomes.flat()).toEqual(['DUPLICATE name']);
  });

  test('an entity with entries cannot be deleted', async () => {
    const ctx = await context();
    const { id } = await createEntity(ctx, { name: 'Used' });
    const entry = await createEntry(ctx, { entity: String(id), name: 'x' });
    expect(await problemsOf(deleteEntity(ctx, { id: String(id) }))).toEqual(['IN_USE id']);
    await deleteEntry(ctx, { id: String(entry.id) });
    expect(await problemsOf(deleteEntity(ctx, { id: String(id) }))).toEqual([]);
    expect(await problemsOf(deleteEntity(ctx, { id: String(id) }))).toEqual(['NOT_FOUND id']);
  });

  test('an entry cannot slip into an entity that is being deleted', async () => {
    const { id } = await createEntity(await context(), { name: 'Closing' });
    const [writer, deleter] = [await context(), await context()];
    const outcomes = await Promise.all([
      problemsOf(createEntry(writer, { entity: String(id), name: 'x' })),
      problemsOf(deleteEntity(deleter, { id: String(id) })),
    ]);
    const entity = (await context()).catalog.getEntity(id);
    const page = await listEntries(
      await context(),
      { entity: String(id) },
      { parts: { doc: false, times: false }, total: false },
    );
    expect(outcomes.flat()).toHaveLength(1);
    expect(page.rows.length).toBe(entity.isActive ? 1 : 0);
  });

  test('an attribute keeps its type, a used choice stays, and a deleted attribute takes its values out of sight', async () => {
    const ctx = await context();
    const { id, attrs } = await createEntity(ctx, {
      name: 'Shaped',
      attrs: [
        {
          name: 'stage',
          type: 'SELECT',
          choices: [
            { value: 'p', label: 'P' },
            { value: 't', label: 'T' },
          ],
        },
        { name: 'note', type: 'STRING' },
      ],
    });
    const entity = String(id);
    const [stage, note] = attrs.map((attr) => String(attr.id));
    await createEntry(ctx, {
      entity,
      name: 'x',
      attrs: [
        { attr: 'stage', value: 'p' },
        { attr: 'note', value: 'n' },
      ],
    });
    expect(await problemsOf(updateEntity(ctx, { id: entity, attrs: [{ id: stage, type: 'STRING' }] }))).toEqual([
      'INVALID attrs.0.type',
    ]);
    expect(
      await problemsOf(
        updateEntity(ctx, { id: entity, attrs: [{ id: stage, choices: [{ value: 't', label: 'T' }] }] }),
      ),
    ).toEqual(['IN_USE attrs.0.choices']);
    expect(
      await problemsOf(
        updateEntity(ctx, { id: entity, attrs: [{ id: stage, choices: [{ value: 'p', label: 'Production' }] }] }),
      ),
    ).toEqual([]);
    expect(
      await problemsOf(
        updateEntity(ctx, {
          id: entity,
          attrs: [
            { id: note, isDeleted: true },
            { id: note, name: 'x' },
          ],
        }),
      ),
    ).toEqual(['DUPLICATE attrs.1.id']);
    expect(await problemsOf(updateEntity(ctx, { id: entity, attrs: [{ id: '999999' }] }))).toEqual([
      'NOT_FOUND attrs.0.id',
    ]);
    const changed = await updateEntity(ctx, {
      id: entity,
      attrs: [
        { id: note, isDeleted: true },
        { name: 'note', type: 'NUMBER' },
      ],
    });
    expect(changed.attrs.map(({ name, type }) => [name, type.name])).toEqual([
      ['stage', 'SELECT'],
      ['note', 'NUMBER'],
    ]);
  });

  test('attributes can exchange their names', async () => {
    const ctx = await context();
    const { id, attrs } = await createEntity(ctx, {
      name: 'Swapped',
      attrs: [
        { name: 'a', type: 'STRING' },
        { name: 'b', type: 'NUMBER' },
      ],
    });
    const [a, b] = attrs.map((attr) => String(attr.id));
    const input = {
      id: String(id),
      attrs: [
        { id: a, name: 'b' },
        { id: b, name: 'a' },
      ],
    };
    const changed = await updateEntity(ctx, input);
    expect(changed.attrs.map(({ name, type }) => [name, type.name])).toEqual([
      ['b', 'STRING'],
      ['a', 'NUMBER'],
    ]);
  });

  test('an update that expects another state gets a conflict', async () => {
    const ctx = await context();
    const { id, updatedTime } = await createEntity(ctx, { name: 'Expected' });
    const input = { id: String(id), note: 'x', expectedUpdatedTime: updatedTime };
    expect(await problemsOf(updateEntity(ctx, input))).toEqual([]);
    expect(await problemsOf(updateEntity(ctx, input))).toEqual(['CONFLICT expectedUpdatedTime']);
  });

  test('automatic names follow the attributes, and the entries that they refer to', async () => {
    const ctx = await context();
    const rack = await createEntity(ctx, {
      name: 'Named rack',
      itemNameType: 'ATTRIBUTES',
      attrs: [{ name: 'number', type: 'NUMBER', nameOrder: 1, namePrefix: 'R' }],
    });
    const server = await createEntity(ctx, {
      name: 'Named server',
      itemNameType: 'ATTRIBUTES',
      attrs: [
        { name: 'rack', type: 'OBJECT', referral: [String(rack.id)], nameOrder: 1, namePostfix: '/' },
        { name: 'slot', type: 'STRING', nameOrder: 2 },
      ],
    });
    const r = await createEntry(ctx, {
      entity: String(rack.id),
      name: 'ignored',
      attrs: [{ attr: 'number', value: 7 }],
    });
    const create = () =>
      createEntry(ctx, {
        entity: String(server.id),
        name: 'ignored',
        attrs: [
          { attr: 'rack', value: r.id },
          { attr: 'slot', value: 'a' },
        ],
      });
    const first = await create();
    const second = await create();
    expect([r.name, first.name]).toEqual(['R7', 'R7/a']);
    expect(second.name).toMatch(new RegExp(`^R7/a -- duplicate of ID:${first.id} -- `));
    await updateEntry(ctx, { id: String(r.id), attrs: [{ attr: 'number', value: 8 }] });
    const page = await listEntries(
      await context(),
      { entity: String(server.id) },
      { parts: { doc: false, times: false }, total: false },
    );
    expect(page.rows.map(({ name }) => name)).toEqual(['R8/a', expect.stringMatching(/^R8\/a -- duplicate of ID:/)]);
  });

  test('an id of an entity with automatic ids is made once', async () => {
    const ctx = await context();
    const { id } = await createEntity(ctx, {
      name: 'Tickets',
      itemNameType: 'ID',
      attrs: [{ name: 'a', type: 'STRING' }],
    });
    const { id: entryId, name } = await createEntry(ctx, { entity: String(id), name: 'ignored' });
    expect(name).toMatch(/^[0-9a-f-]{36}$/);
    const updated = await updateEntry(ctx, { id: String(entryId), attrs: [{ attr: 'a', value: 'x' }] });
    expect(updated.name).toBe(name);
  });

  test('the catalog is read in one statement however many entities there are', async () => {
    const ctx = await context();
    expect(await countStatements(() => ctx.host.catalogs.load(ctx.em))).toBe(1);
  });
});
