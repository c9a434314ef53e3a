import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { definePlugin, entryHook, get } from 'pagoda-plugin-sdk';
import { createEntity } from '../../domains/entity/index.ts';
import { createEntry } from '../../domains/entry/index.ts';
import { makeTestApp } from '../../test/app.ts';

const schemas = new Set<WeakRef<object>>();
const plugin = definePlugin({
  id: 'toggled',
  name: 'Toggled',
  version: '1.0.0',
  typeDefs: 'extend type Query { toggled: Int }',
  resolvers: {
    Query: {
      toggled(_parent: unknown, _args: unknown, _ctx: unknown, { schema }: { readonly schema: object }) {
        schemas.add(new WeakRef(schema));
        return 1;
      },
    },
  },
  wrap: { 'Query.me': (next, parent, args, ctx, info) => next(parent, args, ctx, info) },
  routes: [get('test/', { auth: 'public' }, () => 1)],
  hooks: [entryHook('before_create', { entity: 'Server' }, ({ data }) => data)],
  ready: () => undefined,
  stop: () => undefined,
});
const { app, data, admin } = await makeTestApp({}, [], { plugins: [plugin] });

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** A WeakRef holds its target to the end of the turn, and what ends late may take a few more. */
async function heapUsed(): Promise<number> {
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise(setImmediate);
    collectGarbage();
  }
  return process.memoryUsage().heapUsed;
}

test('after a hundred toggles nothing is left of a plugin but its figures', async () => {
  await createEntity(await app.contextFor(admin), { name: 'Server' });
  const lives = new Set<WeakRef<object>>();
  const toggle = async (count: number): Promise<void> => {
    if (count % 2 === 1) {
      await data('mutation { enablePlugin(input: { id: "toggled" }) { errors { message } } }');
      return;
    }
    for (let use = 0; use < 3; use += 1) await data('{ toggled me { username } }');
    await app.fastify.inject('/api/v2/plugins/toggled/test/');
    await createEntry(await app.contextFor(admin), { entityName: 'Server', name: `web ${count}` });
    const running = app.plugins.find('toggled');
    if (running) lives.add(new WeakRef(running));
    await data('mutation { disablePlugin(input: { id: "toggled" }) { errors { message } } }');
  };
  for (let count = 0; count < 50; count += 1) await toggle(count);
  const before = await heapUsed();
  for (let count = 50; count < 100; count += 1) await toggle(count);
  const growth = (await heapUsed()) - before;
  const alive = (refs: ReadonlySet<WeakRef<object>>): number => [...refs].filter((ref) => ref.deref()).length;
  expect([lives.size, schemas.size]).toEqual([50, 150]);
  // The first is what the server was started with.
  expect(alive(lives)).toBeLessThanOrEqual(2);
  expect(new Set([...schemas].flatMap((ref) => ref.deref() ?? [])).size).toBeLessThanOrEqual(2);
  expect(growth).toBeLessThan(10_000_000);
}, 240_000);
