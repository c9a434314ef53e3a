/** `entry.getAttrs()` gives what is stored: no handler changes it, and no target is named in it. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { definePlugin, get, getAttrsHook, type PluginContext } from 'pagoda-plugin-sdk';
import { AttributeValue, Entry } from 'pagoda-plugin-sdk/models';
import { makeTestApp } from '../../test/app.ts';
import { makeRestrict } from '../../test/restrict.ts';
import { createEntity, updateEntity } from '../entity/index.ts';
import { createEntry } from '../entry/index.ts';

let answer: (ctx: PluginContext) => unknown = () => null;
const reader = definePlugin({
  id: 'reader',
  name: 'Reader',
  version: '1.0.0',
  hooks: [getAttrsHook('entry', ({ attrinfo }) => attrinfo.map((info) => ({ ...info, value: null })))],
  routes: [get('ask/', async (_request, ctx) => answer(ctx))],
});
const testApp = await makeTestApp({}, [], { plugins: [reader] });
const { app, admin, data, makeUser } = testApp;
const mori = await makeUser({ username: 'mori' });

async function ask(question: (ctx: PluginContext) => unknown): Promise<unknown> {
  answer = question;
  const headers = { authorization: `Token ${mori.token}` };
  return (await app.fastify.inject({ url: '/api/v2/plugins/reader/ask/', headers })).json();
}

let [hidden, open] = [0, 0];
let stored: object = {};
beforeAll(async () => {
  const make = async (name: string, values: object) => {
    const attrs = Object.entries(values).map(([attr, value]) => ({ attr, value }));
    return (await createEntry(await app.contextFor(admin), { entityName: 'Host', name, attrs })).id;
  };
  const { id } = await createEntity(await app.contextFor(admin), { name: 'Host' });
  const referral = [String(id)];
  await updateEntity(await app.contextFor(admin), {
    id: String(id),
    attrs: [
      { name: 'one', type: 'OBJECT', referral },
      { name: 'many', type: 'ARRAY_OBJECT', referral },
      { name: 'named', type: 'NAMED_OBJECT', referral },
    ],
  });
  hidden = await make('secret-vault', {});
  open = await make('open', {});
  stored = { one: hidden, many: [open, hidden], named: { name: 'main', id: hidden } };
  await make('referring', stored);
  await makeRestrict(testApp)('ENTRY', hidden, 'NOTHING');
});

const referring = () => Entry.objects.get({ name: 'referring' });

describe('the values of an entry', () => {
  test('are those that are stored, whatever get_attrs handlers show', async () => {
    const { entries } = await data(
      '{ entries(entityName: "Host", filter: { name: { eq: "referring" } }) { nodes { attrs { json } } } }',
    );
    expect(entries.nodes).toEqual([{ attrs: [{ json: null }, { json: null }, { json: null }] }]);
    expect(await ask(async () => (await referring()).getAttrs())).toMatchObject({ one: hidden });
  });

  test('keep the id of a target that the actor may not see, and never say its name', async () => {
    const question = async () => [
      await (await referring()).getAttrs(),
      await AttributeValue.objects.filter({ parentAttr: { parentEntry: { name: 'referring' } } }),
      await Entry.objects.filter({ id: { in: [open, hidden] } }),
    ];
    const answered = await ask(question);
    expect(answered).toMatchObject([stored, [{}, {}, {}], [{ name: 'open' }]]);
    expect(JSON.stringify(answered)).not.toContain('secret-vault');
  });

  test('lose nothing when they are written back', async () => {
    const question = async ({ actor }: PluginContext) => {
      const entry = await referring();
      await entry.setAttrs(actor, await entry.getAttrs());
      return entry.getAttrs();
    };
    expect(await ask(question)).toMatchObject(stored);
  });
});
