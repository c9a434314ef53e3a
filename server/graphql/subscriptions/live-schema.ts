import { type DocumentNode, type GraphQLSchema, validate } from 'graphql';
import { coerceVariables } from '../executor/index.ts';
import type { HotSchema } from '../hot-schema.ts';
import type { Operation } from '../operation.ts';

/** The schema that a subscription goes on with. */
export interface LiveSchema {
  readonly current: GraphQLSchema;
  /** Aborted when the operation is no longer valid: from then on `current` stays what it was. */
  readonly outdated: AbortSignal;
  release(): void;
}

type Watched = Pick<Operation, 'schema' | 'document' | 'operation' | 'variables'>;

/** Follows the schema for one operation that stays, as plugins come and go, until it is released. */
export function followSchema(hot: HotSchema, { schema, ...operation }: Watched): LiveSchema {
  const outdating = new AbortController();
  let current = schema;
  let stop = (): void => undefined;
  stop = hot.follow((next) => {
    if (next === current || outdating.signal.aborted) return;
    if (isStillValid(next, operation)) current = next;
    else outdating.abort();
  });
  return {
    get current() {
      return current;
    },
    outdated: outdating.signal,
    release: () => stop(),
  };
}

/** By the schema: many subscribe with the same document, and it is looked at once for all. */
const validDocuments = new WeakMap<GraphQLSchema, WeakMap<DocumentNode, boolean>>();

function isStillValid(schema: GraphQLSchema, { document, operation, variables }: Omit<Watched, 'schema'>): boolean {
  const known = validDocuments.get(schema) ?? new WeakMap<DocumentNode, boolean>();
  validDocuments.set(schema, known);
  const isValid = known.get(document) ?? validate(schema, document, undefined, { maxErrors: 1 }).length === 0;
  known.set(document, isValid);
  return isValid && !coerceVariables({ schema, operation, given: variables, hideSuggestions: true }).errors;
}
