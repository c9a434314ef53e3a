import { expect, test } from '@jest/globals';
import { makeHarness } from 'pagoda-plugin-sdk/testing';
import plugin from './plugin.ts';

const user = { id: 3, username: 'mori', isSuperuser: false };
const entity = { id: 5, name: 'Rack', note: '', isActive: true };
const entry = { id: 7, name: 'r1', isActive: true, schema: entity };

/** A harness whose table takes everything, or what it has already nothing. */
function withTable({ isNew = true } = {}) {
  return makeHarness(plugin, {
    sql: ({ params: [records] }) => {
      const given = JSON.parse(String(records)) as readonly Record<string, unknown>[];
      return isNew ? given.map((record) => ({ ...record, id: 1, time: new Date(String(record['time'])) })) : [];
    },
  });
}

test('what happens to an entry is stored and told', async () => {
  const { hook, statements, published } = withTable();
  await hook('entry.after_update', { entityName: 'Rack', entity, user, entry });
  const [record] = JSON.parse(String(statements[0]?.params[0]));
  expect(record).toEqual({
    changeId: 'test',
    time: expect.stringMatching(/Z$/),
    action: 'UPDATED',
    entityId: 5,
    entityName: 'Rack',
    entryId: 7,
    name: 'r1',
    userId: 3,
    username: 'mori',
    note: '',
  });
  expect(published).toEqual([
    { topic: 'recorded', payload: [expect.objectContaining({ action: 'UPDATED', name: 'r1', time: record.time })] },
  ]);
});

test('what happens to an entity has no entry, and what the server does no user', async () => {
  const { hook, statements } = withTable();
  const system = { id: 0, username: 'system', isSuperuser: true };
  await hook('entity.after_delete', { entityName: 'Rack', entity, user: system });
  expect(JSON.parse(String(statements[0]?.params[0]))).toMatchObject([
    { action: 'DELETED', entityId: 5, entryId: null, name: 'Rack', userId: null, username: 'system' },
  ]);
});

test('what is told twice is not published again', async () => {
  const { hook, published } = withTable({ isNew: false });
  await hook('entry.after_create', { entityName: 'Rack', entity, user, entry });
  expect(published).toEqual([]);
});
