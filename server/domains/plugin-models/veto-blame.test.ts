import { expect, test } from '@jest/globals';
import { definePlugin, ValidationError, validationHook } from 'pagoda-plugin-sdk';
import { Entity, Entry } from 'pagoda-plugin-sdk/models';
import { makeTestApp } from '../../test/app.ts';

const asking = definePlugin({
  id: 'asking-plugin',
  name: 'Asking',
  version: '1.0.0',
  typeDefs: 'extend type Mutation { "Makes an entry." fillRack(name: String!): String }',
  resolvers: {
    Mutation: {
      fillRack: async (_: unknown, { name }: { name: string }) => {
        const schema = await Entity.objects.get({ name: 'Rack' });
        return (await Entry.objects.create({ schema, name })).name;
      },
    },
  },
});
const refusing = definePlugin({
  id: 'refusing-plugin',
  name: 'Refusing',
  version: '1.0.0',
  hooks: [
    validationHook(({ name }) => {
      if (name === 'full') throw new ValidationError('The rack is full');
    }),
  ],
});
const { data, graphql } = await makeTestApp({}, [], { plugins: [asking, refusing] });

test('a veto that a plugin meets through the models is blamed on the plugin that vetoes', async () => {
  await data('mutation { createEntity(input: { name: "Rack" }) { errors { code } } }');
  expect(await data('mutation { fillRack(name: "empty") }')).toEqual({ fillRack: 'empty' });
  const { errors } = await graphql('mutation { fillRack(name: "full") }');
  expect(errors).toEqual([
    expect.objectContaining({
      message: 'The rack is full',
      extensions: expect.objectContaining({ plugin: 'refusing-plugin' }),
    }),
  ]);
});
