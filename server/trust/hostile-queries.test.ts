/** Operations that the rules of GraphQL allow and that would cost the server far more than they cost their sender. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { makeTestApp, type GraphQLAnswer } from '../test/app.ts';

const { graphql, data } = await makeTestApp();

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const codeOf = ({ errors }: GraphQLAnswer): unknown => errors?.[0]?.extensions?.['code'];

beforeAll(async () => {
  await data(
    'mutation { createEntity(input: { name: "Node", attrs: [{ name: "note", type: STRING }] }) { errors { code } } }',
  );
  const nodes = many(100, (index) => ({ name: `node ${index}` }));
  await data(
    'mutation ($e: [NewEntryInput!]!) { createEntries(input: { entityName: "Node", entries: $e }) { errors { code } } }',
    {
      e: nodes,
    },
  );
});

describe('names of attributes', () => {
  const source =
    'query ($names: [String!]) { entries(entityName: "Node", first: 100) { nodes { attrs(names: $names) { name } } } }';

  test('1,000 of them are looked up once for all entries of a page', async () => {
    const answer = await graphql(source, { names: many(1_000, (index) => `note ${index}`).with(999, 'NOTE') });
    expect(answer.errors).toBeUndefined();
    expect(answer.data.entries.nodes).toEqual(many(100, () => ({ attrs: [{ name: 'note' }] })));
  });

  test('more are refused', async () => {
    const answer = await graphql(source, { names: many(50_000, () => 'note') });
    expect(codeOf(answer)).toBe('BAD_USER_INPUT');
    expect(answer.errors?.[0]?.message).toMatch(/50000 names; at most 1000/);
  });
});

describe('mistakes in variables', () => {
  const filter = {
    ...Object.fromEntries(many(20_000, (index) => [`unknown${index}`, 1])),
    text: 'x'.repeat(1_000_000),
  };

  test.each([
    ['query', 'query ($f: EntryFilter) { entries(filter: $f) { totalCount } }'],
    ['mutation', 'mutation ($f: DeleteEntryInput!) { deleteEntry(input: $f) { entry { id } } }'],
  ])('of a %s are told without the whole value for each', async (_name, source) => {
    const answer = await graphql(source, { f: filter });
    expect(codeOf(answer)).toBe('BAD_USER_INPUT');
    expect(JSON.stringify(answer).length).toBeLessThan(100_000);
  });
});
