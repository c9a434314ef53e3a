import { beforeAll, describe, expect, test } from '@jest/globals';
import { makeTestApp } from '../../test/app.ts';
import { createEntity } from '../entity/index.ts';
import { createEntries, createEntry, updateEntry } from './index.ts';

const { app, admin, data, graphql } = await makeTestApp();

const LIST = 'totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { NODE } }';
const list = (node: string) => LIST.replace('NODE', node);

/** The same list of one parent alone, whose statement is another one. */
const ALONE = {
  entries: (args: string) => `query ($id: ID!) { entity(id: $id) { list: entries(${args}) { ${list('name')} } } }`,
  referrals: (args: string) => `query ($id: ID!) { entry(id: $id) { list: referrals(${args}) { ${list('name')} } } }`,
  history: (args: string) => `query ($id: ID!) { entry(id: $id) { list: history(${args}) { ${list('id text')} } } }`,
};
const TOGETHER = {
  entries: (args: string) => `{ entities { nodes { id list: entries(${args}) { ${list('name')} } } } }`,
  referrals: (args: string) =>
    `{ entries(entityName: "Rack") { nodes { id list: referrals(${args}) { ${list('name')} } } } }`,
  history: (args: string) =>
    `{ entries(entityName: "Server") { nodes { id list: history(${args}) { ${list('id text')} } } } }`,
};

beforeAll(async () => {
  const ctx = await app.contextFor(admin);
  const label = { name: 'label', type: 'STRING' as const };
  const rack = await createEntity(ctx, { name: 'Rack', attrs: [label] });
  const attrs = [label, { name: 'racks', type: 'ARRAY_OBJECT' as const, referral: [String(rack.id)] }];
  await createEntity(ctx, { name: 'Server', attrs });
  // Called alike and of another type.
  await createEntity(ctx, { name: 'Size', attrs: [{ name: 'label', type: 'NUMBER' }] });
  await createEntity(ctx, { name: 'Bare' });
  const racks = await createEntries(ctx, {
    entityName: 'Rack',
    entries: ['b', 'a', 'c', 'd'].map((name) => ({ name, attrs: [{ attr: 'label', value: `rack ${name}` }] })),
  });
  for (let index = 0; index < 12; index += 1) {
    const value = racks.filter((_, place) => index % (place + 2) === 0).map(({ id }) => id);
    const { id } = await createEntry(ctx, {
      entityName: 'Server',
      name: `s${(index * 7) % 12}`,
      attrs: [
        { attr: 'label', value: `${index % 3}` },
        { attr: 'racks', value },
      ],
    });
    for (let turn = 0; turn < index % 5; turn += 1)
      await updateEntry(ctx, { id: String(id), attrs: [{ attr: 'label', value: `turn ${turn}` }] });
  }
  const sizes = [10, 9, 1e300, -3.5].map((value, index) => ({ name: `z${index}`, attrs: [{ attr: 'label', value }] }));
  await createEntries(ctx, { entityName: 'Size', entries: sizes });
});

interface Parent {
  readonly id: string;
  readonly list: { readonly edges: readonly { readonly cursor: string }[] };
}

async function together(field: keyof typeof TOGETHER, args: string): Promise<readonly Parent[]> {
  const answer = await data(TOGETHER[field](args));
  return (answer.entities ?? answer.entries).nodes;
}

async function alone(field: keyof typeof ALONE, args: string, id: string): Promise<unknown> {
  const answer = await data(ALONE[field](args), { id });
  return (answer.entity ?? answer.entry).list;
}

describe('a list below many objects is what each of them shows alone', () => {
  test.each<[keyof typeof TOGETHER, string]>([
    ['entries', 'first: 2'],
    ['entries', 'last: 3'],
    ['entries', 'first: 0'],
    ['entries', 'first: 5, orderBy: [{ field: UPDATED_TIME, direction: DESC }, { field: NAME }]'],
    ['entries', 'last: 2, filter: { or: [{ name: { contains: "1" } }, { name: { eq: "a" } }] }'],
    ['entries', 'filter: { isActive: false }'],
    ['referrals', 'first: 2'],
    ['referrals', 'last: 2, entityName: "server"'],
    ['referrals', 'entityName: "Nothing"'],
    ['history', 'first: 2'],
    ['history', 'last: 3, attr: "LABEL"'],
  ])('%s(%s)', async (field, args) => {
    const parents = await together(field, args);
    expect(parents.length).toBeGreaterThan(3);
    for (const { id, list: page } of parents) expect(page).toEqual(await alone(field, args, id));
  });

  test.each<[keyof typeof TOGETHER, string]>([
    ['entries', 'orderBy: [{ field: CREATED_TIME }]'],
    ['referrals', ''],
    ['history', ''],
  ])('%s(%s) go on behind and before a cursor', async (field, order) => {
    const [longest] = (await together(field, `first: 30 ${order}`)).toSorted(
      (left, right) => right.list.edges.length - left.list.edges.length,
    );
    const cursor = longest?.list.edges[1]?.cursor ?? '';
    for (const args of [`first: 2, after: "${cursor}" ${order}`, `last: 2, before: "${cursor}" ${order}`]) {
      for (const { id, list: page } of await together(field, args)) expect(page).toEqual(await alone(field, args, id));
    }
  });

  test('an attribute is each entity’s own, and those that lack it are told so', async () => {
    const args =
      'first: 3, orderBy: [{ attr: "label", direction: DESC }], filter: { attrs: [{ attr: "label", isEmpty: false }] }';
    const answer = await graphql(
      `{ entities { nodes { id name list: entries(${args}) { totalCount nodes { name attr(name: "label") { text } } } } } }`,
    );
    expect(answer.errors).toEqual([
      expect.objectContaining({
        message: 'Entity "Bare" has no attribute "label"',
        path: ['entities', 'nodes', 0, 'list'],
        extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }),
      }),
    ]);
    const filtered = await data(
      `{ entities(filter: { name: { in: ["rack", "server", "size"] } }) { nodes { id name list: entries(${args}) { ${list('name')} } } } }`,
    );
    const names = filtered.entities.nodes.map((entity: { name: string }) => entity.name);
    expect(names).toEqual(['Rack', 'Server', 'Size']);
    for (const { id, list: page } of filtered.entities.nodes as Parent[])
      expect(page).toEqual(await alone('entries', args, id));
    const sizes = filtered.entities.nodes[2].list.edges.map((edge: { node: { name: string } }) => edge.node.name);
    expect(sizes).toEqual(['z2', 'z0', 'z1']);
  });

  test('an attribute that one of the entries lacks is told at that entry', async () => {
    const answer = await graphql(
      '{ entries(first: 50, orderBy: [{ field: CREATED_TIME }]) { nodes { entity { name } history(attr: "racks") { totalCount } } } }',
    );
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors?.[0]?.message).toContain('has no attribute "racks"');
    expect(answer.data).toBeNull();
  });
});

test('an entry that stands in two lists keeps its place in each', async () => {
  const first = '{ nodes { edges: referrals { nodes { name } } } }';
  const QUERY = `{
    byTime: entries(entityName: "Server", orderBy: [{ field: CREATED_TIME, direction: DESC }]) { edges { cursor node { name createdUser { username } } } }
    byName: entries(entityName: "Server") { edges { cursor node { name createdUser { username } attrs { text } } } }
    racks: entries(entityName: "Rack") ${first}
  }`;
  const answer = await data(QUERY);
  const cursorsOf = async (orderBy: string) => {
    const { entries } = await data(`{ entries(entityName: "Server", orderBy: ${orderBy}) { edges { cursor } } }`);
    return entries.edges.map((edge: { cursor: string }) => edge.cursor);
  };
  const shown = (edges: readonly { cursor: string }[]) => edges.map(({ cursor }) => cursor);
  expect(shown(answer.byTime.edges)).toEqual(await cursorsOf('[{ field: CREATED_TIME, direction: DESC }]'));
  expect(shown(answer.byName.edges)).toEqual(await cursorsOf('[{ field: NAME }]'));
});
