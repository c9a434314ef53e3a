import { describe, expect, test } from '@jest/globals';
import { buildSchema, graphqlSync, type GraphQLError } from 'graphql';
import pino from 'pino';
import { translateError } from './errors.ts';

const schema = buildSchema(`
  type Query { byId(id: ID!): String  among(ids: [ID!]!): String  one(input: Input): Int  broken: Int }
  input Input { place: Int  ids: [ID!] }
`);
const scope = {
  requestId: 'request-1',
  log: pino({ level: 'silent' }),
  limits: { executionTimeout: 1000 },
  isUnavailable: () => false,
};

function answersTo(source: string, variableValues: Record<string, unknown>): GraphQLError[] {
  const { errors = [] } = graphqlSync({ schema, source, variableValues, rootValue: { broken: 'no number' } });
  return errors.map((error) => translateError(error, scope));
}

describe('a variable that does not fit is the fault of the client', () => {
  test.each([
    ['a scalar that refuses it', 'query ($v: ID!) { byId(id: $v) }', 1.5, /\$v.*ID cannot represent value: 1.5/],
    ['an element of a list', 'query ($v: [ID!]!) { among(ids: $v) }', ['1', true], /\$v.*v\[1\].*ID cannot represent/],
    ['a field of an input', 'query ($v: Input) { one(input: $v) }', { place: 2 ** 31 }, /\$v.*v\.place.*32-bit/],
    ['a field that the input does not have', 'query ($v: Input) { one(input: $v) }', { other: 1 }, /"other" is not defined/],
    ['null where there must be something', 'query ($v: ID!) { byId(id: $v) }', null, /\$v.*must not be null/],
  ])('%s', (_, source, value, message) => {
    const [error] = answersTo(source, { v: value });
    expect(error?.extensions).toEqual({ code: 'BAD_USER_INPUT' });
    expect(error?.message).toMatch(message);
  });
});

test('a result that cannot be serialised is a fault of the server, and masked', () => {
  const [error] = answersTo('{ broken }', {});
  expect(error?.message).toBe('Internal error');
  expect(error?.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', requestId: 'request-1' });
});
