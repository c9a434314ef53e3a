import { describe, expect, test } from '@jest/globals';
import { definePlugin, ValidationError } from 'pagoda-plugin-sdk';
import { createEntity } from '../../domains/entity/index.ts';
import { createEntry } from '../../domains/entry/index.ts';
import { makeTestApp } from '../../test/app.ts';

const base = definePlugin({
  id: 'base',
  name: 'Base',
  version: '1.0.0',
  typeDefs: 'extend type Query { rackSize: Int }',
  resolvers: { Query: { rackSize: () => 7 } },
});
const outer = definePlugin({
  id: 'outer',
  name: 'Outer',
  version: '1.0.0',
  wrap: {
    'Query.rackSize': async (next, parent, args, ctx, info) => Number(await next(parent, args, ctx, info)) + 1,
    'Entry.name': { priority: 50, wrapper: async (next, ...rest) => `[${String(await next(...rest))}]` },
    'Query.entries': (next, parent, args, ctx, info) => next(parent, { ...args, first: 1 }, ctx, info),
  },
});
const inner = definePlugin({
  id: 'inner',
  name: 'Inner',
  version: '1.0.0',
  dependencies: ['outer'],
  wrap: {
    'Query.rackSize': async (next, ...rest) => Number(await next(...rest)) * 10,
    'Entry.name': async (next, ...rest) => `<${String(await next(...rest))}>`,
    'Query.entry'(next, ...rest) {
      if (rest[1]['id'] === '0') throw new ValidationError('No such number', ['id']);
      return next(...rest);
    },
  },
});

const { app, admin, data, graphql } = await makeTestApp({}, [], { plugins: [base, inner, outer] });

describe('wrappers', () => {
  test('stand around what is there: a lower priority outside, then who is loaded first', async () => {
    const { id } = await createEntity(await app.contextFor(admin), { name: 'Server' });
    for (const name of ['a', 'b']) await createEntry(await app.contextFor(admin), { entity: String(id), name });
    expect(app.plugins.current.refused).toEqual([]);
    expect(await data('{ rackSize entries(entityName: "Server") { nodes { name } } }')).toEqual({
      rackSize: 71,
      entries: { nodes: [{ name: '[<a>]' }] },
    });
  });

  test('refuse in their own name', async () => {
    const refused = await graphql('{ entry(id: "0") { name } }');
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', plugin: 'inner' });
  });
});
