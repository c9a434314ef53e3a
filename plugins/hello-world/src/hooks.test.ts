import { describe, expect, test } from '@jest/globals';
import { type AttrInfo, ValidationError } from 'pagoda-plugin-sdk';
import { makeHarness } from 'pagoda-plugin-sdk/testing';
import plugin from './plugin.ts';

const user = { id: 1, username: 'mori', isSuperuser: false };
const entity = { id: 5, name: 'helloworld', note: '', isActive: true };
const entry = { id: 7, name: 'first', isActive: true, schema: { id: 5, name: 'helloworld' } };
const about = { entityName: entity.name, entity, user, entry };
const attrinfo: AttrInfo[] = [{ id: 1, schema: null, name: 'a', type: 2, isReadable: true, value: 'x' }];

describe('what happens is told in the log, with who did it', () => {
  test('to entries of the entity helloworld', async () => {
    const { hook, log } = makeHarness(plugin);
    const data = { name: 'second' };
    await hook('entry.after_create', about);
    expect(await hook('entry.before_update', { ...about, data })).toEqual(data);
    await hook('entry.after_update', about);
    expect(log.map(({ message }) => message)).toEqual([
      'Entry created: first by mori',
      'Entry is about to change: first by mori',
      'Entry changed: first by mori',
    ]);
  });

  test('to entries of others only when they are deleted', async () => {
    const { hook, log } = makeHarness(plugin);
    const other = { ...about, entityName: 'Rack', entity: { ...entity, name: 'Rack' } };
    await hook('entry.after_create', other);
    await hook('entry.before_delete', other);
    expect(log.map(({ message }) => message)).toEqual(['Entry is about to be deleted: first by mori']);
  });

  test('to entities', async () => {
    const { hook, log } = makeHarness(plugin);
    const payload = { entityName: 'Rack', user, entity: { ...entity, name: 'Rack' } };
    const data = { note: 'new' };
    await hook('entity.after_create', payload);
    expect(await hook('entity.before_update', { ...payload, data })).toEqual(data);
    await hook('entity.after_update', payload);
    expect(log.map(({ message }) => message)).toEqual([
      'Entity created: Rack by mori',
      'Entity is about to change: Rack by mori',
      'Entity changed: Rack by mori',
    ]);
  });
});

test.each(['forbidden', 'a Forbidden one', 'FORBIDDENx'])('the name %s is refused', async (name) => {
  const validate = makeHarness(plugin).hook('entry.validate', {
    user,
    schemaName: 'Rack',
    entity,
    name,
    attrs: [],
    instance: null,
  });
  await expect(validate).rejects.toEqual(
    new ValidationError("The name of an entry cannot contain 'forbidden' (plugin rule)", ['name']),
  );
});

test.each([[attrinfo], [[]]])('attributes go on as they are: %j', async (list) => {
  const { hook, log } = makeHarness(plugin);
  expect(await hook('entry.get_attrs', { entry, attrinfo: list, isRetrieve: true })).toEqual(list);
  expect(await hook('entity.get_attrs', { entity, attrinfo: list })).toEqual(list);
  expect(log).toMatchObject([
    { level: 'debug', message: 'Attributes of first are read (retrieve: true)' },
    { level: 'debug', message: 'Attributes of the entity helloworld are read' },
  ]);
});
