/** What the log warns of at a start, beside refusals. */
import { expect, test } from '@jest/globals';
import { definePlugin } from 'pagoda-plugin-sdk';
import { makeTestApp } from '../../test/app.ts';
import { makeLogLines } from '../test/log-lines.ts';

const { log, lines } = makeLogLines();
const base = { version: '1.0.0' };
const idle = definePlugin({
  ...base,
  id: 'idle',
  name: 'Idle',
  typeDefs: `
    extend type Query { silent: Int own: Entry wrapped: Int answered: Int }
    extend type Mutation { act: Boolean }
    extend type Subscription { quiet: Int loud: Int }
    extend type Entry { property: Int }
  `,
  resolvers: {
    Query: { answered: () => 1 },
    Subscription: { loud: { subscribe: async function* () {} }, quiet: { resolve: () => 1 } },
  },
  wrap: { 'Query.wrapped': () => 2 },
});
const late = definePlugin({
  ...base,
  id: 'late',
  name: 'Late',
  migrations: [{ name: '0001-broken', sql: 'create tabel item (id integer)' }],
});
const env = { BACKEND_PLUGIN_ENTITY_OVERRIDES: '{"Server": {"plugin": "nobody", "operations": ["create"]}}' };
const { data } = await makeTestApp(env, [], { log, plugins: [idle, late] });

test('fields of the root that nothing answers are told one by one, and do no harm', async () => {
  const told = lines.filter(({ msg }) => msg.includes('has no resolver'));
  expect(told.map(({ level, plugin }) => [level, plugin])).toEqual(told.map(() => [40, 'idle']));
  const end = (name: string) => `. Write resolvers.${name}, or take the field out`;
  expect(told.map(({ msg }) => msg)).toEqual([
    `Plugin idle has no resolver for its field Query.silent, which is always null${end('Query.silent')}`,
    `Plugin idle has no resolver for its field Query.own, which is always null${end('Query.own')}`,
    `Plugin idle has no resolver for its field Mutation.act, which is always null${end('Mutation.act')}`,
    `Plugin idle has no resolver for its field Subscription.quiet, which cannot be subscribed to${end('Subscription.quiet')}`,
  ]);
  expect(await data('{ silent wrapped answered me { username } }')).toEqual({
    silent: null,
    wrapped: 2,
    answered: 1,
    me: { username: 'admin' },
  });
});

test('what is wrong with the setting of overrides is told once, also where a plugin is refused late', () => {
  expect(lines.filter(({ msg }) => msg.startsWith('Failed to load external plugin late: '))).toHaveLength(1);
  expect(lines.filter(({ msg }) => msg.includes('nobody'))).toHaveLength(1);
});
