import { type FieldNode, type GraphQLError, locatedError, responsePathAsArray, type ResponsePath } from 'graphql';
import { unplaced } from '../unplaced-error.ts';

/** A place in the answer; undefined is the whole answer. */
export type Place = ResponsePath | undefined;

/** The errors of one execution, without those below a place that an earlier error had already set to null. */
export class FieldErrors {
  readonly list: GraphQLError[] = [];
  readonly #nulled = new Set<Place>();

  add(error: GraphQLError, place: Place): void {
    for (let above = place; above !== undefined; above = above.prev) if (this.#nulled.has(above)) return;
    if (this.#nulled.has(undefined)) return;
    this.#nulled.add(place);
    this.list.push(error);
  }
}

/** Errors that were given their place here; those that come with a `path` mean a place somewhere else. */
const located = new WeakSet<object>();

/** The thrown value as an error that knows where in the answer and in the request it happened. */
export function locate(thrown: unknown, nodes: readonly FieldNode[], place: Place): GraphQLError {
  const isLocated = typeof thrown === 'object' && thrown !== null && located.has(thrown);
  const error = locatedError(isLocated ? thrown : unplaced(thrown), nodes, responsePathAsArray(place));
  located.add(error);
  return error;
}
