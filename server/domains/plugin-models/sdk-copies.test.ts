/** A plugin that brings its own copy of the SDK, and resolvers that use models. */
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import * as ours from 'pagoda-plugin-sdk';
import { pluginPackage, writePackages } from '../../plugins/test/write-packages.ts';
import { makeTestApp } from '../../test/app.ts';

const SOURCE = `
import * as sdk from 'pagoda-plugin-sdk';
import { Entity, Entry } from 'pagoda-plugin-sdk/models';
const { definePlugin, ValidationError } = sdk;
export default definePlugin({
  id: 'own-copy', name: 'Own copy', version: '1.0.0',
  typeDefs: \`
    extend type Query { isOtherCopy: Boolean! entryNames: [String!]! missing: String! firstEntry: Entry }
    extend type Mutation { makeEntry(name: String!): Entry }
  \`,
  resolvers: {
    Query: {
      isOtherCopy: () => Entry !== globalThis.hostsEntry,
      entryNames: async () => (await Entry.objects.filter({ isActive: true }).orderBy('name')).map(({ name }) => name),
      firstEntry: () => Entry.objects.first(),
      missing: () => Entry.objects.get({ name: 'none' }).catch((error) =>
        [error instanceof Entry.DoesNotExist, error instanceof Entity.DoesNotExist, error instanceof sdk.DoesNotExist].join()),
    },
    Mutation: {
      makeEntry: async (_parent, { name }) => {
        if (name === 'bad') throw new ValidationError('A bad name', ['name']);
        const schema = await Entity.objects.filter({ name: 'Made' }).first() ?? await Entity.objects.create({ name: 'Made' });
        return Entry.objects.create({ name, schema });
      },
    },
  },
});`;

const folder = writePackages({ 'own-copy': pluginPackage('own-copy', SOURCE) });
const copy = path.join(folder, 'sdk-copy');
cpSync(path.resolve(import.meta.dirname, '../../../sdk'), copy, {
  recursive: true,
  filter: (file) => !/\.(test|check)\.ts$|node_modules|__snapshots__/.test(file),
});
mkdirSync(path.join(folder, 'plugins/own-copy/node_modules'));
symlinkSync(copy, path.join(folder, 'plugins/own-copy/node_modules/pagoda-plugin-sdk'));
Reflect.set(globalThis, 'hostsEntry', ours.Entry);
const env = { ENABLED_PLUGINS: 'own-copy', PAGODA_PLUGINS_DIR: path.join(folder, 'plugins') };
const { data, graphql, makeUser } = await makeTestApp(env);
const mori = await makeUser({ username: 'mori' });

test('a plugin with its own copy of the SDK gets the same models', async () => {
  const made = await data(
    'mutation { makeEntry(name: "one") { name entity { name } } two: makeEntry(name: "two") { name } }',
  );
  expect(made).toEqual({ makeEntry: { name: 'one', entity: { name: 'Made' } }, two: { name: 'two' } });
  expect(await data('{ isOtherCopy entryNames firstEntry { name } }')).toEqual({
    isOtherCopy: true,
    entryNames: ['one', 'two'],
    firstEntry: { name: 'one' },
  });
});

test('and knows their errors, by the model and not by the class', async () => {
  expect(await data('{ missing }')).toEqual({ missing: 'true,false,false' });
});

test('resolvers act for whoever asks', async () => {
  const forbidden = await graphql('{ entryNames }', {}, null);
  expect(forbidden.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
  expect((await graphql('{ entryNames }', {}, mori.token)).data).toEqual({ entryNames: ['one', 'two'] });
  const twice = await graphql('mutation { makeEntry(name: "one") { name } }', {}, mori.token);
  expect(twice.errors?.[0]).toMatchObject({
    message: 'Another entry of this entity has the name "one"',
    extensions: { code: 'BAD_USER_INPUT', plugin: 'own-copy' },
  });
});
