import { expect, test } from '@jest/globals';
import type { Context } from '../context.ts';
import { query } from '../db/index.ts';
import { makeTestDatabase } from '../test/database.ts';
import { COST_HEADER } from './cost-report.ts';
import { startTestServer } from './test/test-server.ts';

const { orm } = await makeTestDatabase();

const server = await startTestServer({
  makeContext: () => ({ em: orm.em.fork() }),
  parts: [
    {
      id: 'cost-test',
      typeDefs: 'extend type Query { numbers(first: Int!): [Number!]! } type Number { n: Int! }',
      resolvers: {
        Query: {
          numbers: async (_: unknown, { first }: { first: number }, { em }: Context) => {
            await query(em, 'select 1');
            return query(em, 'select n from generate_series(1, $1::int) as n', [first]);
          },
        },
      },
    },
  ],
});

test('a cost report counts the statements and rows of its own request', async () => {
  const ask = (first: number, headers = {}) => server.ask({ query: `{ numbers(first: ${first}) { n } }` }, headers);
  const asked = { [COST_HEADER]: '1' };
  const [five, silent, nine] = await Promise.all([ask(5, asked), ask(7), ask(9, asked)]);
  const cost = { statements: 2, ms: expect.any(Number) };
  expect(five.body.extensions).toEqual({ cost: { ...cost, predicted: 5, rows: 6 } });
  expect(nine.body.extensions).toEqual({ cost: { ...cost, predicted: 9, rows: 10 } });
  expect(silent.body.extensions).toBeUndefined();
});
