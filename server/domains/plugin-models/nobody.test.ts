/** What plugins do by themselves, where nobody is logged in: in `ready`, in timers, when something is published. */
import { expect, test } from '@jest/globals';
import { definePlugin, topic, type PluginContext } from 'pagoda-plugin-sdk';
import { Entity, Entry } from 'pagoda-plugin-sdk/models';
import { makeTestApp } from '../../test/app.ts';

const made = topic<{ name: string }>('made');
const heard = Promise.withResolvers<unknown>();

async function tick(ctx: PluginContext): Promise<void> {
  const alone = await Entity.objects.count().catch((error: unknown) => String(error));
  const name = await ctx.elevated('makes its entity', () =>
    ctx.transaction(async () => {
      const schema = await Entity.objects.create({ name: 'Tick' });
      const entry = await Entry.objects.create({ name: 'first', schema });
      await ctx.publish(made, { name: entry.name });
      return `${schema.name} ${entry.createdUser?.username ?? 'nobody'}`;
    }),
  );
  ticked.resolve([alone, name, ctx.actor]);
}
const ticked = Promise.withResolvers<unknown>();

const clock = definePlugin({
  id: 'clock',
  name: 'Clock',
  version: '1.0.0',
  elevated: true,
  ready(ctx) {
    void ctx
      .subscribe(made)
      .next()
      .then(({ value }) => heard.resolve(value));
    ctx.setTimeout(tick, 0);
  },
});
const { data } = await makeTestApp({}, [], { plugins: [clock] });

test('a timer writes with all rights and nobody as the author, and tells of it', async () => {
  expect(await ticked.promise).toEqual([expect.stringMatching(/^NoActor: /), 'Tick nobody', null]);
  expect(await heard.promise).toEqual({ name: 'first' });
  const { entries } = await data('{ entries(entityName: "Tick") { nodes { name createdUser { id } } } }');
  expect(entries.nodes).toEqual([{ name: 'first', createdUser: null }]);
});
