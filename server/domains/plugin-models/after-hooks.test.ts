/** What after hooks are told of entries, and in whose name they act. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { EntryLifecycle, PluginContext, PluginHookContext } from 'pagoda-plugin-sdk';
import { Entity, Entry } from 'pagoda-plugin-sdk/models';
import { makeRestrict } from '../../test/restrict.ts';
import { listStatements } from '../../test/statements.ts';
import { createEntry } from '../entry/index.ts';
import { makeHookedApp } from './test/hooked-app.ts';

const hooked = await makeHookedApp(true);
const { app, admin, ask, behaviour, create, graphql, lines, makeUser } = hooked;
const mori = await makeUser({ username: 'mori' });
const restrict = makeRestrict(hooked);

interface Told {
  readonly payload: EntryLifecycle;
  readonly actor: PluginHookContext['actor'];
}

const told: Told[] = [];

beforeEach(() => {
  told.splice(0);
  for (const hook of ['afterCreate', 'afterUpdate'] as const)
    behaviour[hook] = (payload, { actor }) => void told.push({ payload, actor });
});

async function update(id: number, name: string): Promise<void> {
  await graphql(`mutation { updateEntry(input: { id: "${id}", name: "${name}" }) { errors { message } } }`);
}

describe('an after hook', () => {
  test('is told of an entry as the change left it, without a statement for it', async () => {
    await create('warm');
    await app.settled();
    told.splice(0);
    const statements = await listStatements(async () => {
      await create('one');
      await app.settled();
    });
    const [{ payload, actor } = { payload: null, actor: null }] = told;
    const user = { id: admin.id, username: 'admin', isSuperuser: true };
    const entity = { id: payload?.entity.id, name: 'Server', note: '', isActive: true };
    const schema = { id: entity.id, name: 'Server' };
    const entry = { id: payload?.entry.id, name: 'one', isActive: true, schema };
    expect(payload).toEqual({ entityName: 'Server', entity, user, entry });
    expect(actor).toEqual(user);
    expect(statements.at(-1)).toBe('commit');
  });

  test('is told of each change as that left the entry, however late it is', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    behaviour.afterCreate = () => promise;
    await create('first');
    const { id } = await app.contextFor(admin).then((ctx) => createEntry(ctx, { entityName: 'Server', name: 'other' }));
    await update(id, 'renamed');
    await update(id, 'again');
    resolve();
    await app.settled();
    expect(told.map(({ payload }) => payload.entry.name)).toEqual(['renamed', 'again']);
  });

  test('has the rights of the user and not those that a plugin lent him', async () => {
    const { id } = await createEntry(await app.contextFor(admin), { entityName: 'Server', name: 'veiled' });
    await restrict('ENTRY', id, 'NOTHING');
    await app.settled();
    told.splice(0);
    const seen: unknown[] = [];
    behaviour.afterCreate = async (payload, { actor }) => {
      told.push({ payload, actor });
      seen.push(await Entry.objects.filter({ id }).exists());
    };
    const route = (ctx: PluginContext) =>
      ctx.elevated('writes', async () => {
        await Entry.objects.create({ name: 'by force', schema: await Entity.objects.get({ name: 'Server' }) });
        return Entry.objects.filter({ id }).exists();
      });
    expect(await ask(route, mori.token)).toEqual({ status: 200, body: true });
    await app.settled();
    const user = { id: mori.actor.id, username: 'mori', isSuperuser: false };
    expect(told).toMatchObject([{ payload: { user }, actor: user }]);
    expect(seen).toEqual([false]);
    expect(lines.filter(({ level }) => level >= 50)).toEqual([]);
  });
});
