import { GraphQLError } from 'graphql';

/** A value for a field that cannot be written as JSON. */
export class NoJson extends Error {
  constructor(what: string, options?: ErrorOptions) {
    super(`JSON has no words for ${what}`, options);
    this.name = 'NoJson';
  }
}

/** What clients are told of it; what it was is in the log. */
export function noJsonRefusal(plugin: string | undefined, requestId: string): GraphQLError {
  const giver = plugin === undefined ? 'The server' : `The plugin "${plugin}"`;
  return new GraphQLError(`${giver} gave a value that cannot be written as JSON.`, {
    extensions: { code: 'INTERNAL_SERVER_ERROR', requestId, ...(plugin === undefined ? {} : { plugin }) },
  });
}
