/** Subscription fields of plugins that leave events out. */
import { expect, test } from '@jest/globals';
import { definePlugin, type PluginContext } from 'pagoda-plugin-sdk';
import { Entity } from 'pagoda-plugin-sdk/models';
import { createEntity } from '../../domains/entity/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { makeRestrict } from '../../test/restrict.ts';

interface Named {
  readonly name: string;
}

const names = ['Rack', 'Secret', 'Nowhere'];

async function* tellAll() {
  for (const name of names) yield { name, named: name };
}

const subscribe = tellAll;
const filter = ({ name }: Named, { prefix }: { prefix: string }) =>
  name.startsWith(prefix) && Entity.objects.filter({ name }).exists();

const plugin = definePlugin({
  id: 'herald',
  name: 'Herald',
  version: '1.0.0',
  typeDefs: `
    extend type Query { cursors: PageInfo }
    extend type Subscription {
      named(prefix: String! = ""): String
      shouted(prefix: String! = ""): String
      broken: String
    }`,
  resolvers: {
    Query: {
      cursors: () => ({ hasNextPage: false, hasPreviousPage: true, startCursor: 'a', endCursor: null }),
    },
    Subscription: {
      named: { subscribe, filter },
      shouted: {
        subscribe,
        filter,
        resolve: ({ name }: Named, _args: unknown, ctx: PluginContext) =>
          `${name.toUpperCase()} ${ctx.actor?.username}`,
      },
      broken: {
        subscribe,
        filter() {
          throw new Error('the herald is hoarse');
        },
      },
    },
  },
});

const { app, admin, data, token, makeUser } = await makeTestApp({}, [], { plugins: [plugin] });
await createEntity(await app.contextFor(admin), { name: 'Rack' });
const secret = await createEntity(await app.contextFor(admin), { name: 'Secret' });
await makeRestrict({ app })('ENTITY', secret.id, 'NOTHING');
const mori = await makeUser({ username: 'mori' });

async function hear(field: string, key = token): Promise<readonly unknown[]> {
  const answer = await app.fastify.inject({
    method: 'POST',
    url: '/graphql/stream',
    headers: { 'content-type': 'application/json', authorization: `Token ${key}` },
    payload: JSON.stringify({ query: `subscription { heard: ${field} }` }),
  });
  return [...answer.body.matchAll(/^data: (.+)$/gm)].map(([, line = '']) => JSON.parse(line).data?.heard ?? line);
}

test('a filter says who hears what, with the rights of the subscriber', async () => {
  expect(await hear('named')).toEqual(['Rack', 'Secret']);
  expect(await hear('named', mori.token)).toEqual(['Rack']);
});

test('a filter knows the arguments, and what passes it is resolved', async () => {
  expect(await hear('shouted(prefix: "S")')).toEqual(['SECRET admin']);
});

test('a filter that throws ends the subscription with a masked error', async () => {
  expect(await hear('broken')).toEqual([expect.stringContaining('Internal error')]);
});

test('a plugin can return a PageInfo of its own', async () => {
  expect(await data('{ cursors { hasNextPage hasPreviousPage startCursor endCursor } }')).toEqual({
    cursors: { hasNextPage: false, hasPreviousPage: true, startCursor: 'a', endCursor: null },
  });
});
