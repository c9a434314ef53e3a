/** How many statements an operation may send, BEGIN and COMMIT among them. That they do not grow with lists: list-fields.test.ts. */
import { beforeAll, expect, test } from '@jest/globals';
import { makeTestApp } from '../../test/app.ts';
import { countStatements } from '../../test/statements.ts';
import { createEntity, updateEntity } from '../entity/index.ts';
import { createEntries } from './index.ts';

const { app, admin, data } = await makeTestApp();

const ATTRS = 'attrs { name value { __typename ... on StringValue { string } ... on EntryValue { entry { name } } } }';
const next = (selection: string) =>
  `attr(name: "next") { value { ... on EntryValue { entry { name ${selection} } } } }`;
const CREATE = `mutation ($entries: [NewEntryInput!]!) {
  createEntries(input: { entityName: "Node", entries: $entries }) { entries { name } errors { message } }
}`;

let id = '';

beforeAll(async () => {
  const ctx = await app.contextFor(admin);
  const node = await createEntity(ctx, { name: 'Node', attrs: [{ name: 'label', type: 'STRING' }] });
  const entity = String(node.id);
  await updateEntity(ctx, { id: entity, attrs: [{ name: 'next', type: 'OBJECT', referral: [entity] }] });
  let targets: readonly { readonly id: number }[] = [];
  // By name, those that have others two levels below them come first.
  for (const letter of ['c', 'b', 'a']) {
    const entries = Array.from({ length: 100 }, (_, index) => ({
      name: `${letter} ${index}`,
      attrs: [
        { attr: 'label', value: `label of ${letter} ${index}` },
        { attr: 'next', value: targets[index]?.id ?? null },
      ],
    }));
    targets = await createEntries(await app.contextFor(admin), { entity, entries });
  }
  id = String(targets[0]?.id);
});

test.each([
  ['one entry with all attributes and names', 3, `query ($id: ID!) { entry(id: $id) { name ${ATTRS} } }`],
  ['a page of 100 with the same', 4, `{ entries(entityName: "Node", first: 100) { nodes { name ${ATTRS} } } }`],
  [
    'a page of 30 with referred entries two levels deep',
    6,
    `{ entries(entityName: "Node", first: 30) { nodes { name ${next(next(ATTRS))} } } }`,
  ],
  [
    'a filter with a count',
    4,
    `{ entries(entityName: "Node", filter: { attrs: [{ attr: "label", contains: "label" }] }) { totalCount nodes { name } } }`,
  ],
])('%s: at most %i', async (_what, most, query) => {
  const read = () => data(query, { id });
  expect(JSON.stringify(await read())).toContain('"name":"a ');
  expect(await countStatements(read)).toBeLessThanOrEqual(most);
});

test('creating an entry: at most 10', async () => {
  const create = (name: string) =>
    data(CREATE, {
      entries: [
        {
          name,
          attrs: [
            { attr: 'label', value: 'x' },
            { attr: 'next', value: id },
          ],
        },
      ],
    });
  expect((await create('warm')).createEntries.errors).toEqual([]);
  expect(await countStatements(() => create('counted'))).toBeLessThanOrEqual(10);
});

test('creating a thousand entries: as many as creating one', async () => {
  const create = (prefix: string, length: number) =>
    data(CREATE, {
      entries: Array.from({ length }, (_, index) => ({
        name: `${prefix} ${index}`,
        attrs: [{ attr: 'label', value: 'x' }],
      })),
    });
  const one = await countStatements(() => create('single', 1));
  expect(await countStatements(() => create('bulk', 1_000))).toBe(one);
  const found = await data('{ entries(entityName: "Node", filter: { name: { startsWith: "bulk" } }) { totalCount } }');
  expect(found.entries.totalCount).toBe(1_000);
});
