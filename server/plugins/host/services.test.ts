/** Operations that plugins carry out in the name of who called them. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { definePlugin, entryHook, get, type PluginContext } from 'pagoda-plugin-sdk';
import { Entry } from 'pagoda-plugin-sdk/models';
import { createEntity } from '../../domains/entity/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { makeRestrict } from '../../test/restrict.ts';

const behaviour: {
  route?: (ctx: PluginContext) => unknown;
  mutation?: (ctx: PluginContext) => unknown;
  before?: (ctx: PluginContext) => unknown;
} = {};

let calls = 0;

const agent = definePlugin({
  id: 'agent',
  name: 'Agent',
  version: '1.0.0',
  elevated: true,
  typeDefs: 'extend type Mutation { work: Boolean } extend type Query { again: Boolean }',
  resolvers: {
    Query: {
      again: async (_parent: unknown, _args: unknown, { services }: PluginContext) => {
        calls += 1;
        const { errors } = await services.graphql('{ again }');
        if (errors.length > 0) throw new Error('The one inside failed');
      },
    },
    Mutation: {
      work: async (_parent: unknown, _args: unknown, ctx: PluginContext) => void (await behaviour.mutation?.(ctx)),
    },
  },
  hooks: [
    entryHook('before_create', { entity: 'Server' }, async (_payload, ctx) => void (await behaviour.before?.(ctx))),
  ],
  routes: [get('do/', { auth: 'public' }, async (_request, ctx) => (await behaviour.route?.(ctx)) ?? null)],
});

const { app, admin, token, graphql, data, makeUser } = await makeTestApp({}, [], { plugins: [agent] });
const mori = await makeUser({ username: 'mori' });

beforeAll(async () => {
  for (const name of ['Server', 'Note', 'Secret']) {
    const { id } = await createEntity(await app.contextFor(admin), { name });
    if (name === 'Secret') await makeRestrict({ app })('ENTITY', id, 'NOTHING');
  }
});

async function ask(route: (ctx: PluginContext) => unknown, key: string | null = token): Promise<unknown> {
  behaviour.route = route;
  const headers = key === null ? {} : { authorization: `Token ${key}` };
  return (await app.fastify.inject({ url: '/api/v2/plugins/agent/do/', headers })).json();
}

const CREATE = `mutation ($name: String!, $entity: String!) {
  createEntry(input: { entityName: $entity, name: $name }) { entry { name } errors { message } } }`;
const create = ({ services }: PluginContext, name: string, entity = 'Note') =>
  services.graphql<{ createEntry: { errors: readonly { message: string }[] } }>(CREATE, { name, entity });
const namesOf = async (entity: string): Promise<string[]> => {
  const { entries } = await data(`{ entries(entityName: "${entity}", first: 100) { nodes { name } } }`);
  return entries.nodes.map(({ name }: { name: string }) => name);
};

describe('ctx.services.graphql', () => {
  test('answers as the actor would be answered', async () => {
    const route = ({ services }: PluginContext) =>
      services.graphql('{ me { username } entity(name: "Secret") { name } }');
    expect(await ask(route)).toEqual({ data: { me: { username: 'admin' }, entity: { name: 'Secret' } }, errors: [] });
    expect(await ask(route, mori.token)).toMatchObject({ data: { me: { username: 'mori' }, entity: null } });
    expect(await ask(route, null)).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    const elevated = (ctx: PluginContext) =>
      ctx.elevated('to look', () => ctx.services.graphql('{ entity(name: "Secret") { name } }'));
    expect(await ask(elevated, mori.token)).toMatchObject({ data: { entity: { name: 'Secret' } } });
  });

  test('tells what is wrong in the answer', async () => {
    expect(await ask(({ services }) => services.graphql('{ nothing }'))).toMatchObject({
      data: null,
      errors: [{ message: expect.stringContaining('nothing'), extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
    });
  });

  test('writes, and models see it', async () => {
    const seen = await ask(async (ctx) => {
      const before = await Entry.objects.filter({ name: 'one' }).count();
      await create(ctx, 'one');
      return [before, await Entry.objects.filter({ name: 'one' }).count()];
    });
    expect(seen).toEqual([0, 1]);
  });

  test('is part of the transaction of a hook, of a mutation and of ctx.transaction', async () => {
    behaviour.before = (ctx) => create(ctx, 'by hook');
    await data(CREATE, { name: 'same', entity: 'Server' });
    await data(
      'mutation ($name: String!) { createEntry(input: { entityName: "Server", name: $name }) { errors { message } } }',
      { name: 'same' },
    );
    Reflect.deleteProperty(behaviour, 'before');
    behaviour.mutation = async (ctx) => {
      await create(ctx, 'undone by mutation');
      throw new Error('no');
    };
    expect((await graphql('mutation { work }')).errors).toHaveLength(1);
    await ask((ctx) =>
      ctx
        .transaction(async () => {
          await create(ctx, 'undone in transaction');
          expect(await Entry.objects.filter({ name: 'undone in transaction' }).count()).toBe(1);
          throw new Error('no');
        })
        .catch(() => null),
    );
    expect((await namesOf('Note')).toSorted()).toEqual(['by hook', 'one']);
  });

  test('calls the plugin itself inside of a transaction', async () => {
    behaviour.mutation = (ctx) => create(ctx, 'inside');
    const answer = await ask((ctx) => ctx.transaction(() => ctx.services.graphql('mutation { work }')));
    expect(answer).toEqual({ data: { work: null }, errors: [] });
    expect(await namesOf('Note')).toContain('inside');
  });

  test('refuses a dry run where there is a transaction', async () => {
    const dry = `mutation { createEntry(input: { entityName: "Note", name: "dry" }, dryRun: true) { errors { message } } }`;
    expect(await ask(({ services }) => services.graphql(dry))).toMatchObject({ errors: [] });
    const inside = (ctx: PluginContext) =>
      ctx.transaction(() => ctx.services.graphql(dry)).catch(({ message }: Error) => message);
    expect(await ask(inside)).toMatch(/dryRun would undo nothing/);
    expect(await namesOf('Note')).not.toContain('dry');
  });

  test('that asks for itself is refused before it keeps the server from everything else', async () => {
    const inside = (ctx: PluginContext) => ctx.transaction(() => ctx.services.graphql('mutation { work }'));
    behaviour.mutation = async (ctx) => {
      calls += 1;
      const { errors } = await ctx.services.graphql('mutation { work }');
      if (errors.length > 0) throw new Error('The one inside failed');
    };
    expect(await ask(inside)).toMatchObject({ errors: [{ path: ['work'] }] });
    expect(calls).toBe(16);
    expect((await graphql('{ again me { username } }')).data).toEqual({ again: null, me: { username: 'admin' } });
    expect(calls).toBe(16 + 17);
  });
});
