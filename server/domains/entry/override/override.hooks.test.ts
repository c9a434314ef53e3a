import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  acceptedResponse,
  createdResponse,
  errorResponse,
  noContentResponse,
  overrideOperations,
} from 'pagoda-plugin-sdk';
import { createEntity, type Entity } from '../../entity/index.ts';
import { entriesOf, entryOf } from '../test/rest-bench.ts';
import { makeOverrideBench } from './test/taker.ts';

const { app, admin, handlers, hooked, seen, send } = await makeOverrideBench({
  Hooked: { plugin: 'taker', operations: overrideOperations },
  Careless: { plugin: 'careless', operations: overrideOperations },
});
const context = () => app.contextFor(admin);

afterEach(async () => {
  await app.settled();
  for (const operation of overrideOperations) delete handlers[operation];
  seen.length = 0;
  hooked.length = 0;
});

describe('hooks', () => {
  let entities: Readonly<Record<'Hooked' | 'Careless', Entity>>;
  beforeAll(async () => {
    entities = {
      Hooked: await createEntity(await context(), { name: 'Hooked', attrs: [{ name: 'note', type: 'STRING' }] }),
      Careless: await createEntity(await context(), { name: 'Careless' }),
    };
  });

  test('of the default run before the plugin, which sees what they made', async () => {
    handlers.create = () => acceptedResponse();
    const { id } = entities.Hooked.attrs[0] ?? { id: 0 };
    const attrs = [{ id, value: 'x' }];
    await send('POST', entriesOf(entities.Hooked), { name: 'new', attrs, also: 1 });
    expect(seen[0]?.data).toEqual({ name: 'new +', attrs, also: 1 });
    expect(hooked).toEqual(['before_create new', 'validate new +']);
  });

  test('can refuse before the plugin is asked', async () => {
    expect(await send('POST', entriesOf(entities.Hooked), { name: 'vetoed' })).toMatchObject({
      status: 400,
      body: { name: [{ message: 'Not this one' }] },
    });
    expect(seen).toEqual([]);
  });

  test('run once where the plugin leaves it to the default, after hooks after the commit', async () => {
    await send('POST', entriesOf(entities.Hooked), { name: 'once' });
    await app.settled();
    expect(hooked).toEqual(['before_create once', 'validate once +', 'after_create once +']);
    hooked.length = 0;
    const { body } = await send('GET', `${entriesOf(entities.Hooked)}?search=once`);
    const { id } = body.results[0];
    await send('PUT', entryOf(id), { name: 'twice' });
    await send('DELETE', entryOf(id));
    await app.settled();
    expect(hooked).toEqual([
      'before_update once +',
      'validate twice +',
      'after_update twice +',
      'before_delete twice +',
      'after_delete',
    ]);
  });

  test('do not run for one that does without them, but for what it writes', async () => {
    handlers.create = async ({ data, entity, models }) => {
      if (data?.['name'] === 'nothing') return acceptedResponse();
      const { id } = await models.Entry.objects.create({ name: String(data?.['name']), schema: entity });
      return createdResponse({ id });
    };
    await send('POST', entriesOf(entities.Careless), { name: 'nothing' });
    expect(hooked).toEqual([]);
    await send('POST', entriesOf(entities.Careless), { name: 'written' });
    await app.settled();
    expect(hooked).toEqual(['before_create written', 'validate written +', 'after_create written +']);
    delete handlers.create;
    hooked.length = 0;
    await send('POST', entriesOf(entities.Careless), { name: 'default' });
    await app.settled();
    expect(hooked).toEqual(['before_create default', 'validate default +', 'after_create default +']);
  });

  test('run once where the plugin itself writes what they made', async () => {
    const { id } = entities.Hooked.attrs[0] ?? { id: 0 };
    handlers.create = async ({ data, entity, models }) => {
      const { name, attrs } = data as { name: string; attrs?: { value: unknown }[] };
      const note = attrs?.[0]?.value ?? '';
      const entry = await models.Entry.objects.create({ name, schema: entity, ...(attrs ? { attrs: { note } } : {}) });
      return createdResponse({ id: entry.id });
    };
    const attrs = [{ id, value: 'x' }];
    const { body } = await send('POST', entriesOf(entities.Hooked), { name: 'own', attrs });
    await app.settled();
    expect(hooked).toEqual(['before_create own', 'validate own +', 'after_create own +']);
    hooked.length = 0;

    handlers.update = async ({ entry, data, user }) => {
      if (!entry || !user) return null;
      entry.name = String(data?.['name']);
      await entry.save();
      await entry.setAttrs(user, { note: 'y' });
      return acceptedResponse({ id: entry.id });
    };
    await send('PUT', entryOf(body.id), { name: 'own 2' });
    await app.settled();
    // Values that the caller did not send are validated, too.
    expect(hooked).toEqual(['before_update own +', 'validate own 2 +', 'validate own 2 +', 'after_update own 2 +']);
    hooked.length = 0;

    handlers.delete = async ({ entry }) => {
      await entry?.delete();
      return noContentResponse();
    };
    await send('DELETE', entryOf(body.id));
    await app.settled();
    expect(hooked).toEqual(['before_delete own 2 +', 'after_delete']);
  });

  test('run for whatever else the plugin writes, and what was not validated is', async () => {
    handlers.create = async ({ data, entity, models }) => {
      const { id } = await models.Entry.objects.create({ name: `${String(data?.['name'])} changed`, schema: entity });
      await models.Entry.objects.create({ name: 'second', schema: entity });
      return createdResponse({ id });
    };
    await send('POST', entriesOf(entities.Hooked), { name: 'asked' });
    await app.settled();
    expect(hooked).toEqual([
      'before_create asked',
      'validate asked +',
      'validate asked + changed',
      'before_create second',
      'validate second +',
      'after_create asked + changed',
      'after_create second +',
    ]);
    handlers.create = async ({ entity, models }) => {
      const { id } = await models.Entry.objects.create({ name: 'vetoed +', schema: entity });
      return createdResponse({ id });
    };
    expect(await send('POST', entriesOf(entities.Hooked), { name: 'asked' })).toMatchObject({ status: 400 });
  });

  test('run for what other plugins write on the way', async () => {
    handlers.create = async ({ data, entity, models }) => {
      await models.Entry.objects.create({
        name: 'bringer',
        schema: await models.Entity.objects.get({ name: 'Careless' }),
      });
      const { id } = await models.Entry.objects.create({ name: String(data?.['name']), schema: entity });
      return createdResponse({ id });
    };
    await send('POST', entriesOf(entities.Hooked), { name: 'x' });
    await app.settled();
    expect(hooked.filter((hook) => !hook.startsWith('after'))).toEqual([
      'before_create x',
      'validate x +',
      'before_create bringer',
      'before_create brought',
      'validate brought +',
      'validate bringer +',
    ]);
  });

  test('run for the default when the plugin wrote another entry before it leaves the work to it', async () => {
    handlers.create = async ({ entity, models }) => {
      await models.Entry.objects.create({ name: 'before it', schema: entity });
    };
    await send('POST', entriesOf(entities.Hooked), { name: 'then' });
    await app.settled();
    expect(hooked).toEqual([
      'before_create then',
      'validate then +',
      'validate before it',
      'after_create before it',
      'after_create then +',
    ]);
  });

  test('that refuse leave nothing of what the plugin wrote, and none of the after hooks', async () => {
    handlers.create = async ({ entity, models }) => {
      await models.Entry.objects.create({ name: 'undone', schema: entity });
      return errorResponse('no');
    };
    expect(await send('POST', entriesOf(entities.Careless), { name: 'x' })).toMatchObject({ status: 400 });
    await app.settled();
    expect(hooked).not.toContain('after_create undone +');
  });
});
