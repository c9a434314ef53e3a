import type { GraphQLError } from 'graphql';
import { limitExceeded } from './limit-exceeded.ts';

/** Makes the parser's complaint about too many tokens a refusal like the others. */
export function findTooManyTokens(error: GraphQLError, maximum: number): GraphQLError | undefined {
  if (!/Document contains more tha[nt] \d+ tokens/.test(error.message)) return undefined;
  return limitExceeded(
    { limit: 'tokens', value: null, maximum },
    `The document has more than ${maximum} tokens, which is the maximum. Use several operations, and variables for long values.`,
  );
}
