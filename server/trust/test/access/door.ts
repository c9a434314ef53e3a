import type { GraphQLAnswer, TestApp } from '../../../test/app.ts';
import type { Comparison } from './comparison.ts';
import type { PlainUser } from './reference.ts';
import type { View } from './view.ts';

/** What a door is tried with: one user, what he must see, and where the result goes. */
export interface Visit {
  readonly test: TestApp;
  readonly user: PlainUser;
  readonly view: View;
  readonly comparison: Comparison;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers of queries that tests write themselves
export async function ask({ test, user }: Visit, query: string, variables: object = {}): Promise<any> {
  const { data, errors } = await answerOf(test, user, query, variables);
  if (errors)
    throw new Error(`${user.username} got ${JSON.stringify(errors).slice(0, 2_000)} for ${query.slice(0, 500)}`);
  return data;
}

export function answerOf(
  { graphql }: TestApp,
  user: PlainUser,
  query: string,
  variables: object = {},
): Promise<GraphQLAnswer> {
  return graphql(query, variables, user.token);
}

/** Limits that would cut what is asked of one door into many requests. */
export const WIDE_LIMITS = {
  PAGODA_MAX_COST: '100000000',
  PAGODA_MAX_ALIASES: '10000',
  PAGODA_MAX_ROOT_FIELDS: '10000',
  PAGODA_MAX_TOKENS: '1000000',
  PAGODA_MAX_PAGE_SIZE: '1000',
};

/** Root fields of one operation, each under a name of its own. */
export function inOneOperation(kind: 'query' | 'mutation', fields: readonly string[]): string {
  return `${kind} { ${fields.map((field, index) => `f${index}: ${field}`).join('\n')} }`;
}
