import { expect, test } from '@jest/globals';
import { parseParams } from './params.ts';

test.each([
  [{}, { configuration_entity_id: null, cascade_delete: false }],
  [{ configuration_entity_id: 7 }, { configuration_entity_id: 7, cascade_delete: false }],
  [
    { configuration_entity_id: 'Configuration', cascade_delete: true, other: 1 },
    { configuration_entity_id: 'Configuration', cascade_delete: true },
  ],
])('the params %j are %j', (given, params) => {
  expect(parseParams(given)).toEqual(params);
  expect(parseParams(parseParams(given))).toEqual(params);
});

test.each([
  [{ configuration_entity_id: [7] }, 'configuration_entity_id must be the id or the name of an entity'],
  [{ cascade_delete: 'yes' }, 'cascade_delete must be true or false'],
])('the params %j are refused', (given, message) => {
  expect(() => parseParams(given)).toThrow(message);
});
