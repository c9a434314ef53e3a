import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ValidationError } from 'pagoda-plugin-sdk';
import { makeHarness } from 'pagoda-plugin-sdk/testing';
import plugin from './plugin.ts';

const user = { id: 1, username: 'admin', isSuperuser: true };
const entity = { id: 5, name: 'Vendor', note: '', isActive: true };

test('the name of a vendor is not too short', async () => {
  const { hook } = makeHarness(plugin);
  const payload = { user, schemaName: 'Vendor', entity, attrs: [], instance: null };
  await assert.rejects(hook('entry.validate', { ...payload, name: 'HP' }), ValidationError);
  await hook('entry.validate', { ...payload, name: 'HPE' });
});

test('a new vendor is told in the log', async () => {
  const { hook, log } = makeHarness(plugin);
  const entry = { id: 7, name: 'HPE', isActive: true, schema: entity };
  await hook('entry.after_create', { entityName: 'Vendor', entity, user, entry });
  assert.equal(log[0]?.message, 'Entry created: HPE in Vendor by admin');
});
