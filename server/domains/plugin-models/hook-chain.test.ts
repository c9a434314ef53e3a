/** Hooks of several plugins that trigger each other. */
import { expect, test } from '@jest/globals';
import { definePlugin, entryHook } from 'pagoda-plugin-sdk';
import { Entity, Entry } from 'pagoda-plugin-sdk/models';
import { makeLogLines } from '../../plugins/test/log-lines.ts';
import { makeTestApp } from '../../test/app.ts';

let count = 0;
const answering = (id: string, heard: string, said: string) =>
  definePlugin({
    id,
    name: id,
    version: '1.0.0',
    hooks: [
      entryHook('after_create', { entity: heard }, async () => {
        await Entry.objects.create({ name: `${id} ${(count += 1)}`, schema: await Entity.objects.get({ name: said }) });
      }),
    ],
  });

const { log, lines } = makeLogLines();
const plugins = [answering('ping', 'Ping', 'Pong'), answering('pong', 'Pong', 'Ping')];
const { app, data } = await makeTestApp({}, [], { log, plugins });

test('are named all, and nobody is blamed', async () => {
  for (const name of ['Ping', 'Pong']) {
    await data(`mutation { createEntity(input: { name: "${name}" }) { errors { message } } }`);
  }
  await data('mutation { createEntry(input: { entityName: "Ping", name: "first" }) { errors { message } } }');
  await app.settled();
  const told = lines.filter(({ msg }) => msg.includes('Hooks trigger each other'));
  expect(told).toMatchObject([
    {
      plugins: ['ping', 'pong'],
      msg: expect.stringContaining('entry.after_create (ping) > entry.after_create (pong) > '),
    },
  ]);
  expect(told[0]).not.toHaveProperty('plugin');
  const { plugins: listed } = await data('{ plugins { hooks { failures } } }');
  expect(listed).toEqual([{ hooks: [{ failures: 0 }] }, { hooks: [{ failures: 0 }] }]);
});
