/** A plugin that is not ready holds up no other and no server, and is not asked for anything of its own. */
import { expect, test } from '@jest/globals';
import { batchResolver, definePlugin, get, overrideOperation, response } from 'pagoda-plugin-sdk';
import { createEntity } from '../../domains/entity/index.ts';
import { createEntry } from '../../domains/entry/index.ts';
import { makeTestApp } from '../../test/app.ts';
import { makeLogLines } from '../test/log-lines.ts';

const common = { name: 'Test', version: '1.0.0' };
const gate = Promise.withResolvers<void>();
const isReady: string[] = [];

const slow = (id: string, field: string) =>
  definePlugin({
    ...common,
    id,
    typeDefs: `extend type Query { ${field}: Int } extend type User { ${field}: Int }`,
    resolvers: {
      Query: { [field]: () => 1 },
      User: { [field]: batchResolver((users: readonly unknown[]) => users.map(() => 1)) },
    },
    wrap: { 'Query.me': (next, parent, args, ctx, info) => next(parent, args, ctx, info) },
    routes: [get('ask/', { auth: 'public' }, () => ({ ok: true }))],
    overrides: [overrideOperation('retrieve', () => response(200, { mine: true }))],
    async ready() {
      await gate.promise;
      isReady.push(id);
    },
  });
const quick = definePlugin({
  ...common,
  id: 'quick',
  routes: [get('ask/', { auth: 'public' }, () => ({ ok: true }))],
  ready: () => void isReady.push('quick'),
});

const { log, lines } = makeLogLines();
const env = {
  BACKEND_PLUGIN_ENTITY_OVERRIDES: JSON.stringify({ Server: [{ plugin: 'slow', operations: ['retrieve'] }] }),
};
const plugins = [slow('slow', 'slowly'), slow('slower', 'slowlier'), quick];
const { app, graphql, token, admin } = await makeTestApp(env, [], { log, plugins });

async function rest(address: string) {
  const answer = await app.fastify.inject({ url: address, headers: { authorization: `Token ${token}` } });
  return { status: answer.statusCode, body: answer.json<unknown>(), retry: answer.headers['retry-after'] };
}

test('the server starts, and answers 503 for it until it is ready', async () => {
  expect(isReady).toEqual(['quick']);
  const told = lines.filter(({ level }) => level === 40).map(({ msg }) => msg);
  expect(told).toEqual([
    expect.stringMatching(/^Plugin slow is not ready\. The server does not wait for it/),
    expect.stringMatching(/^Plugin slower is not ready\./),
  ]);
  await createEntity(await app.contextFor(admin), { name: 'Server' });
  const { id } = await createEntry(await app.contextFor(admin), { entityName: 'Server', name: 'web' });
  const refused = {
    status: 503,
    body: { message: 'The plugin "slow" is not ready yet. Try again in a few seconds.', code: 'AE-999999' },
    retry: '2',
  };
  const ok = { status: 200, body: { ok: true } };
  expect(await rest('/api/v2/plugins/slow/ask/')).toEqual(refused);
  expect(await rest(`/entry/api/v2/${id}/`)).toMatchObject({ status: 503 });
  expect(await rest('/api/v2/plugins/quick/ask/')).toMatchObject(ok);
  const asked = await graphql('{ slowly me { slowlier username } }');
  expect(asked).toMatchObject({ status: 200, data: { slowly: null, me: { slowlier: null, username: 'admin' } } });
  expect(asked.errors).toMatchObject(
    ['slow', 'slower'].map((plugin) => ({
      message: `The plugin "${plugin}" is not ready yet. Try again in a few seconds.`,
      extensions: { code: 'UNAVAILABLE' },
    })),
  );

  gate.resolve();
  while (isReady.length < 3) await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect(await rest('/api/v2/plugins/slow/ask/')).toMatchObject(ok);
  expect(await rest(`/entry/api/v2/${id}/`)).toMatchObject({ status: 200, body: { mine: true } });
  expect((await graphql('{ slowly me { slowlier } }')).data).toEqual({ slowly: 1, me: { slowlier: 1 } });
});
