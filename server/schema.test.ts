import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { printCoreSchema } from './app.parts.ts';
import { findUndescribed } from './graphql/index.ts';

const COMMITTED = new URL('../docs/schema.graphql', import.meta.url);

test('the schema is the committed one: after a change run `npm run schema:snapshot` and look at the difference', () => {
  expect(printCoreSchema()).toBe(readFileSync(COMMITTED, 'utf8'));
});

test('every type, field, argument and value of the schema is described', () => {
  expect(findUndescribed(buildSchema(printCoreSchema()))).toEqual([]);
});
