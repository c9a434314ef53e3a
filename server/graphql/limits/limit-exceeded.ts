import { GraphQLError } from 'graphql';

/** What limits requests, by the name that a refusal gives. */
export type LimitName =
  | 'depth'
  | 'aliases'
  | 'rootFields'
  | 'tokens'
  | 'cost'
  | 'bodySize'
  | 'batching'
  | 'executionTime'
  | 'operations'
  | 'nesting';

export interface ExceededLimit {
  readonly limit: LimitName;
  /** Null where counting ended at the maximum. */
  readonly value: number | null;
  readonly maximum: number;
}

/** The refusal of a request that goes beyond a limit. The message says how to stay below. */
export function limitExceeded(exceeded: ExceededLimit, message: string, status = 400): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'LIMIT_EXCEEDED', ...exceeded, http: { status } } });
}
