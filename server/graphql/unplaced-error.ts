import { GraphQLError, type GraphQLSchema, isObjectType } from 'graphql';
import { ownedBy, ownerOf } from '../blame.ts';
import { tame, wordsFor } from '../tame.ts';

/**
 * What was thrown, without a place of its own. GraphQL takes any error whose `path` is a list for one that is at its place in the
 * answer already; a `ValidationError`, say, has a path in the input.
 */
export function unplaced(error: unknown): unknown {
  const thrown = tame(error);
  // What describes it otherwise would call its methods.
  if (typeof thrown === 'object' && thrown !== null && !(thrown instanceof Error)) return new Error(wordsFor(thrown));
  if (!(thrown instanceof Error) || !('path' in thrown) || !Array.isArray(thrown.path)) return thrown;
  return new GraphQLError(thrown.message, { originalError: thrown });
}

type Resolve = (...args: never[]) => unknown;

/**
 * For what graphql-js executes: nothing that its resolvers throw has a place of its own. It starts all subscriptions; the fields
 * of other operations only where it is chosen.
 */
export function unplaceErrors(schema: GraphQLSchema, what: 'subscriptions' | 'all fields'): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.resolve && what === 'all fields') field.resolve = unplacing(field.resolve);
      if (field.subscribe) field.subscribe = unplacing(field.subscribe);
    }
  }
  return schema;
}

function unplacing<F extends Resolve>(resolve: F): F {
  const guarded = (...args: Parameters<F>): unknown => {
    try {
      const value = resolve(...args);
      if (value instanceof Promise) return value.catch(rethrow);
      return value instanceof Error ? unplaced(value) : value;
    } catch (error) {
      return rethrow(error);
    }
  };
  const owner = ownerOf(resolve);
  return (owner === undefined ? guarded : ownedBy(guarded, owner)) as F;
}

function rethrow(error: unknown): never {
  throw unplaced(error);
}
