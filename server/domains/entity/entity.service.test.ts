import { describe, expect, test } from '@jest/globals';
import { makeTestWorld } from '../../test/context.ts';
import { countStatements } from '../../test/statements.ts';
import { createEntry, deleteEntry, listEntries } from '../entry/index.ts';
import { createEntity, deleteEntity, updateEntity } from './index.ts';
import { problemsOf } from './test/problems-of.ts';

const world = await makeTestWorld();
const context = () => world.contextOf(world.admin);

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

  test('the catalog is read in one statement however many entities there are', async () => {
    const ctx = await context();
    expect(await countStatements(() => ctx.host.catalogs.load(ctx.em))).toBe(1);
  });
});
