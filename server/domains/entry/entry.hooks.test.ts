import { beforeEach, describe, expect, test } from '@jest/globals';
import { hookNames, ValidationError, type AnyHookRegistration, type HookName } from 'pagoda-plugin-sdk';
import { withTransaction } from '../../db/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { createEntity, deleteEntity, updateEntity } from '../entity/index.ts';
import { copyEntry, createEntries, createEntry, deleteEntry, EntryRecord, restoreEntry, updateEntry } from './index.ts';

const calls = new Map<HookName, number>();
let refusal: { readonly hook: HookName; readonly error: Error } | null = null;

const counting = hookNames.map((hook) => ({
  hook,
  handler: () => {
    calls.set(hook, (calls.get(hook) ?? 0) + 1);
    if (refusal?.hook === hook) throw refusal.error;
  },
})) as AnyHookRegistration[];

const { app, admin, data } = await makeTestApp({}, [{ id: 'counting', hooks: counting }]);

/** How often each hook was called by the work, once everything after its commits is done. */
async function callsOf(work: () => Promise<unknown>): Promise<Record<string, number>> {
  await app.settled();
  calls.clear();
  await work();
  await app.settled();
  return Object.fromEntries(calls);
}

const contextOf = () => app.contextFor(admin);

let entity: string;
let serial = 0;

beforeEach(async () => {
  refusal = null;
  serial += 1;
  const ctx = await contextOf();
  const { id } = await createEntity(ctx, { name: `E${serial}`, attrs: [{ name: 'label', type: 'STRING' }] });
  entity = String(id);
  await updateEntity(ctx, {
    id: entity,
    attrs: [{ name: 'part', type: 'OBJECT', referral: [entity], isDeleteInChain: true }],
  });
});

describe('the seventeen hooks', () => {
  test('an entry from its creation to its restore, one call each', async () => {
    const ctx = await contextOf();
    const seen = await callsOf(async () => {
      const { id } = await createEntry(ctx, { entity, name: 'a' });
      await updateEntry(ctx, { id: String(id), name: 'b' });
      await deleteEntry(ctx, { id: String(id) });
      await restoreEntry(ctx, { id: String(id) });
    });
    expect(seen).toEqual({
      'entry.before_create': 1,
      'entry.validate': 2,
      'entry.after_create': 1,
      'entry.before_update': 1,
      'entry.after_update': 1,
      'entry.before_delete': 1,
      'entry.after_delete': 1,
      'entry.before_restore': 1,
      'entry.after_restore': 1,
    });
  });

  test('an entity from its creation to its deletion', async () => {
    const ctx = await contextOf();
    const seen = await callsOf(async () => {
      const { id } = await createEntity(ctx, { name: `Temporary ${serial}` });
      await updateEntity(ctx, { id: String(id), note: 'x' });
      await deleteEntity(ctx, { id: String(id) });
    });
    expect(seen).toEqual({
      'entity.before_create': 1,
      'entity.after_create': 1,
      'entity.before_update': 1,
      'entity.after_update': 1,
      'entity.before_delete': 1,
      'entity.after_delete': 1,
    });
  });

  test('reading attributes of entries and entities', async () => {
    await createEntries(await contextOf(), { entity, entries: [{ name: 'a' }, { name: 'b' }] });
    const seen = await callsOf(() =>
      data(
        'query ($id: ID!) { entity(id: $id) { attrs { name } entries { nodes { attrs { name } attr(name: "label") { json } } } } }',
        { id: entity },
      ),
    );
    expect(seen).toEqual({ 'entity.get_attrs': 1, 'entry.get_attrs': 2 });
  });

  test('a thousand entries in one operation call each hook a thousand times', async () => {
    const entries = Array.from({ length: 1_000 }, (_, index) => ({ name: `n${index}` }));
    const ctx = await contextOf();
    const seen = await callsOf(() => createEntries(ctx, { entity, entries }));
    expect(seen).toEqual({ 'entry.before_create': 1_000, 'entry.validate': 1_000, 'entry.after_create': 1_000 });
  });

  test('an update that changes nothing has no after', async () => {
    const ctx = await contextOf();
    const { id } = await createEntry(ctx, { entity, name: 'a', attrs: [{ attr: 'label', value: 'x' }] });
    const seen = await callsOf(() => updateEntry(ctx, { id: String(id), attrs: [{ attr: 'label', value: 'x' }] }));
    expect(seen).toEqual({ 'entry.before_update': 1, 'entry.validate': 1 });
  });

  test('a copy is a creation', async () => {
    const ctx = await contextOf();
    const { id } = await createEntry(ctx, { entity, name: 'a' });
    const seen = await callsOf(() => copyEntry(ctx, { id: String(id), names: ['b', 'c'] }));
    expect(seen).toEqual({ 'entry.before_create': 2, 'entry.validate': 2, 'entry.after_create': 2 });
  });

  test('what is deleted in chain is told too, once each', async () => {
    const ctx = await contextOf();
    const leaf = await createEntry(ctx, { entity, name: 'leaf' });
    const middle = await createEntry(ctx, { entity, name: 'middle', attrs: [{ attr: 'part', value: leaf.id }] });
    const root = await createEntry(ctx, { entity, name: 'root', attrs: [{ attr: 'part', value: middle.id }] });
    const deleted = await callsOf(() => deleteEntry(ctx, { id: String(root.id) }));
    expect(deleted).toEqual({ 'entry.before_delete': 1, 'entry.after_delete': 3 });
    const restored = await callsOf(() => restoreEntry(ctx, { id: String(root.id) }));
    expect(restored).toEqual({ 'entry.before_restore': 1, 'entry.after_restore': 3 });
  });

  test('a nested transaction that is undone tells nothing, one that is kept does', async () => {
    const ctx = await contextOf();
    const seen = await callsOf(() =>
      withTransaction(ctx, async (tx) => {
        await createEntry(tx, { entity, name: 'outer' });
        await withTransaction(tx, (inner) => createEntry(inner, { entity, name: 'kept' }));
        const undone = withTransaction(tx, async (inner) => {
          await createEntry(inner, { entity, name: 'undone' });
          throw new Error('no');
        });
        await expect(undone).rejects.toThrow('no');
      }),
    );
    expect(seen['entry.after_create']).toBe(2);
  });

  test('a dry run tells nothing after', async () => {
    const seen = await callsOf(() =>
      data(
        'mutation ($entity: ID!) { createEntry(input: { entity: $entity, name: "dry" }, dryRun: true) { errors { code } } }',
        { entity },
      ),
    );
    expect(seen).toEqual({ 'entry.before_create': 1, 'entry.validate': 1 });
  });

  test('a transaction that fails at its COMMIT tells nothing', async () => {
    const ctx = await contextOf();
    await ctx.em.execute(
      'create table if not exists late (id int, constraint late_unique unique (id) deferrable initially deferred)',
    );
    const seen = await callsOf(async () => {
      const failing = withTransaction(ctx, async (tx) => {
        await createEntry(tx, { entity, name: 'lost' });
        await tx.em.execute('insert into late values (1), (1)');
      });
      await expect(failing).rejects.toThrow(/late_unique/);
    });
    expect(seen['entry.after_create']).toBeUndefined();
  });

  test('a flush that goes past the write path is caught', async () => {
    const ctx = await contextOf();
    const { id } = await createEntry(ctx, { entity, name: 'a' });
    const seen = await callsOf(() =>
      withTransaction(ctx, async (tx) => {
        const record = await tx.em.findOneOrFail(EntryRecord, { id });
        record.name = 'changed by a flush';
        record.nameKey = 'changed by a flush';
      }),
    );
    expect(seen).toEqual({ 'entry.after_update': 1 });
  });

  test.each<[HookName, () => Promise<unknown>]>([
    ['entry.before_create', async () => createEntry(await contextOf(), { entity, name: 'vetoed' })],
    ['entry.validate', async () => createEntry(await contextOf(), { entity, name: 'vetoed' })],
    ['entity.before_create', async () => createEntity(await contextOf(), { name: 'vetoed' })],
  ])('%s can refuse, and nothing is written', async (hook, work) => {
    refusal = { hook, error: new ValidationError('Not today', ['name']) };
    await expect(work()).rejects.toMatchObject({
      problems: [{ code: 'VETOED', message: 'Not today', path: ['name'], plugin: 'counting' }],
    });
    expect(await data('query ($id: ID!) { entity(id: $id) { entries { totalCount } } }', { id: entity })).toEqual({
      entity: { entries: { totalCount: 0 } },
    });
  });
});
