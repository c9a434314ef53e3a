/** What `needs` of get_attrs handlers adds to what they see, and that clients see no more of it. */
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { definePlugin, getAttrsHook, type AttrInfo } from 'pagoda-plugin-sdk';
import { makeTestApp } from '../../test/app.ts';
import { makeRestrict } from '../../test/restrict.ts';
import { countStatements } from '../../test/statements.ts';
import { createEntity } from '../entity/index.ts';
import { createEntries } from './index.ts';

const calls: string[] = [];
const needing = definePlugin({
  id: 'needing',
  name: 'Needing',
  version: '1.0.0',
  hooks: [
    getAttrsHook('entry', { entity: 'Server', batch: true, needs: ['OWNER', 'secret', 'gone'] }, ({ attrinfos }) => {
      calls.push(attrinfos.map((list) => list.map(({ name }) => name).join()).join(' | '));
      return attrinfos.map((list) => list.map((attr) => ({ ...attr, owned_by: ownerIn(list) })));
    }),
  ],
});
const ownerIn = (list: readonly AttrInfo[]): unknown => list.find(({ name }) => name === 'owner')?.value ?? null;

const testApp = await makeTestApp({}, [], { plugins: [needing] });
const { app, admin, data, graphql, makeUser } = testApp;
const plain = await makeTestApp();
const mori = await makeUser({ username: 'mori' });

beforeAll(async () => {
  for (const world of [testApp, plain]) {
    const context = () => world.app.contextFor(world.admin);
    for (const name of ['Server', 'Other']) {
      const attrs = ['label', 'owner', 'secret'].map((attr) => ({ name: attr, type: 'STRING' as const }));
      await createEntity(await context(), { name, attrs });
      const values = (entry: string) => attrs.map((attr) => ({ attr: attr.name, value: `${attr.name} of ${entry}` }));
      const entries = ['a', 'b'].map((entry) => ({ name: entry, attrs: values(entry) }));
      await createEntries(await context(), { entityName: name, entries });
    }
  }
  const { catalog } = await app.contextFor(admin);
  const secret = catalog.findEntityByName('Server')?.attrs.find(({ name }) => name === 'secret');
  await makeRestrict(testApp)('ENTITY_ATTR', secret?.id ?? 0, 'NOTHING');
});
beforeEach(() => void calls.splice(0));

const LABELS = 'entries(entityName: "Server") { nodes { attrs(names: ["label"]) { name text extensions } } }';
const shown = (entry: string) => ({
  attrs: [{ name: 'label', text: `label of ${entry}`, extensions: { owned_by: `owner of ${entry}` } }],
});

describe('attributes that a handler needs', () => {
  test('are there for it, and clients see what they asked for', async () => {
    const { entries } = await data(`{ ${LABELS} }`);
    expect(entries.nodes).toEqual([shown('a'), shown('b')]);
    expect(calls).toEqual(['label,owner,secret | label,owner,secret']);
  });

  test('are there for a single one', async () => {
    const { entries } = await data('{ entries(entityName: "Server", first: 1) { nodes { id } } }');
    const answer = await data(`{ entry(id: "${entries.nodes[0].id}") { attr(name: "label") { text extensions } } }`);
    expect(answer.entry.attr).toEqual({ text: 'label of a', extensions: { owned_by: 'owner of a' } });
    expect(calls).toEqual(['label,owner,secret']);
  });

  test('are only those that the caller may read', async () => {
    const answer = await graphql(`{ ${LABELS} }`, {}, mori.token);
    expect(answer.data.entries.nodes).toEqual([shown('a'), shown('b')]);
    expect(calls).toEqual(['label,owner | label,owner']);
  });

  test('are in no entries of other entities, and there once where they were asked for', async () => {
    await data('{ entries(entityName: "Other") { nodes { attrs(names: ["label"]) { name } } } }');
    expect(calls).toEqual([]);
    await data('{ entries(entityName: "Server", first: 1) { nodes { attrs(names: ["owner"]) { name } } } }');
    expect(calls).toEqual(['owner,secret']);
  });

  test('are read with the statements that there are anyway', async () => {
    const withNeeds = await countStatements(() => data(`{ ${LABELS} }`));
    expect(await countStatements(() => plain.data(`{ ${LABELS} }`))).toBe(withNeeds);
  });
});
